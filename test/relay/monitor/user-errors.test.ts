import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditPage, causeGroups, runDays } from '../../../src/contract/administration.ts';
import { openErrors, userDetails } from '../../../src/contract/users.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { Method, TestRelay } from '../../support/relay-app.ts';
import { failure, finishMessage } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { otherTenantId } from '../../support/relay-tokens.ts';

const dayMs = 86_400_000;

describe('one user, seen by an administrator', () => {
  let relay: TestRelay;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  afterAll(() => relay.close());

  /** a token for every call: the clock of these tests runs for hours */
  const asAdmin = async (method: Method, path: string, body?: object) =>
    relay.call(await relay.administrator(), method, path, body);
  const open = async ({ id }: SignedUp) =>
    openErrors.parse((await asAdmin('GET', `/users/${id}/errors`)).body).items;
  const row = async ({ id }: SignedUp) => userDetails.parse((await asAdmin('GET', `/users/${id}`)).body).user;
  const dismiss = ({ id }: SignedUp, body: object) => asAdmin('POST', `/users/${id}/errors/dismissals`, body);
  const named = (recordKey: string) => ({ kind: 'contact', recordKey, side: 'sales', operation: 'update' });

  it('names the administrator who disabled sync, and nobody once it is enabled', async () => {
    const ana = await signUp(relay, 40);
    const disabler = async () =>
      userDetails.parse((await asAdmin('GET', `/users/${ana.id}`)).body).disabledByName;
    const send = async (kind: string) =>
      sendCommand(relay, await relay.administrator(), { kind, selection: { by: 'ids', ids: [ana.id] } });
    expect(await disabler()).toBeNull();
    await send('disable');
    relay.clock.nowMs += 60_000;
    expect(await disabler()).toBe('Ada Admin');
    await send('enable');
    expect(await disabler()).toBeNull();
  });

  it('[M8] dismisses open errors until a run reports them again, and remembers who did', async () => {
    const ana = await signUp(relay, 1);
    const failures = [failure('aaaaaaaa'), failure('bbbbbbbb')];
    await finishRun(relay, ana, { outcome: 'partly-failed', failures });
    const answer = await dismiss(ana, { errors: [named('aaaaaaaa')] });
    expect(answer.body).toEqual({ dismissed: 1 });
    expect((await open(ana)).map(({ recordKey }) => recordKey)).toEqual(['bbbbbbbb']);
    expect((await row(ana)).openErrors).toBe(1);
    relay.clock.nowMs += 1;
    expect((await dismiss(ana, { errors: [named('aaaaaaaa')] })).body).toEqual({ dismissed: 0 });
    relay.clock.nowMs += 1;
    expect((await dismiss(ana, { all: true })).body).toEqual({ dismissed: 1 });
    expect((await row(ana)).openErrors).toBe(0);
    const byCause = await asAdmin('GET', '/users?card=errors&cause=field-rejected');
    expect(byCause.body).toMatchObject({ total: 0 });
    const audit = auditPage.parse((await asAdmin('GET', '/audit?action=dismiss-errors')).body);
    expect(audit.items.map(({ administratorName, outcome }) => [administratorName, outcome])).toEqual([
      ['Ada Admin', { dismissed: 1 }],
      ['Ada Admin', { dismissed: 0 }],
      ['Ada Admin', { dismissed: 1 }],
    ]);
    relay.clock.nowMs += 60_000;
    await finishRun(relay, ana, { outcome: 'partly-failed', failures: [failure('aaaaaaaa')] });
    const again = await open(ana);
    expect(again.map(({ recordKey }) => recordKey)).toEqual(['aaaaaaaa']);
    expect(Date.parse(again[0]?.since ?? '')).toBeGreaterThan(relay.clock.nowMs - 30_000);
  });

  it('keeps since when an error that nobody dismissed is reported again', async () => {
    const ben = await signUp(relay, 2);
    await finishRun(relay, ben, { outcome: 'partly-failed', failures: [failure('aaaaaaaa')] });
    const [first] = await open(ben);
    relay.clock.nowMs += 60_000;
    await finishRun(relay, ben, { outcome: 'partly-failed', failures: [failure('aaaaaaaa')] });
    expect((await open(ben))[0]?.since).toBe(first?.since);
  });

  it('keeps errors that a run only counts, because their waiting time was not over, and those that were dismissed', async () => {
    const ida = await signUp(relay, 9);
    await finishRun(relay, ida, {
      outcome: 'partly-failed',
      failures: [failure('aaaaaaaa'), failure('bbbbbbbb')],
    });
    await dismiss(ida, { errors: [named('bbbbbbbb')] });
    const { kinds } = finishMessage(0);
    const counted = { contact: { ...kinds.contact, failing: 2 } } as typeof kinds;
    relay.clock.nowMs += 60_000;
    await finishRun(relay, ida, { outcome: 'partly-failed', kinds: counted });
    expect((await open(ida)).map(({ recordKey }) => recordKey)).toEqual(['aaaaaaaa']);
    expect((await row(ida)).openErrors).toBe(1);
    relay.clock.nowMs += 60_000;
    await finishRun(relay, ida);
    expect(await open(ida)).toEqual([]);
    expect((await row(ida)).openErrors).toBe(0);
  });

  it('counts runs per day of the administrator’s clock, days without a run included', async () => {
    const noon = Math.floor(relay.clock.nowMs / dayMs) * dayMs + dayMs / 2;
    const nowMs = relay.clock.nowMs;
    relay.clock.nowMs = noon;
    const cleo = await signUp(relay, 3);
    await finishRun(relay, cleo, { startedMs: noon - 2 * dayMs, outcome: 'failed', cause: 'malformed' });
    await finishRun(relay, cleo, { startedMs: noon - 60_000 });
    await finishRun(relay, cleo, { startedMs: noon - 30_000, outcome: 'suspended' });
    const read = async (query: string) =>
      runDays.parse((await asAdmin('GET', `/users/${cleo.id}/days${query}`)).body).items;
    const days = await read('?days=4');
    expect(days.map(({ succeeded, failed, other }) => [succeeded, failed, other])).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
    expect(days.at(-1)).toMatchObject({
      day: new Date(noon).toISOString().slice(0, 10),
      averageMs: 1_000,
      longestMs: 1_000,
    });
    // 14 hours ahead it is tomorrow already
    expect((await read('?days=2&offsetMinutes=840')).map(({ succeeded }) => succeeded)).toEqual([0, 1]);
    expect(await read('')).toHaveLength(30);
    expect((await asAdmin('GET', `/users/${cleo.id}/days?days=400`)).status).toBe(400);
    relay.clock.nowMs = nowMs;
  });

  it('says that a closed pane tells nothing new, whatever its last run said', async () => {
    const dan = await signUp(relay, 4);
    await finishRun(relay, dan, { oldestWaitingAt: new Date(relay.clock.nowMs - 5_000).toISOString() });
    expect(await row(dan)).toMatchObject({ runnerState: 'present', waitReason: 'none' });
    relay.clock.nowMs += 11 * 60_000;
    expect(await row(dan)).toMatchObject({
      outcome: 'succeeded',
      runnerState: 'pane-closed',
      waitReason: 'pane-closed',
    });
    relay.clock.nowMs -= 11 * 60_000;
  });

  it('says when a background runner is overdue, and not while it waits for its next run', async () => {
    const eva = await signUp(relay, 5, { body: { runner: 'delegated' } });
    const nextRunAt = new Date(relay.clock.nowMs + 30 * 60_000).toISOString();
    await finishRun(relay, eva, { runner: 'delegated', nextRunAt });
    relay.clock.nowMs += 15 * 60_000;
    expect(await row(eva)).toMatchObject({ runnerState: 'present' });
    relay.clock.nowMs += 30 * 60_000;
    expect(await row(eva)).toMatchObject({ runnerState: 'worker-silent' });
    relay.clock.nowMs -= 45 * 60_000;
  });

  it('[M10] groups causes with how many failed for them a day and a week before', async () => {
    const fay = await signUp(relay, 6);
    const gus = await signUp(relay, 7);
    const at = relay.clock.nowMs;
    const fail = (user: SignedUp, startedMs: number) =>
      finishRun(relay, user, { startedMs, outcome: 'failed', cause: 'sales-role-missing' });
    await fail(fay, at - 7 * dayMs - 60_000);
    await fail(fay, at - dayMs - 60_000);
    await fail(gus, at - dayMs - 90_000);
    await fail(gus, at - 60_000);
    const groups = causeGroups.parse((await asAdmin('GET', '/causes')).body).items;
    expect(groups.find(({ cause }) => cause === 'sales-role-missing')).toEqual({
      cause: 'sales-role-missing',
      users: 2,
      failing: 2,
      withErrors: 0,
      trend: { day: 1, dayBefore: 2, weekBefore: 1 },
    });
  });

  it('refuses everyone else: no role, another tenant, no such user', async () => {
    const hal = await signUp(relay, 8);
    const stranger = await relay.administrator(otherTenantId);
    const paths = [`/users/${hal.id}/days`, `/users/${hal.id}/errors`];
    for (const path of paths) {
      expect((await relay.call(hal.token, 'GET', path)).status).toBe(403);
      expect((await relay.call(stranger, 'GET', path)).status).toBe(404);
    }
    expect((await relay.call(hal.token, 'GET', '/causes')).status).toBe(403);
    for (const [token, status] of [
      [hal.token, 403],
      [stranger, 404],
    ] as const) {
      const answer = await relay.call(token, 'POST', `/users/${hal.id}/errors/dismissals`, { all: true });
      expect(answer.status).toBe(status);
    }
    expect((await dismiss(hal, { errors: [] })).status).toBe(400);
    expect((await dismiss(hal, { errors: [{ ...named('aaaaaaaa'), title: 'x' }] })).status).toBe(400);
  });
});
