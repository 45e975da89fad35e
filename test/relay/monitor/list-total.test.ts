// The number of users over a list whose card was counted some seconds before its rows are read.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { userPage } from '../../../src/contract/users.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { seedId, seedUsers } from '../../support/relay-seed.ts';

describe('the total of a list', () => {
  let relay: TestRelay;
  let admin: string;
  beforeEach(async () => {
    // counted once, and known for longer than a test takes
    relay = await startTestRelay({ limits: { cardsMaxAgeMs: 600_000, cardsKnownMaxAgeMs: 600_000 } });
    admin = await relay.administrator();
  });
  afterEach(() => relay.close());

  const page = async (query: string) => {
    const answer = userPage.parse((await relay.call(admin, 'GET', `/users?${query}`)).body);
    return { total: answer.total, rows: answer.items.length, hasNext: answer.next !== null };
  };
  const seed = (from: number, to: number): Promise<void> =>
    seedUsers(
      relay.database,
      Array.from({ length: to - from }, (_, at) => ({
        id: seedId(from + at),
        name: `Person ${from + at}`,
        email: `p${from + at}@contoso.example`,
        outcome: from + at < 9 ? 'failed' : 'succeeded',
      })),
    );
  const keepFirst = (count: number): Promise<unknown> =>
    relay.database.query('DELETE FROM user_status WHERE user_id >= $1::uuid', [seedId(count)]);

  it('is that of its rows however old the count of the card is', async () => {
    await seed(0, 6);
    await relay.call(admin, 'GET', '/cards');
    expect(await page('card=failed')).toEqual({ total: 6, rows: 6, hasNext: false });
    await seed(6, 9);
    expect((await relay.call(admin, 'GET', '/cards')).body).toMatchObject({ counts: { failed: 6 } });
    expect(await page('card=failed')).toEqual({ total: 9, rows: 9, hasNext: false });
    expect(await page('card=failed&limit=4')).toEqual({ total: 9, rows: 4, hasNext: true });
  });

  it('of more than 2,000 is the known one, except where the first page holds them all', async () => {
    await seed(0, 2_010);
    await relay.call(admin, 'GET', '/cards');
    const total = async (): Promise<number> => (await page('card=all&limit=50')).total;
    expect(await total()).toBe(2_010);
    await keepFirst(100);
    expect(await total()).toBe(2_010);
    await keepFirst(30);
    expect(await total()).toBe(30);
    await keepFirst(0);
    expect(await total()).toBe(0);
  });
});
