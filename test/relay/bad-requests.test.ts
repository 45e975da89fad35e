import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problem } from '../../src/contract/problem.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { Answer, TestRelay } from '../support/relay-app.ts';
import { failure, finishMessage, signUpBody, startMessage } from '../support/relay-messages.ts';
import { signUp } from '../support/relay-people.ts';
import type { SignedUp } from '../support/relay-people.ts';

describe('a request that breaks the contract', () => {
  let relay: TestRelay;
  let user: SignedUp;
  beforeAll(async () => {
    relay = await startTestRelay({ limits: { requestsPerUserAndMinute: 200 } });
    user = await signUp(relay, 1);
  });
  afterAll(() => relay.close());

  const raw = (path: string, body: string, type = 'application/json'): Promise<Answer> =>
    relay.send(`/api/v1${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${user.token}`, 'content-type': type },
      body,
    });
  const pointers = ({ body }: Answer): string[] =>
    (problem.parse(body).errors ?? []).map(({ pointer }) => pointer);
  const runs = () => relay.database.query('SELECT 1 FROM runs');

  it('gets 400 with a pointer to each place and changes nothing', async () => {
    const body = {
      ...startMessage(relay.clock.nowMs),
      sequence: -1,
      trigger: 'whim',
      subject: 'secret',
      'a/b~c': 1,
    };
    const answer = await relay.call(user.token, 'PUT', `/me/runs/${randomUUID()}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(pointers(answer).sort()).toEqual(['/a~1b~0c', '/sequence', '/subject', '/trigger']);
    expect(answer.text).not.toContain('secret');
    expect(await runs()).toEqual([]);
  });

  it('gets pointers into lists', async () => {
    const message = finishMessage(relay.clock.nowMs, {
      failures: [failure('aaaaaaaa'), failure('NOT A KEY')],
    });
    expect(pointers(await relay.call(user.token, 'PUT', `/me/runs/${randomUUID()}`, message))).toEqual([
      '/failures/1/recordKey',
    ]);
  });

  it.each([
    ['{"runner":', 400],
    ['', 400],
    ['[]', 400],
    ['null', 400],
    ['"text"', 400],
    ['{"__proto__":{"isAdministrator":true}}', 400],
  ])('gets 400 for the body %s', async (body, status) => {
    const answer = await raw('/me', body);
    expect(answer.status).toBe(status);
    expect(problem.parse(answer.body)).toMatchObject({ code: 'validation-failed', status });
  });

  it('gets 415 for a body that is no JSON', async () => {
    expect(await raw('/me', '<xml/>', 'text/xml')).toMatchObject({
      status: 415,
      body: { code: 'validation-failed' },
    });
  });

  it('gets 413 for a body of more than 256 kB, and more than 1 MB for a report', async () => {
    const large = JSON.stringify({ ...signUpBody(), filler: 'x'.repeat(300_000) });
    expect(await raw('/me', large)).toMatchObject({ status: 413, body: { code: 'too-large' } });
    const path = `/me/runs/${randomUUID()}`;
    expect((await raw(path, JSON.stringify({ filler: 'x'.repeat(300_000) }))).status).toBe(400);
    expect((await raw(path, JSON.stringify({ filler: 'x'.repeat(1_100_000) }))).status).toBe(413);
  });

  it.each(['\0', '\ud800'])('gets 400 for a character that cannot be stored (%j)', async (character) => {
    const answer = await relay.call(user.token, 'PUT', '/me', signUpBody({ clientVersion: `1${character}` }));
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual(['/clientVersion']);
    const query = await relay.call(await relay.administrator(), 'GET', '/users?q=a%00');
    expect(pointers(query)).toEqual(['/q']);
  });

  it('gets 404 as problem details for an unknown path, with the request id of the log', async () => {
    const answer = await relay.call(user.token, 'GET', '/nothing');
    expect(problem.parse(answer.body)).toMatchObject({ code: 'not-found', status: 404 });
    expect(answer.headers.get('x-request-id')).toBe(problem.parse(answer.body).requestId);
    expect((await relay.send('/api/v1/users/%E0%A4%A')).status).toBeLessThan(500);
  });

  it('stores text fields as they are, whatever SQL or markup they hold', async () => {
    const nasty = `Robert'); DROP TABLE user_status; -- <script>alert(1)</script> {"$ne":1}`;
    await relay.call(user.token, 'PUT', '/me', signUpBody({ salesDisplayName: nasty, salesUserName: nasty }));
    expect((await relay.call(user.token, 'GET', '/me')).body).toMatchObject({
      displayName: nasty,
      salesUserName: nasty,
    });
  });

  it('gets 429 with Retry-After beyond the user’s limit, and others go on', async () => {
    const other = await signUp(relay, 2);
    const answers = await Promise.all(
      Array.from({ length: 201 }, () => relay.call(other.token, 'GET', '/me')),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ body: { code: 'rate-limited' } });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await relay.call(user.token, 'GET', '/me')).status).toBe(200);
  });
});
