import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isEndingSoon } from '../../../src/contract/organisation/ending-soon.ts';
import type { SecretBox } from '../../../src/store/dexie/secret-box.ts';
import { openAuthorizationLog } from '../../../src/taskpane/session/authorization-log.ts';
import { createSalesSignIn, storeSalesRefreshToken } from '../../../src/taskpane/sign-in/sales-sign-in.ts';

const dayMs = 86_400_000;
const signedInMs = Date.parse('2026-11-02T09:00:00Z');
const week = { beganAt: '2026-11-02T09:00:00.000Z', endsAt: '2026-11-09T09:00:00.000Z' };

function memoryBox(): SecretBox {
  const kept = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
    remove: (name) => Promise.resolve(void kept.delete(name)),
  };
}

function salesSignIn(box: SecretBox, signInDays: number | null) {
  const nowhere = 'https://sales.test';
  const config = { baseUrl: nowhere, issuer: nowhere, clientId: 'pane', scope: 'sales', frameworkVersion: 9 };
  return createSalesSignIn({ ...config, frameworkVersion: 9, signInDays }, box);
}

describe('the term of a Sales sign-in [M12]', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: signedInMs, doNotFake: ['setImmediate', 'nextTick'] });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs from the sign-in for as many days as the organisation says', async () => {
    const box = memoryBox();
    await storeSalesRefreshToken(box, 'token');
    jest.setSystemTime(signedInMs + 3 * dayMs);
    expect(await salesSignIn(box, 7).term()).toEqual(week);
  });

  it('is unknown where the organisation says nothing, before a sign-in, and after signing out', async () => {
    const box = memoryBox();
    expect(await salesSignIn(box, 7).term()).toBeNull();
    await storeSalesRefreshToken(box, 'token');
    expect(await salesSignIn(box, null).term()).toBeNull();
    await salesSignIn(box, 7).forget();
    expect(await salesSignIn(box, 7).term()).toBeNull();
  });

  it('is what the log tells the relay, and ends with the sign-in', async () => {
    const rows = new Map<string, unknown>();
    const log = await openAuthorizationLog({
      get: (name) => Promise.resolve(rows.get(name)),
      put: (name, value) => Promise.resolve(void rows.set(name, value)),
    });
    await log.set('sales', 'active', { term: week });
    expect(log.get().sales).toEqual({
      state: 'active',
      since: week.beganAt,
      endsAt: week.endsAt,
      cause: null,
    });
    await log.set('sales', 'expired', { cause: 'sales-sign-in-expired' });
    expect(log.get().sales).toMatchObject({ endsAt: null, since: '2026-11-02T09:00:00.000Z' });
  });

  it.each([
    { life: 7, left: 1.5, isSoon: false },
    { life: 7, left: 1.4, isSoon: true },
    { life: 90, left: 7.1, isSoon: false },
    { life: 90, left: 7, isSoon: true },
    { life: 90, left: -1, isSoon: true },
  ])('with $left of $life days left is soon over: $isSoon', ({ life, left, isSoon }) => {
    const beganMs = signedInMs - (life - left) * dayMs;
    const authorization = {
      state: 'active',
      since: new Date(beganMs).toISOString(),
      endsAt: new Date(signedInMs + left * dayMs).toISOString(),
      cause: null,
    } as const;
    expect(isEndingSoon(authorization, signedInMs)).toBe(isSoon);
  });
});
