// The fix for many users, a few at a time, until one of them fails or somebody says stop. What was sent is still followed.

import type { Verdict } from './fix-user.ts';

export type Step =
  | Verdict
  | { readonly state: 'waiting' }
  | { readonly state: 'running' }
  /** never sent, because the others stopped before */
  | { readonly state: 'left' };

export interface RestParts {
  fix(userId: string): Promise<Verdict>;
  changed(userId: string, step: Step): void;
  mustStop(): boolean;
  /** those after the ones that are known; none at the end. Never rejects */
  more(): Promise<readonly string[]>;
}

const atOnce = 4;

/** Answers the user for whom it failed, null when nobody did. Never rejects: a call that fails is a fix that fails. */
export async function fixRest(parts: RestParts, userIds: readonly string[]): Promise<string | null> {
  const waiting = [...userIds];
  let failed: string | null = null;
  const next = queueOf(waiting, () => parts.more());
  const isOver = (): boolean => failed !== null || parts.mustStop();
  const work = async (): Promise<void> => {
    while (!isOver()) {
      const userId = await next();
      if (userId === undefined) return;
      if (isOver()) {
        waiting.unshift(userId);
        return;
      }
      parts.changed(userId, { state: 'running' });
      const verdict = await parts.fix(userId).catch((): Verdict => ({ state: 'fails', cause: null }));
      parts.changed(userId, verdict);
      if (verdict.state === 'fails') failed ??= userId;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const userId of waiting) parts.changed(userId, { state: 'left' });
  return failed;
}

/** Hands out one after the other, and fetches more when none is left: once, however many ask meanwhile. */
function queueOf(
  waiting: string[],
  more: () => Promise<readonly string[]>,
): () => Promise<string | undefined> {
  let isWhole = false;
  let fetching: Promise<void> | null = null;
  const fetchMore = async (): Promise<void> => {
    const ids = await more();
    isWhole = ids.length === 0;
    waiting.push(...ids);
    fetching = null;
  };
  return async () => {
    while (waiting.length === 0 && !isWhole) await (fetching ??= fetchMore());
    return waiting.shift();
  };
}
