// Cuts one page out of a delta round. Pure: the log and the state in, lines and the next state out.
// A change made while the round runs gets a newer generation, so it is left out here and comes in the next round.
import type { ChangeLog, LogLine } from '../mailbox/change-log.ts';
import type { SyncState } from '../mailbox/sync-states.ts';
import type { Switches } from '../switches.ts';

interface RoundPage {
  readonly lines: readonly LogLine[];
  /** `round` null: the round is complete and this is the state of its delta link */
  readonly next: SyncState;
}

interface RoundAsked {
  readonly state: SyncState;
  readonly log: ChangeLog;
  readonly size: number;
  /** newest generation that may be shown */
  readonly upTo: number;
  readonly switches: Readonly<Switches>;
}

export function cutRound({ state, log, size, upTo, switches }: RoundAsked): RoundPage {
  const begun = state.round ?? {
    after: firstAfter(state, switches),
    upTo: Math.max(upTo, state.since ?? 0),
    page: 0,
  };
  if (switches.deltaEmptyPage && begun.page === 0)
    return { lines: [], next: { ...state, round: { ...begun, page: 1 } } };
  // In a first round what is gone has never been seen, so it is not said.
  const all = log.range(begun.after, begun.upTo).filter(({ left }) => left === null || state.since !== null);
  const lines = all.slice(0, size);
  const last = lines.at(-1)?.generation ?? begun.after;
  if (all.length > size)
    return { lines, next: { ...state, round: { ...begun, after: last, page: begun.page + 1 } } };
  if (switches.deltaEndless) {
    const known = log.range(0, begun.upTo).filter(({ left }) => left === null);
    const after = Math.max(0, (known.at(-size)?.generation ?? 1) - 1);
    return { lines, next: { ...state, round: { after, upTo: begun.upTo, page: begun.page + 1 } } };
  }
  const since = switches.deltaLosesMidRound ? Math.max(log.generation, begun.upTo) : begun.upTo;
  return { lines, next: { ...state, since, round: null } };
}

/** Later rounds begin after what was seen; with the replay switch, some changes earlier. */
function firstAfter({ since }: SyncState, { deltaReplay }: Readonly<Switches>): number {
  return since === null ? 0 : Math.max(0, since - deltaReplay);
}
