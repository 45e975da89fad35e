// Sends good lines to the relay, as many at a time as it takes, until none is left or somebody stops it. A relay that is away
// or asks for a pause is waited for: a batch that was added without an answer is answered as known.

import type { NewUsersAnswer } from '../../../contract/administration.ts';
import type { NewUsers } from '../../../contract/users.ts';
import { askedPauseMs, isUnanswered } from '../frame/is-unanswered.ts';
import { personOf, type Lines, type RosterLine } from './roster-lines.ts';

export interface SendParts {
  addUsers(request: NewUsers): Promise<NewUsersAnswer>;
  /** rejects or ends early when somebody stops it */
  sleep(ms: number): Promise<void>;
  mustStop(): boolean;
  sent(lines: readonly RosterLine[], answer: NewUsersAnswer): void;
  /** the relay takes nothing for now */
  waits(isWaiting: boolean): void;
}

/** the contract's most, and what fits into the relay's body of 1 MiB */
const most = { lines: 5_000, bytes: 900_000 } as const;
const fewest = 250;
const firstWaitMs = 1_000;
const longestWaitMs = 10_000;
const busyMs = 60_000;

/** From line `from` on. Rejects with what no waiting can mend. */
export async function sendLines(parts: SendParts, lines: Lines, from: number): Promise<void> {
  let at = from;
  let count: number = most.lines;
  let waitMs = firstWaitMs;
  while (at < lines.length && !parts.mustStop()) {
    const batch = fitting(lines.slice(at, at + count));
    const users = batch.map(personOf);
    try {
      const answer = await parts.addUsers({ users });
      parts.waits(false);
      parts.sent(batch, answer);
      at += batch.length;
      waitMs = firstWaitMs;
    } catch (error) {
      const pauseMs = pauseAfter(error, waitMs);
      if (pauseMs === null) throw error;
      // Perhaps it was too much to be done in time.
      if (isUnanswered(error)) count = Math.max(fewest, Math.ceil(count / 2));
      waitMs = Math.min(longestWaitMs, waitMs * 2);
      parts.waits(true);
      if (!parts.mustStop()) await parts.sleep(pauseMs);
    }
  }
  parts.waits(false);
}

/** null: waiting would not help */
function pauseAfter(error: unknown, waitMs: number): number | null {
  if (isUnanswered(error)) return waitMs;
  return askedPauseMs(error, busyMs);
}

function fitting(lines: readonly RosterLine[]): readonly RosterLine[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += encoder.encode(JSON.stringify(personOf(line))).length + 1;
    return bytes > most.bytes;
  });
  return end < 1 ? lines : lines.slice(0, end);
}
