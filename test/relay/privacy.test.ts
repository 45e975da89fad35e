import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { debugLog } from '../../src/contract/debug-logs.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';
import { openRelayDatabase } from '../support/relay-database.ts';
import type { EmbeddedDatabase } from '../../src/database/embedded-database.ts';
import { failure, finishMessage } from '../support/relay-messages.ts';
import { signUp } from '../support/relay-people.ts';

const planted = 'Quarterly review with Zebrawood Industries';

describe('what the relay keeps', () => {
  let relay: TestRelay;
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    database = await openRelayDatabase();
    relay = await startTestRelay({ database });
  });
  afterAll(() => relay.close());

  it('is no token and no content of a record, wherever a runner tries to put it', async () => {
    const ana = await signUp(relay, 1);
    const put = (message: object) => relay.call(ana.token, 'PUT', `/me/runs/${randomUUID()}`, message);
    const whole = finishMessage(relay.clock.nowMs, { failures: [failure('aaaaaaaa')] });
    const attempts: object[] = [
      { ...whole, subject: planted },
      { ...whole, failures: [{ ...failure('aaaaaaaa'), title: planted }] },
      { ...whole, failures: [failure('aaaaaaaa', { attribute: planted })] },
      { ...whole, failures: [failure('aaaaaaaa', { requestId: planted })] },
      { ...whole, failures: [failure(planted)] },
      { ...whole, kinds: { contact: { ...whole.kinds.contact, excluded: { [planted]: 1 } } } },
      { ...whole, clientVersion: planted },
    ];
    for (const attempt of attempts) expect((await put(attempt)).status).toBe(400);
    expect((await put(whole)).status).toBe(200);
    const dump = Buffer.from(await (await database.dump()).arrayBuffer());
    expect(dump.includes('aaaaaaaa')).toBe(true);
    for (const secret of [planted, 'Zebrawood', ana.token]) expect(dump.includes(secret)).toBe(false);
  });

  it('lets no content in through debug logs', async () => {
    const ben = await signUp(relay, 2);
    const admin = await relay.administrator();
    const started = await relay.call(admin, 'POST', `/users/${ben.id}/debug-logs`, {});
    const { id } = debugLog.parse(started.body);
    const at = new Date(relay.clock.nowMs).toISOString();
    const call = {
      type: 'call',
      at,
      side: 'sales',
      call: 'read',
      kind: 'contact',
      durationMs: 12,
      items: 1,
      requests: 1,
      throttledMs: 0,
      result: 'ok',
      status: null,
      writes: null,
    };
    const put = (entry: object, rest: object = {}) =>
      relay.call(ben.token, 'PUT', `/me/debug-logs/${id}`, {
        source: randomUUID(),
        sequence: 0,
        entries: [entry],
        ...rest,
      });
    const attempts: object[] = [
      { ...call, subject: planted },
      { ...call, result: planted },
      { ...call, call: planted },
      { ...call, writes: { [planted]: 1 } },
      { ...call, at: planted },
      { type: 'failure', at, failure: { ...failure('aaaaaaaa'), attribute: planted } },
      { type: 'failure', at, failure: { ...failure('aaaaaaaa'), title: planted } },
      { type: 'failure', at, failure: failure(planted) },
      { type: planted, at },
    ];
    for (const attempt of attempts) expect((await put(attempt)).status).toBe(400);
    expect((await put(call, { note: planted })).status).toBe(400);
    expect((await put({ type: 'failure', at, failure: failure('cccccccc') })).status).toBe(200);
    const dump = Buffer.from(await (await database.dump()).arrayBuffer());
    expect(dump.includes('cccccccc')).toBe(true);
    for (const secret of [planted, 'Zebrawood', ben.token]) expect(dump.includes(secret)).toBe(false);
  });
});
