// The lease adapter over a scripted relay: what a grant says, how long it counts, and what a refusal means for a run.
import { describe, expect, it } from '@jest/globals';
import { createRelayLease } from '../../../src/remote/relay/relay-lease.ts';
import { isSyncError, type SyncError } from '../../../src/sync/model/error.ts';
import type { StoreId } from '../../../src/sync/model/ids.ts';
import { never, type Answer, type Script } from '../scripted-fetch.ts';
import { atRest, handClock, problemAnswer, scriptedRunner, startMs } from './relay-bench.ts';

const store = 'store-of-ana' as StoreId;
const ttlMs = 120_000;
/** A lease stops counting one longest request (30 s) before the relay ends it. */
const countsMs = 90_000;

function granted(more: object = {}): Answer {
  const json = {
    epoch: 7,
    expiresAt: new Date(startMs + ttlMs).toISOString(),
    ttlMs,
    isNewStore: false,
    lastSuccessStartedAt: '2026-11-21T11:45:00.000Z',
    instanceId: 'instance-1',
    ...more,
  };
  return { status: 200, json };
}
const noReleases: Answer = { status: 200, json: { keys: [] } };
const givenBack: Answer = { status: 204 };

async function held(script: Script) {
  const { client, seen } = scriptedRunner(script);
  const clock = handClock();
  const grant = await createRelayLease({ client, clock, runner: 'pane' }).acquire(store, never);
  await atRest();
  return { grant, clock, seen };
}

async function refusalOf(script: Script): Promise<SyncError> {
  const { client } = scriptedRunner(script);
  const lease = createRelayLease({ client, clock: handClock(), runner: 'pane' });
  const error: unknown = await lease.acquire(store, never).then(
    () => 'granted',
    (cause: unknown) => cause,
  );
  if (!isSyncError(error)) throw new Error('the lease was not refused with a SyncError', { cause: error });
  return error;
}

describe('a grant', () => {
  it('says what the relay knows of this store', async () => {
    const { grant, seen } = await held([
      granted(),
      { status: 200, json: { keys: ['abcdefgh12'] } },
      givenBack,
    ]);
    expect(grant).toMatchObject({
      epoch: 7,
      isNewStore: false,
      lastSuccessStartedAtMs: Date.UTC(2026, 10, 21, 11, 45),
      instance: 'instance-1',
      removedByUser: ['abcdefgh12'],
    });
    expect(seen[0]).toMatchObject({ method: 'POST', body: { storeId: store, runner: 'pane' } });
    await grant.release();
  });

  it('says null where no run has succeeded yet', async () => {
    const { grant } = await held([granted({ lastSuccessStartedAt: null }), noReleases, givenBack]);
    expect(grant.lastSuccessStartedAtMs).toBeNull();
    await grant.release();
  });

  it('stops counting one longest request before the relay ends it', async () => {
    const away: Script = ['network-failure', 'network-failure', 'network-failure'];
    const { grant, clock } = await held([granted(), noReleases, ...away, givenBack]);
    await clock.pass(countsMs - 1);
    expect(grant.isCurrent()).toBe(true);
    await clock.pass(1);
    expect(grant.isCurrent()).toBe(false);
    await grant.release();
  });
});

describe('what a report names', () => {
  it('is the newest grant, also after it was given back, and none where the last try got none', async () => {
    const refused = problemAnswer(409, 'lease-refused', { retryAfterMs: 1_000 });
    const { client } = scriptedRunner([granted(), noReleases, givenBack, refused]);
    const lease = createRelayLease({ client, clock: handClock(), runner: 'pane' });
    expect(lease.granted()).toBeNull();
    const grant = await lease.acquire(store, never);
    await grant.release();
    expect(lease.granted()).toEqual({ storeId: store, epoch: 7 });
    await expect(lease.acquire(store, never)).rejects.toMatchObject({ code: 'lease-refused' });
    expect(lease.granted()).toBeNull();
  });
});

describe('a clock that is wrong', () => {
  const holdBy = async (monotonic: { ms: number }, ...renewals: Script) => {
    const { client } = scriptedRunner([granted(), noReleases, ...renewals, givenBack]);
    const clock = handClock();
    const lease = createRelayLease({ client, clock, runner: 'pane', monotonicMs: () => monotonic.ms });
    return { clock, grant: await lease.acquire(store, never) };
  };

  it('makes a lease no longer when it is set back', async () => {
    const monotonic = { ms: 0 };
    const { clock, grant } = await holdBy(monotonic);
    await clock.pass(-3_600_000);
    monotonic.ms += countsMs - 1;
    expect(grant.isCurrent()).toBe(true);
    monotonic.ms += 1;
    expect(grant.isCurrent()).toBe(false);
    await grant.release();
  });

  it('makes a lease no longer when it stood still while the device slept', async () => {
    const { clock, grant } = await holdBy({ ms: 0 }, 'network-failure');
    await clock.pass(countsMs);
    expect(grant.isCurrent()).toBe(false);
    await grant.release();
  });
});

describe('renewing', () => {
  it('happens every 30 seconds and makes the lease count longer', async () => {
    const renewals = [granted(), granted(), granted(), granted()];
    const { grant, clock, seen } = await held([granted(), noReleases, ...renewals, givenBack]);
    for (let round = 0; round < renewals.length; round += 1) await clock.pass(30_000);
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(5);
    expect(grant.isCurrent()).toBe(true);
    await grant.release();
  });

  it.each(['lease-refused', 'user-disabled', 'user-deleted'])(
    'ends the lease at once when it is refused with %s',
    async (code) => {
      const { grant, clock, seen } = await held([granted(), noReleases, problemAnswer(409, code), givenBack]);
      await clock.pass(30_000);
      expect(grant.isCurrent()).toBe(false);
      await clock.pass(30_000);
      expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(2);
      await grant.release();
    },
  );

  it('ends the lease when another epoch is granted, because another runner held it in between', async () => {
    const { grant, clock } = await held([granted(), noReleases, granted({ epoch: 8 }), givenBack]);
    await clock.pass(30_000);
    expect(grant.isCurrent()).toBe(false);
    await grant.release();
  });

  it.each<[string, Answer]>([
    ['too busy (429)', problemAnswer(429, 'rate-limited', { retryAfterMs: 1_000 })],
    ['unavailable (503)', problemAnswer(503, 'unavailable')],
    ['unreachable', 'network-failure'],
  ])('leaves the lease current while the relay is %s, until it runs out', async (_, answer) => {
    const { grant, clock } = await held([granted(), noReleases, answer, answer, answer, givenBack]);
    await clock.pass(30_000);
    await clock.pass(30_000);
    expect(grant.isCurrent()).toBe(true);
    await clock.pass(30_000);
    expect(grant.isCurrent()).toBe(false);
    await grant.release();
  });

  it('extends the lease again when the relay is back in time', async () => {
    const { grant, clock } = await held([
      granted(),
      noReleases,
      'network-failure',
      granted(),
      granted(),
      givenBack,
    ]);
    for (let round = 0; round < 3; round += 1) await clock.pass(30_000);
    await clock.pass(29_999);
    expect(grant.isCurrent()).toBe(true);
    await grant.release();
  });
});

describe('releasing', () => {
  it('ends the renewing and gives the lease of this store back', async () => {
    const { grant, clock, seen } = await held([granted(), noReleases, givenBack]);
    expect(clock.sleepers()).toBe(1);
    await grant.release();
    expect(grant.isCurrent()).toBe(false);
    expect(clock.sleepers()).toBe(0);
    expect(seen.at(-1)).toMatchObject({ method: 'DELETE' });
    expect(seen.at(-1)?.url.href).toContain(`/me/lease?storeId=${store}`);
    await clock.pass(300_000);
    expect(seen).toHaveLength(3);
  });

  it('does not fail a run when the relay is away', async () => {
    const { grant } = await held([granted(), noReleases, 'network-failure']);
    await expect(grant.release()).resolves.toBeUndefined();
  });
});

describe('a lease that is not granted', () => {
  it('is given back when the releases cannot be read, so that nobody waits for it', async () => {
    const { client, seen } = scriptedRunner([granted(), 'network-failure', givenBack]);
    const lease = createRelayLease({ client, clock: handClock(), runner: 'pane' });
    await expect(lease.acquire(store, never)).rejects.toMatchObject({ code: 'relay-unreachable' });
    expect(seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'POST /api/v1/me/lease',
      'GET /api/v1/me/releases',
      'DELETE /api/v1/me/lease',
    ]);
  });

  it.each([
    [403, 'user-disabled'],
    [410, 'user-deleted'],
  ])('says with status %i that the person is %s', async (status, code) => {
    const error = await refusalOf([problemAnswer(status, code)]);
    expect(error).toMatchObject({ code, facts: { status } });
  });

  it('says for how long another runner holds it', async () => {
    const error = await refusalOf([problemAnswer(409, 'lease-refused', { retryAfterMs: 42_000 })]);
    expect(error).toMatchObject({ code: 'lease-refused', facts: { status: 409, retryAfterMs: 42_000 } });
  });

  it('asks for a Microsoft sign-in when also a new token is refused', async () => {
    const refused = problemAnswer(401, 'unauthenticated');
    const error = await refusalOf([refused, refused]);
    expect(error).toMatchObject({ code: 'sign-in-needed', facts: { at: { side: 'microsoft' } } });
  });

  it.each<[string, Answer]>([
    ['cannot be reached', 'network-failure'],
    ['fails inside', problemAnswer(500, 'internal')],
    ['answers what is no grant', { status: 200, json: { epoch: 'seven' } }],
  ])('calls a relay that %s unreachable', async (_, answer) => {
    expect(await refusalOf([answer])).toMatchObject({ code: 'relay-unreachable' });
  });
});
