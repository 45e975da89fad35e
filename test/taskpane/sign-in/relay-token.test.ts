// The relay's token between its issue and its end.

import { describe, expect, it } from '@jest/globals';
import { keepRelayToken } from '../../../src/taskpane/sign-in/relay-token.ts';

const scopes = ['api://relay/access'];
const hourMs = 3_600_000;

function signIn(lengthMs: number) {
  const asked: boolean[] = [];
  let oid = 'anna';
  return {
    asked,
    become: (other: string): void => {
      oid = other;
    },
    account: () => ({ tenantId: 'contoso', oid, name: oid, email: `${oid}@contoso.example` }),
    tokenWithEnd: async (_: readonly string[], options: { readonly forceRefresh?: boolean } = {}) => {
      asked.push(options.forceRefresh ?? false);
      return { token: `${oid} ${asked.length}`, expiresAtMs: Date.now() + lengthMs };
    },
  };
}

describe('the relay’s token', () => {
  it('is asked for once while it lasts', async () => {
    const microsoft = signIn(hourMs);
    const token = keepRelayToken(microsoft, scopes);
    expect([await token(), await token({ forceRefresh: false })]).toEqual(['anna 1', 'anna 1']);
    expect(microsoft.asked).toEqual([false]);
  });

  it('is asked for again shortly before its end', async () => {
    const microsoft = signIn(4 * 60_000);
    const token = keepRelayToken(microsoft, scopes);
    expect([await token(), await token()]).toEqual(['anna 1', 'anna 2']);
  });

  it('is renewed when the relay refused it, and the new one is kept', async () => {
    const microsoft = signIn(hourMs);
    const token = keepRelayToken(microsoft, scopes);
    await token();
    expect([await token({ forceRefresh: true }), await token()]).toEqual(['anna 2', 'anna 2']);
    expect(microsoft.asked).toEqual([false, true]);
  });

  it('is never handed to another person', async () => {
    const microsoft = signIn(hourMs);
    const token = keepRelayToken(microsoft, scopes);
    await token();
    microsoft.become('ben');
    expect(await token()).toBe('ben 2');
  });
});
