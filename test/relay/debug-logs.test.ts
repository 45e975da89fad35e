import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditPage } from '../../src/contract/administration.ts';
import {
  debugLimits,
  debugLink,
  debugLog,
  debugLogs,
  type DebugEntry,
} from '../../src/contract/debug-logs.ts';
import { me } from '../../src/contract/runner-calls.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { Method, TestRelay } from '../support/relay-app.ts';
import { signUp } from '../support/relay-people.ts';
import type { SignedUp } from '../support/relay-people.ts';
import { otherTenantId } from '../support/relay-tokens.ts';

const entry: DebugEntry = {
  type: 'progress',
  at: '2026-11-22T10:00:00.000Z',
  phase: 'reading',
  kind: 'contact',
  done: 3,
  total: 10,
};
const chunk = (sequence: number, entries: readonly object[] = [entry], source = randomUUID()) => ({
  source,
  sequence,
  entries,
});

describe('debug logs', () => {
  let relay: TestRelay;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  afterAll(() => relay.close());

  /** tokens are made anew for every call: the clock of these tests runs for hours */
  const asAdmin = async (method: Method, path: string, body?: object) =>
    relay.call(await relay.administrator(), method, path, body);
  const asRunner = async ({ person }: SignedUp, method: Method, path: string, body?: object) =>
    relay.call(await relay.runner(person), method, path, body);
  const start = async ({ id }: SignedUp, body: object = {}) =>
    debugLog.parse((await asAdmin('POST', `/users/${id}/debug-logs`, body)).body);
  const list = async ({ id }: SignedUp) =>
    debugLogs.parse((await asAdmin('GET', `/users/${id}/debug-logs`)).body).items;
  const told = async (user: SignedUp) => me.parse((await asRunner(user, 'GET', '/me')).body).debugLog;
  const put = (user: SignedUp, id: string, body: object) =>
    asRunner(user, 'PUT', `/me/debug-logs/${id}`, body);
  const download = async (user: SignedUp, logId: string) => {
    const made = await asAdmin('POST', `/users/${user.id}/debug-logs/${logId}/links`);
    const { url } = debugLink.parse(made.body);
    const answer = await fetch(relay.origin + url);
    return { url, headers: answer.headers, text: await answer.text() };
  };

  it('[M6] are told to the runner until their end, which comes by itself after an hour', async () => {
    const ana = await signUp(relay, 1);
    expect(await told(ana)).toBeNull();
    const log = await start(ana);
    expect(Date.parse(log.endsAt) - relay.clock.nowMs).toBe(60 * 60_000);
    expect(await told(ana)).toEqual({ id: log.id, endsAt: log.endsAt });
    const longer = await start(ana, { minutes: 120 });
    expect(longer.id).toBe(log.id);
    expect(await list(ana)).toHaveLength(1);
    relay.clock.nowMs += 121 * 60_000;
    expect(await told(ana)).toBeNull();
    expect(await list(ana)).toMatchObject([{ id: log.id, isActive: false }]);
  });

  it('last 5 minutes to 24 hours, nothing else', async () => {
    const ben = await signUp(relay, 2);
    for (const minutes of [4, 24 * 60 + 1, 1.5, '60'])
      expect((await asAdmin('POST', `/users/${ben.id}/debug-logs`, { minutes })).status).toBe(400);
  });

  it('take every chunk once and give one bundle, by a link that works once', async () => {
    const cleo = await signUp(relay, 3);
    const log = await start(cleo);
    const first = chunk(0, [entry, { ...entry, done: 4 }]);
    for (let times = 0; times < 2; times += 1)
      expect((await put(cleo, log.id, first)).body).toEqual({ isFull: false });
    relay.clock.nowMs += 1_000;
    await put(cleo, log.id, chunk(1, [{ ...entry, done: 5 }], first.source));
    expect(await list(cleo)).toMatchObject([{ entries: 3, isActive: true }]);
    const { url, headers, text } = await download(cleo, log.id);
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type, done }) => [type, done])).toEqual([
      ['debug-log', undefined],
      ['progress', 3],
      ['progress', 4],
      ['progress', 5],
    ]);
    expect((await relay.send(url)).status).toBe(404);
    relay.clock.nowMs += 1_000;
    const stopped = await asAdmin('POST', `/users/${cleo.id}/debug-logs/${log.id}/stop`);
    expect(stopped.body).toMatchObject({ isActive: false });
    expect(await told(cleo)).toBeNull();
    const audit = auditPage.parse((await asAdmin('GET', '/audit')).body);
    expect(audit.items.slice(0, 3).map(({ action }) => action)).toEqual([
      'stop-debug-log',
      'download-debug-log',
      'start-debug-log',
    ]);
  });

  it('take what was collected before their end for 10 minutes more, then nothing', async () => {
    const dan = await signUp(relay, 4);
    const log = await start(dan, { minutes: 5 });
    relay.clock.nowMs += 14 * 60_000;
    expect((await put(dan, log.id, chunk(0))).status).toBe(200);
    relay.clock.nowMs += 2 * 60_000;
    expect((await put(dan, log.id, chunk(1))).status).toBe(409);
  });

  it('are full at a number of entries, and say so', async () => {
    const eva = await signUp(relay, 5);
    const log = await start(eva);
    await relay.database.query('UPDATE debug_logs SET entries = $1::int WHERE log_id = $2::uuid', [
      debugLimits.entriesPerLog - 1,
      log.id,
    ]);
    expect((await put(eva, log.id, chunk(0))).body).toEqual({ isFull: true });
    expect((await put(eva, log.id, chunk(1))).body).toEqual({ isFull: true });
    expect((await list(eva))[0]?.entries).toBe(debugLimits.entriesPerLog);
  });

  it('are dropped a week after their end', async () => {
    const fay = await signUp(relay, 6);
    const log = await start(fay);
    await put(fay, log.id, chunk(0));
    relay.clock.nowMs += debugLimits.keptMs + 48 * 60 * 60_000;
    const { startHousekeeper } = await import('../../src/relay/housekeeper.ts');
    const { createTenantSql } = await import('../../src/relay/tenant-sql.ts');
    const keeper = startHousekeeper({
      sql: createTenantSql(relay.database),
      clock: () => relay.clock.nowMs,
      onError: () => undefined,
    });
    await keeper.tidy();
    await keeper.stop();
    expect(await list(fay)).toEqual([]);
    const chunks = await relay.database.query('SELECT 1 FROM debug_chunks WHERE log_id = $1::uuid', [log.id]);
    expect(chunks).toEqual([]);
    relay.clock.nowMs = Date.now();
  });

  it('are nobody else’s: no role, another tenant, another user, no such log', async () => {
    const gus = await signUp(relay, 7);
    const hal = await signUp(relay, 8);
    const log = await start(gus);
    const stranger = await relay.administrator(otherTenantId);
    const base = `/users/${gus.id}/debug-logs`;
    for (const [token, status] of [
      [gus.token, 403],
      [stranger, 404],
    ] as const) {
      expect((await relay.call(token, 'GET', base)).status).toBe(status);
      expect((await relay.call(token, 'POST', base, {})).status).toBe(status);
      for (const path of ['stop', 'links'])
        expect((await relay.call(token, 'POST', `${base}/${log.id}/${path}`)).status).toBe(status);
    }
    expect((await put(hal, log.id, chunk(0))).status).toBe(404);
    expect((await put(gus, randomUUID(), chunk(0))).status).toBe(404);
    expect((await relay.send('/api/v1/debug-logs/guessed')).status).toBe(404);
  });
});
