import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPostgresDatabase } from '../../src/database/postgres-database.ts';
import type { SqlDatabase } from '../../src/database/sql-database.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';
import { signUpBody, startMessage } from '../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../support/relay-people.ts';
import { startPostgres } from '../support/relay-postgres.ts';
import { openStream } from '../support/relay-stream.ts';
import { person } from '../support/relay-tokens.ts';

const server = await startPostgres(46_612);
afterAll(() => server?.stop());

if (server === null) it.skip('two relays: skipped, no DATABASE_URL and no local PostgreSQL', () => undefined);
else
  describe('two relays on one PostgreSQL', () => {
    let one: TestRelay;
    let two: TestRelay;
    let admin: string;
    beforeAll(async () => {
      const open = (): Promise<SqlDatabase> =>
        openPostgresDatabase({ connectionString: server.url, onConnectionError: () => undefined });
      const databases = await Promise.all([open(), open()]);
      one = await startTestRelay({ database: databases[0] });
      two = await startTestRelay({ database: databases[1], issuers: [one.issuer.trusted] });
      admin = await one.administrator();
    });
    afterAll(async () => {
      await one.close();
      await two.close();
    });

    it('show at one what was reported to the other', async () => {
      const stream = await openStream(two, admin, '/events');
      await stream.next(({ data }) => data.type === 'cards');
      const ana = await signUp(one, 1, { name: 'Ana Ruiz' });
      const rows = await stream.next(({ data }) => data.type === 'users');
      expect(rows.data).toMatchObject({ rows: [{ id: ana.id, displayName: 'Ana Ruiz' }] });
      await finishRun(one, ana, { outcome: 'failed', cause: 'malformed' });
      expect((await two.call(admin, 'GET', '/users?card=failed&q=ruiz')).body).toMatchObject({ total: 1 });
      stream.close();
    });

    it('deliver a command that one took to a runner that the other holds', async () => {
      const ben = await signUp(one, 2);
      const stream = await openStream(two, ben.token, '/me/events?runner=pane');
      await sendCommand(one, admin, { kind: 'sync-now', selection: { by: 'ids', ids: [ben.id] } });
      const pushed = await stream.next(({ data }) => data.type === 'command');
      expect(pushed.data).toMatchObject({ command: { kind: 'sync-now' } });
      stream.close();
    });

    it('never grant one lease twice', async () => {
      const cai = await signUp(one, 3);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 === 0 ? one : two).call(cai.token, 'POST', '/me/lease', {
            storeId: `store-${n}000`,
            runner: 'worker',
          }),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('give one run one number when both hear of it at once, and different runs different ones', async () => {
      const dee = await signUp(one, 4);
      const runId = randomUUID();
      const put = (relay: TestRelay, id: string, sequence: number) =>
        relay.call(dee.token, 'PUT', `/me/runs/${id}`, startMessage(relay.clock.nowMs, { sequence }));
      const same = await Promise.all([
        put(one, runId, 0),
        put(two, runId, 0),
        put(one, runId, 1),
        put(two, runId, 2),
      ]);
      expect(same.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const numbers = new Set(
        same.map(({ body }) => (body as { transactionNumber: number }).transactionNumber),
      );
      expect(numbers.size).toBe(1);
      const others = await Promise.all(
        Array.from({ length: 20 }, (_, n) => put(n % 2 === 0 ? one : two, randomUUID(), 0)),
      );
      expect(
        new Set(others.map(({ body }) => (body as { transactionNumber: number }).transactionNumber)).size,
      ).toBe(20);
    });

    it('make one row of many first sign-ups', async () => {
      const token = await one.runner(person(5));
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          (n % 2 === 0 ? one : two).call(token, 'PUT', '/me', signUpBody()),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(6).fill(200));
      expect(new Set(answers.map(({ body }) => (body as { userId: string }).userId)).size).toBe(1);
    });
  });
