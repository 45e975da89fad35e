import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SqlError } from '../../src/database/sql-database.ts';
import type { SqlDatabase, SqlErrorCode } from '../../src/database/sql-database.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';
import { openRelayDatabase } from '../support/relay-database.ts';
import { finishMessage, signUpBody } from '../support/relay-messages.ts';
import { signUp } from '../support/relay-people.ts';
import type { SignedUp } from '../support/relay-people.ts';

const runPath = '/me/runs/5a1e5000-0000-4000-8000-00000000abcd';

describe('a database in trouble', () => {
  /** what the next transactions end with: writes only, or all */
  let trouble: { readonly code: SqlErrorCode; readonly writesOnly: boolean } | null = null;
  let relay: TestRelay;
  let user: SignedUp;
  beforeAll(async () => {
    const real = await openRelayDatabase();
    const database: SqlDatabase = {
      ...real,
      transaction: (scope, work) =>
        trouble === null || (trouble.writesOnly && scope.access === 'read')
          ? real.transaction(scope, work)
          : Promise.reject(new SqlError(trouble.code, 'relation "secret_table" is gone')),
    };
    relay = await startTestRelay({ database });
    user = await signUp(relay, 1);
  });
  afterAll(() => relay.close());

  it('that is full answers writes with 507, still reads, and takes reports again later', async () => {
    trouble = { code: 'storage-full', writesOnly: true };
    const message = finishMessage(relay.clock.nowMs);
    expect(await relay.call(user.token, 'PUT', runPath, message)).toMatchObject({
      status: 507,
      body: { code: 'storage-full' },
    });
    expect(await relay.call(user.token, 'PUT', '/me', signUpBody())).toMatchObject({ status: 507 });
    expect((await relay.call(user.token, 'GET', '/me')).status).toBe(200);
    trouble = null;
    expect(await relay.call(user.token, 'PUT', runPath, message)).toMatchObject({
      status: 200,
      body: { ignored: false },
    });
  });

  it('that is away answers 503 with the time to come back', async () => {
    trouble = { code: 'unavailable', writesOnly: false };
    const answer = await relay.call(user.token, 'GET', '/me');
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable', retryAfterMs: 5_000 } });
    expect(answer.headers.get('retry-after')).toBe('5');
    trouble = null;
  });

  it('that fails answers 500 and keeps what it said for the log', async () => {
    trouble = { code: 'failed', writesOnly: false };
    const answer = await relay.call(user.token, 'GET', '/me');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(answer.text).not.toContain('secret_table');
    trouble = null;
  });
});
