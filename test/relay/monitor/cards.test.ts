import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { cards } from '../../../src/contract/users.ts';
import type { CardId } from '../../../src/contract/users.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { failure } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import { clearUsers, seedId, seedUsers } from '../../support/relay-seed.ts';
import type { SeedUser } from '../../support/relay-seed.ts';

const outcomes = ['succeeded', 'succeeded-with-conflicts', 'partly-failed', 'failed', null];
const idsOf = z.object({ items: z.array(z.object({ id: z.string() })), total: z.number() });

describe('the cards', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  const counts = async () => cards.parse((await relay.call(admin, 'GET', '/cards')).body);
  const members = async (card: CardId): Promise<string[]> => {
    const answer = idsOf.parse((await relay.call(admin, 'GET', `/users?card=${card}&limit=200`)).body);
    expect(answer.total).toBe(answer.items.length);
    return answer.items.map(({ id }) => id);
  };

  it('[M1] Failed, Never, Succeeded and Disabled hold every user exactly once, and each counts what its table shows', async () => {
    const user = fc.record({
      outcome: fc.constantFrom(...outcomes),
      isEnabled: fc.boolean(),
      isRunning: fc.boolean(),
      heartbeatAgeMs: fc.constantFrom(0, 89_000, 91_000, 700_000),
      openErrors: fc.constantFrom(0, 0, 3),
      salesState: fc.constantFrom('active', 'expired', 'missing'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(user, { maxLength: 40 }), async (users) => {
        await clearUsers(relay.database);
        const seeds: SeedUser[] = users.map(({ heartbeatAgeMs, ...rest }, n) => ({
          ...rest,
          id: seedId(n),
          name: `User ${n}`,
          email: `user${n}@contoso.example`,
          heartbeatMs: relay.clock.nowMs - heartbeatAgeMs,
        }));
        await seedUsers(relay.database, seeds);
        const shown = await counts();
        const parts = await Promise.all((['failed', 'never', 'succeeded', 'disabled'] as const).map(members));
        expect(parts.flat().sort()).toEqual(seeds.map(({ id }) => id).sort());
        for (const card of [
          'failed',
          'never',
          'in-progress',
          'succeeded',
          'all',
          'expired',
          'disabled',
          'errors',
        ] as const)
          expect(await members(card)).toHaveLength(shown.counts[card]);
        const running = users.filter(({ isRunning, heartbeatAgeMs }) => isRunning && heartbeatAgeMs < 90_000);
        expect(shown.counts['in-progress']).toBe(running.length);
        expect(shown.failed.failed + shown.failed.partlyFailed).toBe(shown.counts.failed);
      }),
      { numRuns: 25 },
    );
    await clearUsers(relay.database);
  });

  it('say how many users need a person and which cause most of them share', async () => {
    const fail = async (
      n: number,
      cause: 'sales-sign-in-expired' | 'malformed' | 'throttled',
    ): Promise<void> => {
      await finishRun(relay, await signUp(relay, n), { outcome: 'failed', cause, causeSide: 'sales' });
    };
    await fail(1, 'sales-sign-in-expired');
    await fail(2, 'sales-sign-in-expired');
    await fail(3, 'malformed');
    await fail(4, 'throttled');
    expect((await counts()).needYou).toEqual({
      users: 3,
      topCause: 'sales-sign-in-expired',
      topCauseUsers: 2,
    });
    await finishRun(relay, await signUp(relay, 5), {
      outcome: 'partly-failed',
      failures: [failure('aaaaaaaa')],
    });
    const causes = await relay.call(admin, 'GET', '/causes');
    expect(causes.body).toMatchObject({
      items: [
        { cause: 'sales-sign-in-expired', users: 2 },
        { cause: 'field-rejected', users: 1 },
        { cause: 'malformed', users: 1 },
        { cause: 'throttled', users: 1 },
      ],
    });
    const byCause = await relay.call(admin, 'GET', '/users?card=all&cause=field-rejected');
    expect(byCause.body).toMatchObject({ total: 1, items: [{ displayName: 'Person 5' }] });
  });

  it('[M2] leave a failing user in Failed while the next run is in progress, and count a disabled one as disabled only', async () => {
    const user = await signUp(relay, 6);
    await finishRun(relay, user, { outcome: 'failed', cause: 'malformed' });
    const before = await counts();
    await sendCommand(relay, admin, { kind: 'disable', selection: { by: 'ids', ids: [user.id] } });
    const after = await counts();
    expect(after.counts).toMatchObject({
      failed: before.counts.failed - 1,
      disabled: before.counts.disabled + 1,
      all: before.counts.all,
    });
  });
});
