// What became of a command: counts at once, each user below. Runners that are away answer when they come back, so the
// dialog may be closed at any time: the audit shows the same.

import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CommandProgress as Progress, CommandState } from '../../../contract/commands.ts';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { UserStates } from './UserStates.tsx';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

const states: readonly CommandState[] = ['done', 'seen', 'sent', 'refused', 'expired'];
const slowMs = 10_000;
const fastMs = 3_000;

interface CommandProgressProps {
  readonly batchId: string;
  /** how many it was sent to, until the relay has said what became of them */
  readonly hits: number;
}

export function CommandProgress({ batchId, hits }: CommandProgressProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const { client, live } = useMonitor();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.progress(batchId),
    queryFn: ({ signal }) => client.progress(batchId, signal),
    refetchInterval: ({ state }) =>
      state.data && openCount(state.data) === 0 ? false : live.state === 'live' ? slowMs : fastMs,
  });
  const open = data ? openCount(data) : hits;
  const total = data ? Object.values(data.counts).reduce((sum, count) => sum + count, 0) : hits;
  const counts = states.flatMap((state) => {
    const count = data?.counts[state] ?? 0;
    return count === 0 ? [] : [t(`command.count.${state}`, { number: number(count) })];
  });
  return (
    <div className={styles.frame}>
      <ProgressBar
        aria-label={t('dialog.progress')}
        value={total === 0 ? 1 : (total - open) / total}
        color={open === 0 ? 'success' : 'brand'}
      />
      <Text weight="semibold" role="status">
        {counts.length === 0 ? t('dialog.accepted') : counts.join(' · ')}
      </Text>
      {open > 0 ? <Text size={200}>{t('dialog.goesOn')}</Text> : null}
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      <UserStates
        label={t('dialog.progress')}
        users={(data?.users ?? []).map(({ userId, displayName, state, reason }) => ({
          id: userId,
          displayName,
          state:
            reason === null
              ? t(`command.${state}`)
              : t('command.because', { state: t(`command.${state}`), reason: t(`refusal.${reason}`) }),
        }))}
      />
    </div>
  );
}

/** Commands whose runner has not answered finally. */
function openCount({ counts }: Pick<Progress, 'counts'>): number {
  return (counts.sent ?? 0) + (counts.seen ?? 0);
}
