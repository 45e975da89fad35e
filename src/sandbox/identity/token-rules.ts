// Which access tokens count: each carries the generation of its account, revoking or expiring starts a new generation.
// A counter, not the time of issue: a sign-in in the same second as the revocation must hold.
import type { IdentityStore } from './identity-store.ts';
import { removeAccount } from './identity-store.ts';

const everybody = '*';
const defaultLifetimeSeconds = 3_600;

export interface TokenRules {
  /** the text that new tokens of this account carry */
  generation(accountId: string): string;
  judge(accountId: string, generation: string): 'current' | 'expired' | 'revoked';
  /** seconds that a new access token of this account lives */
  lifetimeSeconds(accountId: string): number;
  /** ends sessions, grants, refresh and access tokens of the account; signing in again works */
  revoke(accountId: string): void;
  /** ends the access tokens of one account or of everybody; refresh tokens and sessions go on */
  expire(accountId?: string): void;
  /** lifetime of new access tokens of one account or of everybody; null is the usual hour */
  setLifetime(seconds: number | null, accountId?: string): void;
}

export function createTokenRules(store: IdentityStore): TokenRules {
  const { revocations, expiries, lifetimes } = store.value;
  const expiryCount = (accountId: string): number => (expiries[everybody] ?? 0) + (expiries[accountId] ?? 0);
  const generation = (accountId: string): string =>
    `${revocations[accountId] ?? 0}.${expiryCount(accountId)}`;
  return {
    generation,
    judge(accountId, carried) {
      if (carried === generation(accountId)) return 'current';
      return carried.split('.')[0] === String(revocations[accountId] ?? 0) ? 'expired' : 'revoked';
    },
    lifetimeSeconds: (accountId) => lifetimes[accountId] ?? lifetimes[everybody] ?? defaultLifetimeSeconds,
    revoke(accountId) {
      revocations[accountId] = (revocations[accountId] ?? 0) + 1;
      removeAccount(store, accountId);
    },
    expire(accountId = everybody) {
      expiries[accountId] = (expiries[accountId] ?? 0) + 1;
      store.changed();
    },
    setLifetime(seconds, accountId = everybody) {
      if (seconds === null) delete lifetimes[accountId];
      else lifetimes[accountId] = seconds;
      if (accountId === everybody && seconds === null)
        for (const key of Object.keys(lifetimes)) delete lifetimes[key];
      store.changed();
    },
  };
}
