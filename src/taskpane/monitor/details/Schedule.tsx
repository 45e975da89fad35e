// What comes next for a user, and what is behind: next run, lag with what it waits for, how long the sign-ins last.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMoments, useNow } from '../../shell/moments.ts';
import { Moment } from '../frame/Moment.tsx';
import { useStopWords } from '../words/stop-words.ts';
import { useLagWords } from '../words/waiting-words.ts';
import { runwayOf } from './runway.ts';

const dayMs = 86_400_000;
/** a run starts within seconds of its time; this late it is worth a word */
const overdueMs = 120_000;

const useStyles = makeStyles({
  value: { display: 'grid', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function NextRun({ row }: { readonly row: UserRow }) {
  const { t } = useTranslation('details');
  const { t: monitor } = useTranslation('monitor');
  const { at } = useMoments();
  const now = useNow();
  if (!row.isSyncEnabled) return <>{monitor('wait.disabled')}</>;
  if (row.pausedAt !== null) return <>{monitor('next.paused')}</>;
  if (row.waitReason === 'sign-in-needed') return <>{monitor('next.signIn')}</>;
  if (row.running !== null) return <>{monitor('outcome.running')}</>;
  if (row.runnerState === 'pane-closed') return <>{t('identity.whenOpened')}</>;
  if (row.nextRunAt === null) return <>{t('identity.noNextRun')}</>;
  const nextMs = Date.parse(row.nextRunAt);
  if (now - nextMs > overdueMs) return <>{t('identity.overdue', { time: at(nextMs) })}</>;
  return <Moment iso={row.nextRunAt} as="at" />;
}

export function Lag({ row }: { readonly row: UserRow }) {
  const styles = useStyles();
  const { lag } = useLagWords()(row);
  const reason = useWaitWords(row);
  return (
    <span className={styles.value}>
      <span>{lag}</span>
      {reason === null ? null : (
        <Text size={200} className={styles.quiet}>
          {reason}
        </Text>
      )}
    </span>
  );
}

function useWaitWords(row: UserRow): string | null {
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { at } = useMoments();
  const now = useNow();
  const stop = useStopWords()(row);
  if (row.waitReason === 'none') return null;
  if (row.waitReason === 'suspended' && stop !== null) return stop;
  const nextMs = row.nextRunAt === null ? 0 : Date.parse(row.nextRunAt);
  if (row.waitReason === 'throttled' && nextMs > now)
    return details('identity.throttledUntil', { time: at(nextMs) });
  return t(`wait.${row.waitReason}`);
}

export function RunwayWords({ row }: { readonly row: UserRow }) {
  const { t } = useTranslation('details');
  const { t: monitor } = useTranslation('monitor');
  const now = useNow();
  const runway = runwayOf(row, now);
  if (runway.state === 'ended') return <>{t('identity.runwayEnded')}</>;
  if (runway.state === 'unknown') return <>{t('identity.runwayUnknown')}</>;
  const side = monitor(`side.${runway.side}`);
  const days = Math.floor(runway.leftMs / dayMs);
  return (
    <>{days < 1 ? t('identity.runwayHours', { side }) : t('identity.runwayDays', { count: days, side })}</>
  );
}
