// Some sample people have lost a sign-in or a role or were disabled after they had synchronized for a while. So they synchronize
// first, in truth, and then it happens to them: the Monitor shows what it would show in a real company.
import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../sandbox/company/person.ts';
import type { Sandbox } from '../sandbox/start.ts';
import type { Administrator, Newcomer } from './administrator.ts';

export interface SituationParts {
  readonly sandbox: Pick<Sandbox, 'unsettled' | 'settle'>;
  readonly administrator: Administrator;
  /** entered by the administrator, and not signed in yet */
  readonly newcomers: readonly Newcomer[];
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  /** pause between two looks, milliseconds */
  readonly everyMs: number;
}

const reason = 'On leave until further notice';

/** Resolves when all is settled, at once when it was in an earlier start, or when the signal says so. */
export async function settleSituations({
  sandbox,
  administrator,
  newcomers,
  signal,
  log,
  everyMs,
}: SituationParts): Promise<void> {
  const people = sandbox.unsettled();
  let areEntered = false;
  while (people.length > 0 && !signal.aborted) {
    try {
      if (!areEntered) await administrator.enter(newcomers);
      areEntered = true;
      if (await settle(people, administrator)) {
        sandbox.settle();
        return;
      }
    } catch (error) {
      log(`sample situations: ${error instanceof Error ? error.message : String(error)}`);
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function settle(people: readonly Person[], administrator: Administrator): Promise<boolean> {
  const ids = await administrator.synchronized(people.map(({ mail }) => mail));
  if (ids.size < people.length) return false;
  const disabled = people.filter(({ situation }) => situation === 'disabled');
  await administrator.disable(
    disabled.flatMap(({ mail }) => ids.get(mail) ?? []),
    reason,
  );
  return true;
}
