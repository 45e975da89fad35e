import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { commandProgress, runnerCommands } from '../../../src/contract/commands.ts';
import type { RunnerCommand } from '../../../src/contract/commands.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { Answer, TestRelay } from '../../support/relay-app.ts';
import { activeAuthorization, signUpBody, startMessage } from '../../support/relay-messages.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { openStream } from '../../support/relay-stream.ts';
import { administratorClaims } from '../../support/relay-tokens.ts';

const expired = { ...activeAuthorization, state: 'expired' as const };
const signedOut = signUpBody({ authorizations: { microsoft: activeAuthorization, sales: expired } });

describe('commands', () => {
  let relay: TestRelay;
  let admin: string;
  let users: SignedUp[];
  let n = 0;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  beforeEach(async () => {
    users = [await signUp(relay, (n += 1)), await signUp(relay, (n += 1))];
  });
  afterAll(() => relay.close());

  const ids = (): string[] => users.map(({ id }) => id);
  const all = () => ({ by: 'ids', ids: ids() });
  const send = (kind: string, selection: object = all(), key?: string): Promise<Answer> =>
    sendCommand(relay, admin, { kind, selection }, key);
  const waiting = async (user: SignedUp | undefined): Promise<RunnerCommand[]> =>
    runnerCommands.parse((await relay.call(user?.token ?? '', 'GET', '/me/commands')).body).items;
  const progress = (answer: Answer): Promise<Answer> =>
    relay.call(admin, 'GET', `/commands/${(answer.body as { batchId: string }).batchId}`);

  it('[M6] say before whom they hit and whom they skip, and change nothing', async () => {
    await sendCommand(relay, admin, { kind: 'disable', selection: { by: 'ids', ids: [users[0]?.id] } });
    const body = { kind: 'disable', selection: { by: 'ids', ids: [...ids(), randomUUID()] } };
    const preview = await relay.call(admin, 'POST', '/commands?dryRun=true', body);
    expect(preview.body).toEqual({
      kind: 'disable',
      hits: 1,
      skips: 2,
      hitUsers: [{ userId: users[1]?.id, displayName: users[1]?.person.name }],
      skippedUsers: [
        { userId: users[0]?.id, displayName: users[0]?.person.name, reason: 'already-disabled' },
        { userId: expect.any(String), displayName: '', reason: 'not-found' },
      ],
      queued: 0,
      stayOff: 0,
      mails: 0,
    });
    expect((await relay.call(admin, 'GET', `/users/${users[1]?.id ?? ''}`)).body).toMatchObject({
      user: { isSyncEnabled: true },
    });
  });

  it('disable and enable at once, and tell the runner', async () => {
    const answer = await send('disable');
    expect(answer).toMatchObject({ status: 200, body: { hits: 2, skips: 0 } });
    for (const user of users) {
      expect((await relay.call(user.token, 'GET', '/me')).body).toMatchObject({
        sync: { disabledBy: 'administrator' },
      });
      expect(await waiting(user)).toMatchObject([{ kind: 'disable' }]);
    }
    expect((await send('enable')).body).toMatchObject({ hits: 2 });
    expect((await waiting(users[0])).map(({ kind }) => kind)).toEqual(['disable', 'enable']);
    expect((await send('enable')).body).toMatchObject({ hits: 0, skips: 2 });
  });

  it('[M6] disable and enable without a runner are done with the relay, and its runner learns it later', async () => {
    const [near, far] = users;
    await relay.database.query('UPDATE user_status SET runner_seen_ms = 0 WHERE user_id = $1::uuid', [
      far?.id ?? '',
    ]);
    for (const kind of ['disable', 'enable']) {
      const answer = await send(kind);
      expect((await progress(answer)).body).toMatchObject({ counts: { sent: 1, done: 1 } });
    }
    expect(await waiting(near)).toHaveLength(2);
    expect(await waiting(far)).toEqual([]);
    await send('disable');
    expect((await relay.call(far?.token ?? '', 'GET', '/me')).body).toMatchObject({
      sync: { disabledBy: 'administrator' },
    });
  });

  it('suspend only who runs', async () => {
    await relay.call(
      users[0]?.token ?? '',
      'PUT',
      `/me/runs/${randomUUID()}`,
      startMessage(relay.clock.nowMs),
    );
    expect((await send('suspend')).body).toMatchObject({
      hits: 1,
      hitUsers: [{ userId: users[0]?.id }],
      skippedUsers: [{ userId: users[1]?.id, reason: 'not-running' }],
    });
  });

  it('ask only those for a run who can run, and count who has no runner at the moment', async () => {
    await relay.call(users[0]?.token ?? '', 'PUT', '/me', signedOut);
    await relay.database.query('UPDATE user_status SET runner_seen_ms = 0 WHERE user_id = $1::uuid', [
      users[1]?.id ?? '',
    ]);
    expect((await send('full-sync')).body).toMatchObject({
      hits: 1,
      queued: 1,
      skippedUsers: [{ userId: users[0]?.id, reason: 'sign-in-needed' }],
    });
    expect(await waiting(users[1])).toMatchObject([{ kind: 'full-sync', reason: null }]);
  });

  it('send nothing twice for one idempotency key, and refuse another request under it', async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all([send('sync-now', all(), key), send('sync-now', all(), key)]);
    expect(second.body).toEqual(first.body);
    expect((await send('sync-now', all(), key)).body).toEqual(first.body);
    expect(await waiting(users[0])).toHaveLength(1);
    expect(await send('full-sync', all(), key)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const other = await relay.issuer.sign({ ...administratorClaims(), oid: randomUUID() });
    const theirs = await sendCommand(relay, other, { kind: 'sync-now', selection: all() }, key);
    expect(theirs).toMatchObject({ status: 200 });
    expect(theirs.body).not.toEqual(first.body);
  });

  it('[M6] hit nobody where another number is hit by now than was agreed to', async () => {
    const key = randomUUID();
    const agreed = { kind: 'delete', selection: all(), expectedHits: 1 };
    expect(await sendCommand(relay, admin, agreed, key)).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ pointer: '/expectedHits', detail: '2 users would be hit now' }] },
    });
    expect(await Promise.all(users.map(waiting))).toEqual([[], []]);
    expect(await sendCommand(relay, admin, { ...agreed, expectedHits: 2 }, key)).toMatchObject({
      status: 200,
      body: { hits: 2 },
    });
    expect((await relay.call(users[0]?.token ?? '', 'GET', '/me')).status).toBe(410);
  });

  it('need an idempotency key', async () => {
    const answer = await relay.call(admin, 'POST', '/commands', { kind: 'sync-now', selection: all() });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/headers/idempotency-key' }] },
    });
  });

  it('go through seen to done or refused, once', async () => {
    const answer = await send('sync-now');
    const [first, second] = [await waiting(users[0]), await waiting(users[1])].flat();
    const put = (
      user: SignedUp | undefined,
      id: string | undefined,
      state: string,
      reason: string | null = null,
    ) => relay.call(user?.token ?? '', 'PUT', `/me/commands/${id ?? ''}`, { state, reason });
    expect((await put(users[0], first?.id, 'seen')).status).toBe(204);
    expect((await progress(answer)).body).toMatchObject({ counts: { seen: 1, sent: 1 } });
    expect((await put(users[0], first?.id, 'done')).status).toBe(204);
    expect((await put(users[0], first?.id, 'done')).status).toBe(204);
    expect((await put(users[0], first?.id, 'refused', 'failed')).status).toBe(409);
    expect((await put(users[1], second?.id, 'refused', 'sync-disabled')).status).toBe(204);
    expect((await progress(answer)).body).toMatchObject({
      kind: 'sync-now',
      counts: { done: 1, refused: 1 },
      users: [
        { state: 'refused', reason: 'sync-disabled' },
        { state: 'done', reason: null },
      ],
    });
    expect(await waiting(users[0])).toEqual([]);
    expect((await put(users[1], first?.id, 'done')).status).toBe(404);
  });

  it('[M6] tell first whom they did not reach, and all the others page by page', async () => {
    const more = await Promise.all([4, 3, 2, 1].map(() => signUp(relay, (n += 1), { name: `Zoë ${n}` })));
    const five = [...users, ...more];
    const answer = await send('sync-now', { by: 'ids', ids: five.map(({ id }) => id) });
    const answered = async (at: number, body: object): Promise<void> => {
      const user = five[at];
      const [command] = await waiting(user);
      await relay.call(user?.token ?? '', 'PUT', `/me/commands/${command?.id ?? ''}`, body);
    };
    for (const at of [0, 1, 2]) await answered(at, { state: 'done', reason: null });
    await answered(3, { state: 'seen', reason: null });
    await answered(5, { state: 'refused', reason: 'failed' });
    const { batchId } = answer.body as { batchId: string };
    const states: string[] = [];
    const names: string[] = [];
    let after = '';
    for (let pages = 0; pages < 3; pages += 1) {
      const path = `/commands/${batchId}?limit=2${after}`;
      const page = commandProgress.parse((await relay.call(admin, 'GET', path)).body);
      expect(page.counts).toEqual({ done: 3, seen: 1, sent: 1, refused: 1 });
      states.push(...page.users.map(({ state }) => state));
      names.push(...page.users.map(({ displayName }) => displayName));
      after = `&after=${page.next ?? ''}`;
    }
    expect(after).toBe('&after=');
    expect(states).toEqual(['refused', 'seen', 'sent', 'done', 'done', 'done']);
    expect(new Set(names)).toEqual(new Set(five.map(({ person }) => person.name)));
    expect(await relay.call(admin, 'GET', `/commands/${batchId}?after=AAAA`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/after' }] },
    });
  });

  it('hit everybody of a filter except those named', async () => {
    const selection = { by: 'filter', card: 'all', q: users[0]?.person.email, except: [] };
    expect((await send('sync-now', selection)).body).toMatchObject({
      hits: 1,
      hitUsers: [{ userId: users[0]?.id }],
    });
    const except = { ...selection, except: [users[0]?.id] };
    expect((await send('sync-now', except)).body).toMatchObject({ hits: 0, skips: 0 });
  });

  it('reach a connected runner at once, each once, and after a reconnect what is not ended', async () => {
    const user = users[0];
    const stream = await openStream(relay, user?.token ?? '', '/me/events?runner=pane');
    await send('sync-now');
    const pushed = await stream.next(({ data }) => data.type === 'command');
    expect(pushed.data).toMatchObject({ command: { kind: 'sync-now' } });
    await send('full-sync');
    await stream.next(
      ({ data }) => data.type === 'command' && (data['command'] as RunnerCommand).kind === 'full-sync',
    );
    expect(stream.waiting).toEqual([]);
    stream.close();
    const again = await openStream(relay, user?.token ?? '', '/me/events?runner=pane');
    await again.next(({ data }) => data.type === 'command');
    await again.next(({ data }) => data.type === 'command');
    again.close();
  });

  it('go to the pane alone while it is open, never to a background run that would answer first', async () => {
    const user = users[0];
    const pane = await openStream(relay, user?.token ?? '', '/me/events?runner=pane');
    const background = await openStream(relay, user?.token ?? '', '/me/events?runner=delegated');
    await send('sync-now');
    await pane.next(({ data }) => data.type === 'command');
    expect(background.waiting).toEqual([]);
    pane.close();
    background.close();
  });

  it('delete the user with everything that is kept about it, and end its stream', async () => {
    const stream = await openStream(relay, users[0]?.token ?? '', '/me/events?runner=pane');
    const earlier = await send('sync-now');
    await stream.next(({ data }) => data.type === 'command');
    const answer = await send('delete');
    expect(await stream.next(({ data }) => data.type === 'me')).toBeDefined();
    await stream.ended;
    expect((await progress(answer)).body).toMatchObject({ counts: { done: 2 } });
    expect((await progress(earlier)).body).toMatchObject({
      counts: { refused: 2 },
      users: [{ reason: 'user-deleted' }, {}],
    });
    expect((await relay.call(admin, 'GET', `/users/${users[0]?.id ?? ''}`)).status).toBe(404);
    for (const table of [
      'user_profile',
      'user_status',
      'user_detail',
      'user_errors',
      'runs',
      'leases',
      'lease_grants',
      'releases',
    ]) {
      const rows = await relay.database.query(`SELECT 1 FROM ${table} WHERE user_id = $1::uuid`, [
        users[0]?.id ?? '',
      ]);
      expect(rows).toEqual([]);
    }
  });

  it('[M13] leave a line in the audit, and only the real ones', async () => {
    const key = randomUUID();
    relay.clock.nowMs += 1_000;
    await sendCommand(relay, admin, { kind: 'disable', selection: all(), reason: 'holidays' }, key);
    await sendCommand(relay, admin, { kind: 'disable', selection: all(), reason: 'holidays' }, key);
    const audit = await relay.call(admin, 'GET', '/audit?action=disable&limit=2');
    const { items } = audit.body as { items: object[] };
    expect(items[0]).toMatchObject({
      administratorName: 'Ada Admin',
      action: 'disable',
      selection: { by: 'ids', ids: ids(), reason: 'holidays' },
      outcome: { hits: 2, skips: 0 },
    });
    expect(items[1]).not.toMatchObject({ selection: { ids: ids() } });
  });
});
