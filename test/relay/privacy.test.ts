import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
});
