// The fix for one user, from sending to the verdict. The verdict is the user's next run: a command that was carried out
// proves nothing yet.

import type { CommandKind, RefusalReason } from '../../../contract/commands.ts';
import type { UserRow } from '../../../contract/users.ts';
import type { MonitorClient } from '../../../remote/relay/monitor-client.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { isUnanswered } from '../frame/is-unanswered.ts';

export type Verdict =
  | { readonly state: 'works' }
  /** the run failed again; null: without a cause that is known */
  | { readonly state: 'fails'; readonly cause: CauseCode | null }
  | { readonly state: 'skipped'; readonly reason: RefusalReason }
  /** no runner now: the command waits for the pane */
  | { readonly state: 'queued' }
  /** the runner has not said anything in time; the command stands */
  | { readonly state: 'silent' };

export interface FixParts {
  readonly client: Pick<MonitorClient, 'send' | 'progress' | 'user' | 'errors'>;
  readonly kind: CommandKind;
  readonly cause: CauseCode;
  nowMs(): number;
  /** rejects when the dialog is gone */
  sleep(ms: number): Promise<void>;
}

const lookEveryMs = 2_000;
const patienceMs = 3 * 60_000;

/**
 * `key`: the same one sends nothing twice, so that a relay that starts anew is simply asked again. Rejects with what the
 * relay's client throws, and with its silence only when that outlasts the patience.
 */
export async function fixUser(parts: FixParts, userId: string, key: string): Promise<Verdict> {
  const { client, kind } = parts;
  const request = { kind, selection: { by: 'ids' as const, ids: [userId] } };
  const before = (await answered(parts, () => client.user(userId))).user;
  const accepted = await answered(parts, () => client.send(request, key));
  const skipped = accepted.skippedUsers[0];
  if (skipped) return { state: 'skipped', reason: skipped.reason };
  if (accepted.queued > 0) return { state: 'queued' };
  return follow(parts, { userId, before, batchId: accepted.batchId });
}

async function answered<T>(parts: FixParts, ask: () => Promise<T>): Promise<T> {
  const untilMs = parts.nowMs() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnanswered(error) || parts.nowMs() >= untilMs) throw error;
      await parts.sleep(lookEveryMs);
    }
  }
}

interface Sent {
  readonly userId: string;
  readonly before: UserRow;
  readonly batchId: string;
}

async function follow(parts: FixParts, sent: Sent): Promise<Verdict> {
  const untilMs = parts.nowMs() + patienceMs;
  let isDone = false;
  while (parts.nowMs() < untilMs) {
    await parts.sleep(lookEveryMs);
    try {
      if (!isDone) {
        const [command] = (await parts.client.progress(sent.batchId)).users;
        if (command?.state === 'refused' || command?.state === 'expired')
          return { state: 'skipped', reason: command.reason ?? 'failed' };
        isDone = command?.state === 'done';
      }
      const { user } = await parts.client.user(sent.userId);
      const verdict = await judge(parts, sent.before, user);
      if (verdict) return verdict;
    } catch (error) {
      // A relay that is away for a moment says nothing about the fix.
      if (!isUnanswered(error)) throw error;
    }
  }
  return { state: 'silent' };
}

/** null until a run that began after the command has ended. */
async function judge(parts: FixParts, before: UserRow, now: UserRow): Promise<Verdict | null> {
  const isNew = now.lastFinishAt !== before.lastFinishAt && now.lastStartAt !== before.lastStartAt;
  if (!isNew || now.running !== null) return null;
  if (now.badge !== null) return { state: 'fails', cause: now.cause };
  const { cause, client } = parts;
  const isWorking = now.outcome === 'succeeded' || now.outcome === 'succeeded-with-conflicts';
  const isPartly = now.outcome === 'partly-failed' && now.cause !== cause;
  if (!isWorking && !isPartly) return { state: 'fails', cause: now.cause };
  // A run names one cause, its records may have others: what this fix is for is gone only when no record has it.
  if (now.openErrors === 0) return { state: 'works' };
  const { items } = await client.errors(now.id);
  return items.some((one) => one.cause === cause) ? { state: 'fails', cause } : { state: 'works' };
}
