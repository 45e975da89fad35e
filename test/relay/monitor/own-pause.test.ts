// What a person does about their own sync, Pause and switching it off, from the runner's call to what administrators see.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { cards, userPage, userRow } from '../../../src/contract/users.ts';
import type { CardId, UserRow } from '../../../src/contract/users.ts';
import { csvCells, csvColumns } from '../../../src/relay/export/csv-columns.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { signUpBody } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

describe('what a person does about their own sync', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  const at = (offsetMs: number): string => new Date(relay.clock.nowMs + offsetMs).toISOString();
  const detailsOf = async (user: SignedUp): Promise<UserRow> =>
    z.object({ user: userRow }).parse((await relay.call(admin, 'GET', `/users/${user.id}`)).body).user;
  const says = (user: SignedUp, body: Parameters<typeof signUpBody>[0] = {}) =>
    relay.call(user.token, 'PUT', '/me', signUpBody(body));
  const idsOn = async (card: CardId): Promise<string[]> =>
    userPage
      .parse((await relay.call(admin, 'GET', `/users?card=${card}&limit=200`)).body)
      .items.map(({ id }) => id);
  const counted = async (card: CardId): Promise<number> =>
    cards.parse((await relay.call(admin, 'GET', '/cards')).body).counts[card];
  const chooses = (user: SignedUp, isOn: boolean, setBy: 'user' | 'organisation' = 'user') =>
    relay.call(user.token, 'PUT', '/me/settings', {
      kinds: [
        {
          kind: 'contact',
          isOn,
          savedSearch: '300101',
          savedSearchName: null,
          policy: 'sales-wins',
          setBy,
        },
      ],
    });
  const command = (kind: string, user: SignedUp) =>
    sendCommand(relay, admin, { kind, selection: { by: 'ids', ids: [user.id] } });

  it("[M11] a pause is the row's at once: suspended by the user, without a next run, and not behind target", async () => {
    const ana = await signUp(relay, 1);
    await finishRun(relay, ana, { nextRunAt: at(15 * minuteMs), oldestWaitingAt: at(-dayMs) });
    expect(await idsOn('behind')).toContain(ana.id);
    expect(await detailsOf(ana)).toMatchObject({
      suspendedBy: null,
      pausedAt: null,
      nextRunAt: at(15 * minuteMs),
    });
    const before = await detailsOf(ana);
    const answer = await says(ana, { isPaused: true });
    expect(answer.body).toMatchObject({ pausedAt: at(0) });
    const paused = await detailsOf(ana);
    expect(paused).toMatchObject({
      outcome: 'succeeded',
      suspendedBy: 'user',
      pausedAt: at(0),
      nextRunAt: null,
      waitReason: 'suspended',
    });
    expect(paused.version).toBeGreaterThan(before.version);
    expect(await idsOn('behind')).not.toContain(ana.id);
    expect(await idsOn('succeeded')).toContain(ana.id);
  });

  it('a pause outlives every word of a runner but Resume', async () => {
    const ben = await signUp(relay, 2);
    await says(ben, { isPaused: true });
    const since = (await detailsOf(ben)).pausedAt;
    relay.clock.nowMs += minuteMs;
    await says(ben);
    await says(ben, { runner: 'delegated' });
    await says(ben, { runner: 'delegated', isPaused: false });
    await finishRun(relay, ben, { nextRunAt: at(minuteMs) });
    await says(ben, { isPaused: true });
    expect(await detailsOf(ben)).toMatchObject({ pausedAt: since, nextRunAt: null });
    expect((await says(ben, { isPaused: false })).body).toMatchObject({ pausedAt: null });
    expect(await detailsOf(ben)).toMatchObject({
      suspendedBy: null,
      pausedAt: null,
      nextRunAt: at(minuteMs),
    });
  });

  it('[M6] nobody asks a paused runner for a run: the preview skips it and says why', async () => {
    const cleo = await signUp(relay, 3);
    await says(cleo, { isPaused: true });
    for (const kind of ['sync-now', 'full-sync'])
      expect((await command(kind, cleo)).body).toMatchObject({
        hits: 0,
        queued: 0,
        skippedUsers: [{ userId: cleo.id, reason: 'paused' }],
      });
  });

  it('who paused comes last in the order of next runs', async () => {
    const dan = await signUp(relay, 4);
    await finishRun(relay, dan, { nextRunAt: at(minuteMs) });
    const eva = await signUp(relay, 5);
    await finishRun(relay, eva, { nextRunAt: at(10 * minuteMs) });
    await says(dan, { isPaused: true });
    const page = userPage.parse(
      (await relay.call(admin, 'GET', '/users?card=all&sort=nextRun&direction=asc&limit=200')).body,
    );
    const order = page.items.map(({ id }) => id);
    expect(order.indexOf(eva.id)).toBeLessThan(order.indexOf(dan.id));
  });

  it('a run that was stopped says whose deed it was', async () => {
    const fay = await signUp(relay, 6);
    await finishRun(relay, fay, {
      outcome: 'suspended',
      cause: 'interrupted',
      suspendedBy: 'administrator',
      nextRunAt: at(15 * minuteMs),
    });
    expect(await detailsOf(fay)).toMatchObject({
      badge: 'suspended',
      suspendedBy: 'administrator',
      nextRunAt: at(15 * minuteMs),
      waitReason: 'suspended',
    });
    relay.clock.nowMs += minuteMs;
    await finishRun(relay, fay);
    expect(await detailsOf(fay)).toMatchObject({ badge: null, suspendedBy: null });
  });

  it('sync switched off is Sync Disabled by the user, until it is switched on', async () => {
    const gus = await signUp(relay, 7);
    await finishRun(relay, gus, { nextRunAt: at(15 * minuteMs), oldestWaitingAt: at(-dayMs) });
    const before = await counted('disabled');
    await chooses(gus, false);
    expect(await detailsOf(gus)).toMatchObject({
      isSyncEnabled: false,
      disabledBy: 'user',
      disabledAt: at(0),
      nextRunAt: null,
      waitReason: 'disabled',
    });
    expect(await idsOn('disabled')).toContain(gus.id);
    expect(await idsOn('succeeded')).not.toContain(gus.id);
    expect(await idsOn('behind')).not.toContain(gus.id);
    relay.clock.nowMs += minuteMs;
    expect(await counted('disabled')).toBe(before + 1);
    const storeId = randomUUID();
    const lease = await relay.call(gus.token, 'POST', '/me/lease', { storeId, runner: 'pane' });
    expect(lease).toMatchObject({ status: 403, body: { code: 'user-disabled' } });
    expect((await command('sync-now', gus)).body).toMatchObject({
      skippedUsers: [{ reason: 'sync-disabled' }],
    });
    await chooses(gus, true);
    expect(await detailsOf(gus)).toMatchObject({ isSyncEnabled: true, disabledBy: null, disabledAt: null });
  });

  it("what a background run notes of the default is nobody's choice", async () => {
    const hal = await signUp(relay, 8);
    await chooses(hal, false, 'organisation');
    expect(await detailsOf(hal)).toMatchObject({ isSyncEnabled: true, disabledBy: null });
  });

  it('[M6] an administrator may keep off who switched it off, and enabling leaves it to the user again', async () => {
    const ida = await signUp(relay, 9);
    await chooses(ida, false);
    expect((await command('disable', ida)).body).toMatchObject({ hits: 1, stayOff: 0 });
    expect(await detailsOf(ida)).toMatchObject({ isSyncEnabled: false, disabledBy: 'administrator' });
    await chooses(ida, true);
    expect(await detailsOf(ida)).toMatchObject({ isSyncEnabled: false, disabledBy: 'administrator' });
    await chooses(ida, false);
    relay.clock.nowMs += minuteMs;
    expect((await command('enable', ida)).body).toMatchObject({ hits: 1, stayOff: 1 });
    expect((await relay.call(admin, 'GET', '/audit?action=enable&limit=1')).body).toMatchObject({
      items: [{ outcome: { hits: 1, skips: 0, stayOff: 1 } }],
    });
    expect(await detailsOf(ida)).toMatchObject({
      isSyncEnabled: false,
      disabledBy: 'user',
      disabledAt: at(0),
      disabledReason: null,
    });
    const choice = (await relay.call(ida.token, 'GET', '/me/settings')).body;
    expect(choice).toMatchObject({ kinds: [{ isOn: false, setBy: 'user' }] });
    await chooses(ida, true);
    expect(await detailsOf(ida)).toMatchObject({ isSyncEnabled: true, disabledBy: null });
  });

  it('[M6] enabling skips who switched sync off himself, and says so', async () => {
    const max = await signUp(relay, 13);
    await chooses(max, false);
    expect((await command('enable', max)).body).toMatchObject({
      hits: 0,
      skippedUsers: [{ userId: max.id, reason: 'switched-off-by-user' }],
    });
    expect(await detailsOf(max)).toMatchObject({ isSyncEnabled: false, disabledBy: 'user' });
  });

  it("[M6] enabling ends nobody's pause, and says so before", async () => {
    const nia = await signUp(relay, 14);
    await says(nia, { isPaused: true });
    expect((await command('enable', nia)).body).toMatchObject({
      hits: 0,
      skippedUsers: [{ userId: nia.id, reason: 'paused' }],
    });
    await command('disable', nia);
    expect((await command('enable', nia)).body).toMatchObject({ hits: 1, stayOff: 1 });
    expect(await detailsOf(nia)).toMatchObject({ isSyncEnabled: true, suspendedBy: 'user', nextRunAt: null });
    await says(nia, { isPaused: false });
    await command('disable', nia);
    expect((await command('enable', nia)).body).toMatchObject({ hits: 1, stayOff: 0 });
  });

  it('the list shows a user whom the engine disabled', async () => {
    const jan = await signUp(relay, 10);
    await relay.database.query(
      "UPDATE user_status SET is_enabled = false, disabled_by = 'engine', disabled_ms = 1 WHERE user_id = $1::uuid",
      [jan.id],
    );
    const page = await relay.call(admin, 'GET', '/users?card=disabled&limit=200');
    expect(page.status).toBe(200);
    expect(userPage.parse(page.body).items.find(({ id }) => id === jan.id)).toMatchObject({
      disabledBy: 'engine',
    });
    expect((await relay.call(jan.token, 'GET', '/me')).body).toMatchObject({
      sync: { disabledBy: 'engine' },
    });
  });

  it('the file says who suspended, since when, and that a runner is silent', async () => {
    const kim = await signUp(relay, 11);
    await finishRun(relay, kim);
    await says(kim, { isPaused: true });
    relay.clock.nowMs += 11 * minuteMs;
    const row = await detailsOf(kim);
    relay.clock.nowMs -= 11 * minuteMs;
    const named = Object.fromEntries(
      Object.keys(csvColumns).map((name, index) => [name, csvCells(row)[index]]),
    );
    expect(named).toMatchObject({
      'Suspended By': 'user',
      'Paused Since': row.pausedAt,
      'Next Run': '',
      'Runner State': 'pane-closed',
      'Wait Reason': 'suspended',
    });
  });

  it('a closed pane is the wait reason also where nothing is known to wait', async () => {
    const lea = await signUp(relay, 12);
    await finishRun(relay, lea);
    expect(await detailsOf(lea)).toMatchObject({ waitReason: 'none' });
    relay.clock.nowMs += 11 * minuteMs;
    expect(await detailsOf(lea)).toMatchObject({ oldestWaitingAt: null, waitReason: 'pane-closed' });
    relay.clock.nowMs -= 11 * minuteMs;
  });
});
