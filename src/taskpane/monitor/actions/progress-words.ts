// How far a command is, for one user and for all. A run is taken before it ends: `done` of a command for one says nothing of how it went.

import { useTranslation } from 'react-i18next';
import type { CommandKind, CommandProgress, CommandState } from '../../../contract/commands.ts';
import { runOutcome } from '../../../contract/runs.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { toneOf, type Tone } from '../frame/Status.tsx';

type ProgressUser = CommandProgress['users'][number];
type Counted = Pick<CommandProgress, 'kind' | 'counts' | 'runs'>;

const states: readonly CommandState[] = ['done', 'seen', 'sent', 'refused', 'expired'];
const bringsRun: readonly CommandKind[] = ['sync-now', 'full-sync'];

interface ProgressWords {
  /** one part for each state that somebody is in */
  counts(progress: Counted): readonly string[];
  user(kind: CommandKind, user: ProgressUser): { readonly state: string; readonly tone?: Tone };
}

export function useProgressWords(): ProgressWords {
  const { t } = useTranslation('monitor');
  const causes = useCauseWords();
  const { number } = useMoments();
  const ofRun = ({ run }: ProgressUser): { state: string; tone?: Tone } => {
    if (run === null) return { state: t('command.taken') };
    const standing = run.outcome ?? 'running';
    const outcome = t(`outcome.${standing}`);
    if (run.outcome === null) return { state: outcome, tone: 'busy' };
    const state =
      run.cause === null
        ? t('command.ran', { outcome })
        : t('command.ranBecause', { outcome, cause: causes.name(run.cause) });
    return { state, tone: toneOf(standing) };
  };
  return {
    counts: (progress) => [
      ...runOutcome.options.flatMap((outcome) => {
        const count = progress.runs[outcome] ?? 0;
        return count === 0
          ? []
          : [t('command.count.ran', { outcome: t(`outcome.${outcome}`), number: number(count) })];
      }),
      ...states.flatMap((state) => {
        const isRun = state === 'done' && bringsRun.includes(progress.kind);
        const count = isRun
          ? takenCount(progress)
          : state === 'seen'
            ? seenCount(progress)
            : (progress.counts[state] ?? 0);
        return count === 0 ? [] : [t(`command.count.${isRun ? 'taken' : state}`, { number: number(count) })];
      }),
    ],
    user: (kind, user) => {
      const { state, reason } = user;
      if (user.run !== null || (state === 'done' && bringsRun.includes(kind))) return ofRun(user);
      const word = t(`command.${state}`);
      if (reason !== null)
        return {
          state: t('command.because', { state: word, reason: t(`refusal.${reason}`) }),
          tone: 'warning',
        };
      return state === 'expired' ? { state: word, tone: 'warning' } : { state: word };
    },
  };
}

/** Users who were reached and of whom no more is to come. */
export function endedCount(progress: Counted): number {
  const { counts } = progress;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return total - (counts.sent ?? 0) - seenCount(progress) - takenCount(progress);
}

/** What is to be shown of all that has ended: the worst of it. */
export function worstOf({ counts, runs }: Counted): 'success' | 'warning' | 'error' {
  if (runs.failed) return 'error';
  const isGood = runOutcome.options.every((outcome) => !runs[outcome] || toneOf(outcome) === 'good');
  return isGood && !counts.refused && !counts.expired ? 'success' : 'warning';
}

/** Runs that are asked for and have not ended. */
function takenCount(progress: Counted): number {
  if (!bringsRun.includes(progress.kind)) return 0;
  return Math.max(0, (progress.counts.done ?? 0) - endedRuns(progress));
}

/** A run may end before its command is answered as done: nothing more is to come of that one either. */
function seenCount(progress: Counted): number {
  const { kind, counts } = progress;
  const early = bringsRun.includes(kind) ? Math.max(0, endedRuns(progress) - (counts.done ?? 0)) : 0;
  return Math.max(0, (counts.seen ?? 0) - early);
}

function endedRuns({ runs }: Counted): number {
  return Object.values(runs).reduce((sum, count) => sum + count, 0);
}
