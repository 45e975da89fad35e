// What became of a command: counts at once, each user below, those first whom it did not reach. Runners that are away answer when they come back, so the
// dialog may be closed at any time: the audit shows the same.

import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostProgressUsers, type CommandProgress as Progress } from '../../../contract/commands.ts';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { endedCount, useProgressWords, worstOf } from './progress-words.ts';
import { UserStates } from './UserStates.tsx';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

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
  const words = useProgressWords();
  const { client, live } = useMonitor();
  const [limit, setLimit] = useState(pageSize);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: queryKeys.progress(batchId, limit),
    queryFn: ({ signal }) => client.progress(batchId, { limit }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data: known } }) => {
      if (known === undefined) return fastMs;
      const { sent = 0, seen = 0 } = known.counts;
      if (totalOf(known) === endedCount(known)) return false;
      // That a command is taken or refused comes by the stream; that its run has ended does not.
      return live.state === 'live' && sent + seen === totalOf(known) - endedCount(known) ? slowMs : fastMs;
    },
  });
  const total = data ? totalOf(data) : hits;
  const open = data ? total - endedCount(data) : hits;
  const rest = data ? total - data.users.length : 0;
  const canShowMore = rest > 0 && limit < mostProgressUsers;
  const counts = data ? words.counts(data) : [];
  return (
    <div className={styles.frame}>
      <ProgressBar
        aria-label={t('dialog.progress')}
        value={total === 0 ? 1 : (total - open) / total}
        color={open > 0 || !data ? 'brand' : worstOf(data)}
      />
      <Text weight="semibold" role="status">
        {counts.length === 0 ? t('dialog.accepted') : counts.join(' · ')}
      </Text>
      {open > 0 ? <Text size={200}>{t('dialog.goesOn')}</Text> : null}
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      <UserStates
        label={t('dialog.progress')}
        users={(data?.users ?? []).map((user) => ({
          id: user.userId,
          displayName: user.displayName,
          ...words.user(data?.kind ?? 'sync-now', user),
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

function totalOf({ counts }: Pick<Progress, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
