// Two panes that renew a rotating refresh token at once can kill it: one renewal per side and browser at a time.

import type { Side } from '../../sync/model/side.ts';

export async function withSignInLock<T>(side: Side, act: () => Promise<T>): Promise<T> {
  const name = `sales-sync/sign-in/${side}`;
  // Insecure contexts and old hosts have no Web Locks; renewing without one is better than not at all.
  const locks = 'locks' in navigator ? navigator.locks : null;
  return locks ? await locks.request(name, act) : act();
}
