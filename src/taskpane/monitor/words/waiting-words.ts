// How long the oldest change has waited and when the next run comes, in words. A user whose sync is off or whose sign-in
// is lost has no next run, whatever a runner announced before that.

import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMoments, useNow } from '../../shell/moments.ts';
import { isOldWord } from '../frame/Status.tsx';

export interface LagWords {
  readonly lag: string;
  /** why it waits; null where nothing waits or nothing holds it up */
  readonly reason: string | null;
}

/** Said also where nothing is known to wait: somebody has to do something first. */
const standing: readonly UserRow['waitReason'][] = ['held', 'sign-in-needed', 'pane-closed', 'worker-silent'];

export function useLagWords(): (row: UserRow) => LagWords {
  const { t } = useTranslation('monitor');
  const { length } = useMoments();
  const now = useNow();
  return (row) => {
    const { oldestWaitingAt, waitReason, lastSuccessAt } = row;
    // Nothing is late that is not to come, whatever waited when sync was switched off; the row says who did that.
    if (!row.isSyncEnabled) return { lag: '–', reason: null };
    const reason = waitReason === 'none' ? null : t(`wait.${waitReason}`);
    if (oldestWaitingAt === null) {
      // Nobody looked, or nobody has since: that nothing waits is more than anybody knows.
      const isKnown = lastSuccessAt !== null && waitReason !== 'sign-in-needed' && !isOldWord(row);
      return { lag: isKnown ? t('row.noLag') : '–', reason: standing.includes(waitReason) ? reason : null };
    }
    return { lag: length(Math.max(0, now - Date.parse(oldestWaitingAt))), reason };
  };
}

export interface NextRun {
  /** epoch ms where it is known */
  readonly atMs: number | null;
  readonly words: string;
}

export function useNextRun(): (row: UserRow) => NextRun {
  const { t } = useTranslation('monitor');
  const { at } = useMoments();
  const now = useNow();
  return (row) => {
    const nothing = (words: string): NextRun => ({ atMs: null, words });
    if (!row.isSyncEnabled) return nothing(t('next.disabled'));
    if (row.pausedAt !== null) return nothing(t('next.paused'));
    if (row.waitReason === 'sign-in-needed') return nothing(t('next.signIn'));
    if (row.runnerState === 'pane-closed') return nothing(t('next.paneClosed'));
    if (row.running) return nothing(t('next.running'));
    if (row.nextRunAt === null) return nothing('–');
    const atMs = Date.parse(row.nextRunAt);
    return { atMs, words: atMs < now ? t('next.due', { time: at(atMs) }) : at(atMs) };
  };
}
