import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestRelay } from '../../support/relay-app.ts';
import type { Answer, TestRelay } from '../../support/relay-app.ts';
import { signUpBody } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';

describe('the lease', () => {
  let relay: TestRelay;
  let user: SignedUp;
  let n = 0;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  beforeEach(async () => {
    n += 1;
    user = await signUp(relay, n, { body: { runner: 'delegated' } });
  });
  afterAll(() => relay.close());

  const take = (storeId: string, runner = 'delegated'): Promise<Answer> =>
    relay.call(user.token, 'POST', '/me/lease', { storeId, runner });
  const giveBack = (storeId: string): Promise<Answer> =>
    relay.call(user.token, 'DELETE', `/me/lease?storeId=${storeId}`);
  const epochOf = ({ body }: Answer): number => (body as { readonly epoch: number }).epoch;
  const grantedMsOf = async (storeId: string): Promise<number> => {
    const [row] = await relay.database.query<{ granted_ms: number }>(
      'SELECT granted_ms FROM lease_grants WHERE user_id = $1::uuid AND store_id = $2::text',
      [user.id, storeId],
    );
    return row?.granted_ms ?? 0;
  };
  const age = (column: string, table: string, ms: number): Promise<unknown> =>
    relay.database.query(`UPDATE ${table} SET ${column} = ${column} - ${ms} WHERE user_id = $1::uuid`, [
      user.id,
    ]);

  it('is renewed by its holder under the same number', async () => {
    const first = await take('store-aaaa');
    expect(first.body).toMatchObject({ ttlMs: 90_000, isNewStore: false });
    expect((await take('store-aaaa')).body).toMatchObject({ epoch: epochOf(first) });
  });

  it('begins above every number of a row that was deleted, however quickly leases passed on', async () => {
    let last = 0;
    for (let times = 0; times < 20; times += 1) {
      const next = epochOf(await take('store-aaaa'));
      expect(next).toBeGreaterThan(last);
      last = next;
      await giveBack('store-aaaa');
    }
    const admin = await relay.administrator();
    expect((await relay.call(admin, 'DELETE', `/users/${user.id}`)).status).toBe(204);
    await relay.call(user.token, 'PUT', '/me', signUpBody({ runner: 'delegated', interactive: true }));
    expect(epochOf(await take('store-aaaa'))).toBeGreaterThan(last);
  });

  it('is refused to another store, with the time that is left', async () => {
    await take('store-aaaa');
    const refused = await take('store-bbbb');
    expect(refused).toMatchObject({ status: 409, body: { code: 'lease-refused' } });
    const { retryAfterMs } = refused.body as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(80_000);
    expect(retryAfterMs).toBeLessThanOrEqual(90_000);
    expect(refused.headers.get('retry-after')).toBe(String(Math.ceil(retryAfterMs / 1_000)));
  });

  it('goes to exactly one of many that ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => take(`store-000${index}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
  });

  it('grows its number when it passes on, by giving back or by running out', async () => {
    const first = epochOf(await take('store-aaaa'));
    await giveBack('store-bbbb');
    expect((await take('store-bbbb')).status).toBe(409);
    expect((await giveBack('store-aaaa')).status).toBe(204);
    expect((await take('store-bbbb')).body).toMatchObject({ epoch: first + 1 });
    await age('expires_ms', 'leases', 90_001);
    expect((await take('store-cccc')).body).toMatchObject({ epoch: first + 2 });
  });

  it('says that a store is new until that store has finished a run in success', async () => {
    await take('store-aaaa');
    await giveBack('store-aaaa');
    expect((await take('store-bbbb')).body).toMatchObject({ isNewStore: true, lastSuccessStartedAt: null });
    expect((await take('store-bbbb')).body).toMatchObject({ isNewStore: true });
    await finishRun(relay, user, { outcome: 'failed', cause: 'malformed', runner: 'delegated' });
    expect((await take('store-bbbb')).body).toMatchObject({ isNewStore: true });
    const [epoch, grantedMs] = [epochOf(await take('store-bbbb')), await grantedMsOf('store-bbbb')];
    const lease = { storeId: 'store-bbbb', epoch };
    await finishRun(relay, user, { lease, outcome: 'succeeded-with-conflicts', runner: 'delegated' });
    expect((await take('store-bbbb')).body).toMatchObject({
      isNewStore: false,
      lastSuccessStartedAt: new Date(grantedMs).toISOString(),
    });
  });

  it('[A6] does not take a success that names no grant, or another one, for one of its store', async () => {
    const former = { storeId: 'store-aaaa', epoch: epochOf(await take('store-aaaa')) };
    await giveBack('store-aaaa');
    const epoch = epochOf(await take('store-bbbb'));
    const unknown = { storeId: 'store-cccc', epoch };
    const before = { storeId: 'store-bbbb', epoch: former.epoch };
    for (const lease of [null, former, unknown, before])
      await finishRun(relay, user, { lease, runner: 'delegated' });
    expect((await take('store-bbbb')).body).toMatchObject({ isNewStore: true });
  });

  it('[A6] remembers the newest grants only, and renewals are none', async () => {
    for (let n = 0; n < 12; n += 1) {
      await take('store-aaaa');
      await take('store-aaaa');
      await giveBack('store-aaaa');
    }
    const newest = epochOf(await take('store-aaaa'));
    const rows = await relay.database.query<{ epoch: number }>(
      'SELECT epoch FROM lease_grants WHERE user_id = $1::uuid ORDER BY epoch DESC',
      [user.id],
    );
    expect(rows.map(({ epoch }) => newest - epoch)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('passes politely from a background run to the pane, and stays with it for 10 minutes', async () => {
    await take('store-aaaa');
    await relay.call(user.token, 'PUT', '/me', signUpBody({ runner: 'pane' }));
    const early = await take('store-pane', 'pane');
    expect(early).toMatchObject({ status: 409, body: { code: 'lease-refused' } });
    expect((early.body as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(5_000);
    const renewal = await take('store-aaaa');
    expect(renewal).toMatchObject({ status: 409, body: { code: 'lease-refused' } });
    expect((renewal.body as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(500_000);
    await giveBack('store-aaaa');
    expect((await take('store-pane', 'pane')).status).toBe(200);
    await giveBack('store-pane');
    expect((await take('store-aaaa')).status).toBe(409);
    await age('pane_seen_ms', 'user_status', 600_001);
    expect((await take('store-aaaa')).status).toBe(200);
  });

  it('remembers that the pane was seen even when it refuses', async () => {
    await take('store-aaaa');
    expect((await take('store-pane', 'pane')).status).toBe(409);
    expect((await take('store-aaaa')).status).toBe(409);
  });

  it('is refused to a disabled user with the reason, and granted again after enabling', async () => {
    const admin = await relay.administrator();
    const selection = { by: 'ids', ids: [user.id] };
    await sendCommand(relay, admin, { kind: 'disable', selection, reason: 'on leave' });
    expect(await take('store-aaaa')).toMatchObject({
      status: 403,
      body: { code: 'user-disabled', detail: 'on leave' },
    });
    await sendCommand(relay, admin, { kind: 'enable', selection });
    expect((await take('store-aaaa')).status).toBe(200);
  });

  it('comes with the id of this installation, the same for all', async () => {
    const first = (await take('store-aaaa')).body as { instanceId: string };
    expect(first.instanceId).toMatch(/^[0-9a-f]{16}$/);
    expect((await relay.call(user.token, 'GET', '/me')).body).toMatchObject({ instanceId: first.instanceId });
  });
});
