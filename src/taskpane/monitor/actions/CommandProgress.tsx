// What became of a command: counts at once, each user below, those first whom it did not reach. Runners that are away answer when they come back, so the
// dialog may be closed at any time: the audit shows the same.

import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  mostProgressUsers,
  type CommandProgress as Progress,
  type CommandState,
} from '../../../contract/commands.ts';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { UserStates } from './UserStates.tsx';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

const states: readonly CommandState[] = ['done', 'seen', 'sent', 'refused', 'expired'];
const slowMs = 10_000;
const fastMs = 3_000;
/** users that are listed at first, and that each press adds */
const pageSize = 200;

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
  const [limit, setLimit] = useState(pageSize);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: queryKeys.progress(batchId, limit),
    queryFn: ({ signal }) => client.progress(batchId, { limit }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data && openCount(state.data) === 0 ? false : live.state === 'live' ? slowMs : fastMs,
  });
  const open = data ? openCount(data) : hits;
  const total = data ? Object.values(data.counts).reduce((sum, count) => sum + count, 0) : hits;
  const rest = data ? total - data.users.length : 0;
  const canShowMore = rest > 0 && limit < mostProgressUsers;
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
      <div className={styles.foot}>
        {rest > 0 ? <Text size={200}>{t('dialog.more', { number: number(rest) })}</Text> : null}
        {canShowMore || limit > pageSize ? (
          // It stays when all are shown: a button that goes takes the focus along.
          <Button
            size="small"
            disabledFocusable={!canShowMore || isPlaceholderData}
            onClick={() => {
              setLimit(Math.min(limit + pageSize, mostProgressUsers));
            }}
          >
            {t('history.more')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Commands whose runner has not answered finally. */
function openCount({ counts }: Pick<Progress, 'counts'>): number {
  return (counts.sent ?? 0) + (counts.seen ?? 0);
}
