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
}

const atOnce = 4;

/** Answers the user for whom it failed, null when nobody did. Never rejects: a call that fails is a fix that fails. */
export async function fixRest(parts: RestParts, userIds: readonly string[]): Promise<string | null> {
  const waiting = [...userIds];
  let failed: string | null = null;
  const work = async (): Promise<void> => {
    for (;;) {
      if (failed !== null || parts.mustStop()) return;
      const userId = waiting.shift();
      if (userId === undefined) return;
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
