import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHousekeeper } from '../../src/relay/housekeeper.ts';
import type { Housekeeper } from '../../src/relay/housekeeper.ts';
import { createTenantSql } from '../../src/relay/tenant-sql.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';
import { finishMessage, startMessage } from '../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../support/relay-people.ts';
import type { SignedUp } from '../support/relay-people.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

describe('what time alone changes', () => {
  let relay: TestRelay;
  let admin: string;
  const errors: unknown[] = [];
  const startKeeper = (): Housekeeper =>
    startHousekeeper({
      sql: createTenantSql(relay.database),
      clock: () => relay.clock.nowMs,
      onError: (error) => errors.push(error),
    });
  /** One round of a keeper that has just started does everything. */
  const tidy = async (): Promise<void> => {
    const keeper = startKeeper();
    await keeper.tidy();
    await keeper.stop();
  };
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(async () => {
    await relay.close();
    expect(errors).toEqual([]);
  });

  const row = async ({ id }: SignedUp): Promise<unknown> =>
    ((await relay.call(await relay.administrator(), 'GET', `/users/${id}`)).body as { user: unknown }).user;

  it('makes a run interrupted after 10 silent minutes, and a later word revives it', async () => {
    const ana = await signUp(relay, 1);
    const startedMs = relay.clock.nowMs;
    const runId = randomUUID();
    const put = async (message: object) =>
      relay.call(await relay.runner(ana.person), 'PUT', `/me/runs/${runId}`, message);
    await finishRun(relay, ana, { startedMs: startedMs - minuteMs });
    await put(startMessage(startedMs));
    relay.clock.nowMs += 91_000;
    await tidy();
    expect(await row(ana)).toMatchObject({ running: null, badge: null });
    relay.clock.nowMs += 10 * minuteMs;
    await tidy();
    expect(await row(ana)).toMatchObject({
      running: null,
      outcome: 'succeeded',
      badge: 'interrupted',
      cause: 'interrupted',
    });
    const history = await relay.call(await relay.administrator(), 'GET', `/users/${ana.id}/runs`);
    expect(history.body).toMatchObject({ items: [{ outcome: 'interrupted' }, { outcome: 'succeeded' }] });
    await put(startMessage(startedMs, { sequence: 1 }));
    expect(await row(ana)).toMatchObject({ running: { phase: 'preparing' } });
    await put(finishMessage(startedMs, { sequence: 2, outcome: 'failed', cause: 'malformed' }));
    expect(await row(ana)).toMatchObject({ running: null, outcome: 'failed', badge: null });
  });

  it('expires commands after 7 days, but not what is in effect without a runner', async () => {
    const ben = await signUp(relay, 2);
    const fresh = await relay.administrator();
    const sent = await sendCommand(relay, fresh, {
      kind: 'sync-now',
      selection: { by: 'ids', ids: [ben.id] },
    });
    const { batchId } = sent.body as { batchId: string };
    const disabled = await sendCommand(relay, fresh, {
      kind: 'disable',
      selection: { by: 'ids', ids: [ben.id] },
    });
    relay.clock.nowMs += 7 * dayMs - minuteMs;
    await tidy();
    const state = async (batch = batchId): Promise<unknown> =>
      (await relay.call(await relay.administrator(), 'GET', `/commands/${batch}`)).body;
    expect(await state()).toMatchObject({ counts: { sent: 1 } });
    relay.clock.nowMs += 2 * minuteMs;
    await tidy();
    expect(await state()).toMatchObject({ counts: { expired: 1 } });
    const { batchId: inEffect } = disabled.body as { batchId: string };
    expect(await state(inEffect)).toMatchObject({ counts: { done: 1 } });
    const token = await relay.runner(ben.person);
    expect((await relay.call(token, 'GET', '/me/commands')).body).toEqual({ items: [] });
  });

  it('drops runs after 90 days, changes after minutes, and the audit after 400 days', async () => {
    const count = async (table: string): Promise<number> =>
      (await relay.database.query<{ total: number }>(`SELECT count(*) AS total FROM ${table}`))[0]?.total ??
      0;
    expect(await count('runs')).toBeGreaterThan(0);
    relay.clock.nowMs += 91 * dayMs;
    await tidy();
    expect([await count('runs'), await count('changes')]).toEqual([0, 0]);
    expect(await count('audit')).toBe(2);
    relay.clock.nowMs += 310 * dayMs;
    await tidy();
    expect(await count('audit')).toBe(0);
    expect((await relay.call(admin, 'GET', '/cards')).status).toBe(401);
  });
});
