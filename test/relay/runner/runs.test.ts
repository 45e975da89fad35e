import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { failure, finishMessage, startMessage } from '../../support/relay-messages.ts';
import { finishRun, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { person } from '../../support/relay-tokens.ts';

const minuteMs = 60_000;

describe('PUT /me/runs/{runId}', () => {
  let relay: TestRelay;
  let admin: string;
  let user: SignedUp;
  let n = 0;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  beforeEach(async () => {
    n += 1;
    user = await signUp(relay, n);
  });
  afterAll(() => relay.close());

  const put = (runId: string, message: object) => relay.call(user.token, 'PUT', `/me/runs/${runId}`, message);
  const row = async (): Promise<unknown> =>
    ((await relay.call(admin, 'GET', `/users/${user.id}`)).body as { user: unknown }).user;

  it('is idempotent by run id and sequence, and ignores what comes out of order', async () => {
    const runId = randomUUID();
    const startedMs = relay.clock.nowMs - minuteMs;
    const progress = (sequence: number, done: number) =>
      startMessage(startedMs, {
        sequence,
        progress: { phase: 'writing', kind: 'contact', done, total: 100, estimatedMsLeft: null },
      });
    const first = await put(runId, progress(5, 50));
    expect(first.body).toMatchObject({ ignored: false });
    const { transactionNumber } = first.body as { transactionNumber: number };
    expect((await put(runId, progress(5, 50))).body).toEqual({ transactionNumber, ignored: true });
    expect((await put(runId, progress(4, 40))).body).toEqual({ transactionNumber, ignored: true });
    expect(await row()).toMatchObject({ running: { phase: 'writing', done: 50, total: 100 } });
    expect((await put(runId, progress(6, 60))).body).toEqual({ transactionNumber, ignored: false });
    expect(await row()).toMatchObject({ running: { done: 60 } });
    expect((await put(runId, finishMessage(startedMs, { sequence: 7 }))).body).toMatchObject({
      ignored: false,
    });
    expect((await put(runId, progress(8, 80))).body).toEqual({ transactionNumber, ignored: true });
    expect(await row()).toMatchObject({ running: null, outcome: 'succeeded' });
    expect((await relay.call(admin, 'GET', `/users/${user.id}/runs`)).body).toMatchObject({ total: 1 });
  });

  it('does not let a run that ended late overwrite a newer one', async () => {
    const now = relay.clock.nowMs;
    await finishRun(relay, user, { startedMs: now - 10 * minuteMs, outcome: 'succeeded' });
    await finishRun(relay, user, { startedMs: now - 20 * minuteMs, outcome: 'failed', cause: 'malformed' });
    expect(await row()).toMatchObject({ outcome: 'succeeded', cause: null });
  });

  it.each(['suspended', 'skipped'] as const)(
    'shows a %s run as a badge and moves nobody',
    async (outcome) => {
      await finishRun(relay, user, {
        startedMs: relay.clock.nowMs - 5 * minuteMs,
        outcome: 'failed',
        cause: 'malformed',
      });
      await finishRun(relay, user, { outcome });
      expect(await row()).toMatchObject({ outcome: 'failed', cause: 'malformed', badge: outcome });
      await finishRun(relay, user, { startedMs: relay.clock.nowMs - 10, outcome: 'succeeded' });
      expect(await row()).toMatchObject({ outcome: 'succeeded', cause: null, badge: null });
    },
  );

  it('keeps since when a record fails, drops what is repaired, and keeps all when a run failed as a whole', async () => {
    const errors = async (): Promise<object[]> =>
      ((await relay.call(admin, 'GET', `/users/${user.id}/errors`)).body as { items: object[] }).items;
    const partly = (at: number, keys: string[]) =>
      finishRun(relay, user, {
        startedMs: at,
        finishedAt: new Date(at + 1_000).toISOString(),
        outcome: 'partly-failed',
        failures: keys.map((key) => failure(key)),
      });
    const start = relay.clock.nowMs - 60 * minuteMs;
    await partly(start, ['aaaaaaaa', 'bbbbbbbb']);
    await partly(start + 5 * minuteMs, ['bbbbbbbb', 'cccccccc']);
    const since = (at: number): string => new Date(at + 1_000).toISOString();
    expect(await errors()).toMatchObject([
      { recordKey: 'cccccccc', since: since(start + 5 * minuteMs) },
      { recordKey: 'bbbbbbbb', since: since(start) },
    ]);
    await finishRun(relay, user, {
      startedMs: start + 6 * minuteMs,
      outcome: 'failed',
      cause: 'sales-unreachable',
    });
    expect(await errors()).toHaveLength(2);
    expect(await row()).toMatchObject({ outcome: 'failed', cause: 'sales-unreachable', openErrors: 2 });
    await finishRun(relay, user, { startedMs: start + 7 * minuteMs });
    expect(await errors()).toEqual([]);
    expect(await row()).toMatchObject({ openErrors: 0 });
  });

  it('[M8] drops what a run mended though it tried others only, and keeps what it did not try', async () => {
    const start = relay.clock.nowMs - 60 * minuteMs;
    const named = (recordKey: string) =>
      ({ kind: 'contact', recordKey, side: 'sales', operation: 'update' }) as const;
    const { kinds } = finishMessage(0);
    const partly = (at: number, tried: string[], still: string[]) =>
      finishRun(relay, user, {
        startedMs: at,
        outcome: 'partly-failed',
        failures: tried.map((key) => failure(key)),
        kinds: { contact: { ...kinds.contact, failing: still.length } } as typeof kinds,
        stillFailing: still.map(named),
      });
    const open = async (): Promise<string[]> => {
      const { body } = await relay.call(admin, 'GET', `/users/${user.id}/errors`);
      return (body as { items: { recordKey: string }[] }).items.map(({ recordKey }) => recordKey).sort();
    };
    await partly(start, ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'], ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']);
    await partly(start + minuteMs, ['aaaaaaaa'], ['aaaaaaaa', 'cccccccc']);
    expect(await open()).toEqual(['aaaaaaaa', 'cccccccc']);
    expect(await row()).toMatchObject({ openErrors: 2 });
    await partly(start + 2 * minuteMs, [], ['cccccccc']);
    expect(await open()).toEqual(['cccccccc']);
  });

  it('[M11] keeps lag and holds over a run that got to count nothing', async () => {
    const start = relay.clock.nowMs - 60 * minuteMs;
    const oldestWaitingAt = new Date(start - minuteMs).toISOString();
    await finishRun(relay, user, { startedMs: start, oldestWaitingAt, holds: 3 });
    await finishRun(relay, user, {
      startedMs: start + minuteMs,
      outcome: 'skipped',
      cause: 'two-engines',
      kinds: {},
      counted: false,
    });
    expect(await row()).toMatchObject({ badge: 'skipped', oldestWaitingAt, waitReason: 'held' });
    await finishRun(relay, user, { startedMs: start + 2 * minuteMs });
    expect(await row()).toMatchObject({ badge: null, oldestWaitingAt: null, waitReason: 'none' });
    const failures = [failure('aaaaaaaa')];
    await finishRun(relay, user, { outcome: 'partly-failed', failures, oldestWaitingAt });
    expect(await row()).toMatchObject({ oldestWaitingAt, waitReason: 'failing' });
  });

  it('keeps counts, failures and durations of each run for the Transaction History', async () => {
    await finishRun(relay, user, { outcome: 'partly-failed', failures: [failure('dddddddd')] });
    const page = await relay.call(admin, 'GET', `/users/${user.id}/runs`);
    expect(page.body).toMatchObject({
      items: [
        {
          outcome: 'partly-failed',
          microsoftChanges: 3,
          salesChanges: 1,
          failing: 1,
          durations: { totalMs: 1_000 },
        },
      ],
      next: null,
    });
    const [{ transactionNumber }] = (page.body as { items: [{ transactionNumber: number }] }).items;
    expect(
      (await relay.call(admin, 'GET', `/users/${user.id}/runs/${transactionNumber}`)).body,
    ).toMatchObject({
      kinds: { contact: { inSync: 40, excluded: { 'no-category': 2 } } },
      failures: [failure('dddddddd')],
      requests: { microsoft: 4, sales: 3 },
    });
    expect((await relay.call(admin, 'GET', `/users/${user.id}/runs/999999`)).status).toBe(404);
  });

  it('pages the history without losing or repeating a run, also of one start time', async () => {
    const at = relay.clock.nowMs - 30 * minuteMs;
    for (let run = 0; run < 7; run += 1)
      await finishRun(relay, user, { startedMs: at + Math.floor(run / 2) });
    const seen: number[] = [];
    let after = '';
    do {
      const page = await relay.call(admin, 'GET', `/users/${user.id}/runs?limit=2${after}`);
      const { items, next } = page.body as { items: { transactionNumber: number }[]; next: string | null };
      seen.push(...items.map(({ transactionNumber }) => transactionNumber));
      after = next === null ? '' : `&after=${next}`;
    } while (after !== '');
    expect(seen).toHaveLength(7);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    const failed = await relay.call(admin, 'GET', `/users/${user.id}/runs?outcome=failed`);
    expect(failed.body).toMatchObject({ total: 0 });
    expect((await relay.call(admin, 'GET', `/users/${user.id}/runs?after=nonsense`)).status).toBe(400);
  });

  it('does not believe a clock that is ahead', async () => {
    await finishRun(relay, user, { startedMs: relay.clock.nowMs + 3_600_000 });
    await finishRun(relay, user, { startedMs: relay.clock.nowMs, outcome: 'failed', cause: 'malformed' });
    expect(await row()).toMatchObject({ outcome: 'failed' });
  });

  it('is refused before the first sign-up', async () => {
    const token = await relay.runner(person(9_999));
    const answer = await relay.call(
      token,
      'PUT',
      `/me/runs/${randomUUID()}`,
      startMessage(relay.clock.nowMs),
    );
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('takes many reports at once, each answered with its own number', async () => {
    const users = await Promise.all(Array.from({ length: 30 }, (_, index) => signUp(relay, 1_000 + index)));
    const answers = await Promise.all(
      users.map(({ token }) =>
        relay.call(token, 'PUT', `/me/runs/${randomUUID()}`, startMessage(relay.clock.nowMs)),
      ),
    );
    const numbers = answers.map(({ body }) => (body as { transactionNumber: number }).transactionNumber);
    expect(new Set(numbers).size).toBe(30);
    const rows = await relay.database.query<{ total: number }>(
      `SELECT count(*) AS total FROM runs WHERE transaction_number >= ${Math.min(...numbers)}`,
    );
    expect(rows).toEqual([{ total: 30 }]);
  });
});
