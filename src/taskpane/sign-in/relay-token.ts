// The relay's token is asked for with every request: the lock and the sealed cache of MSAL cost more than the answer, so
// what it gave stays here until shortly before its end.

import type { MicrosoftSignIn } from './microsoft-sign-in.ts';

interface Kept {
  readonly token: string;
  /** epoch ms of this device */
  readonly expiresAtMs: number;
  /** whose it is */
  readonly account: string;
}

const marginMs = 5 * 60_000;

export type RelayToken = (options?: { readonly forceRefresh: boolean }) => Promise<string>;

export function keepRelayToken(
  microsoft: Pick<MicrosoftSignIn, 'account' | 'tokenWithEnd'>,
  scopes: readonly string[],
): RelayToken {
  let kept: Kept | null = null;
  return async ({ forceRefresh } = { forceRefresh: false }) => {
    const account = microsoft.account();
    const person = account ? `${account.tenantId} ${account.oid}` : '';
    if (!forceRefresh && kept?.account === person && kept.expiresAtMs - marginMs > Date.now())
      return kept.token;
    kept = null;
    const fresh = await microsoft.tokenWithEnd(scopes, { forceRefresh });
    kept = { ...fresh, account: person };
    return fresh.token;
  };
}
