// What every SqlDatabase must do, whichever engine is behind it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SqlDatabase } from '../../src/database/sql-database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { migrations } from '../../src/relay/migrations/migrations.ts';

const gate = (): { readonly opened: Promise<void>; open(): void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

export function describeSqlDatabase(name: string, start: () => Promise<SqlDatabase>): void {
  describe(`SqlDatabase on ${name}`, () => {
    let database: SqlDatabase;
    beforeAll(async () => {
      database = await start();
      await database.query('CREATE TABLE IF NOT EXISTS numbers (n bigint PRIMARY KEY, what jsonb)');
    });
    afterAll(() => database.close());

    const numbers = async (): Promise<number[]> =>
      (await database.query<{ n: number }>('SELECT n FROM numbers ORDER BY n')).map(({ n }) => n);

    it('reads 64-bit integers as numbers, JSON as values and NULL as null', async () => {
      const rows = await database.query(
        `SELECT $1::bigint AS big, $2::jsonb AS json, $3::text AS nothing, $4::boolean AS yes, count(*) AS many
         FROM generate_series(1, 3)`,
        [9_007_199_254_740_991, JSON.stringify({ a: [1, null] }), null, true],
      );
      expect(rows).toEqual([
        { big: 9_007_199_254_740_991, json: { a: [1, null] }, nothing: null, yes: true, many: 3 },
      ]);
    });

    it('commits what the work did, or nothing when it throws', async () => {
      await database.transaction({ access: 'write' }, (sql) =>
        sql.query('INSERT INTO numbers VALUES (1::bigint, NULL)'),
      );
      const failing = database.transaction({ access: 'write' }, async (sql) => {
        await sql.query('INSERT INTO numbers VALUES (2::bigint, NULL)');
        throw new RangeError('on purpose');
      });
      await expect(failing).rejects.toThrow(RangeError);
      await expect(numbers()).resolves.toEqual([1]);
    });

    it('goes on after a failed statement, and names the kind of failure', async () => {
      const twice = (): Promise<unknown> =>
        database.transaction({ access: 'write' }, (sql) =>
          sql.query('INSERT INTO numbers VALUES (1::bigint, NULL)'),
        );
      await expect(twice()).rejects.toMatchObject({ name: 'SqlError', code: 'unique-violation' });
      await expect(database.query('SELECT nonsense')).rejects.toMatchObject({
        name: 'SqlError',
        code: 'failed',
      });
      await expect(numbers()).resolves.toEqual([1]);
    });

    it('writes nothing in a transaction that only reads', async () => {
      const writing = database.transaction({ access: 'read' }, (sql) => sql.query('DELETE FROM numbers'));
      await expect(writing).rejects.toThrow(/read-only/);
    });

    it('refuses a bare query and a second transaction inside a transaction instead of waiting for ever', async () => {
      const inside = (work: () => Promise<unknown>) => database.transaction({ access: 'read' }, work);
      await expect(inside(() => database.query('SELECT 1'))).rejects.toThrow(/inside a transaction/);
      await expect(inside(() => inside(() => Promise.resolve()))).rejects.toThrow(/inside a transaction/);
    });

    it('delivers a notification after the commit and never without it', async () => {
      const heard: string[] = [];
      const arrived = gate();
      const stop = await database.listen('numbers_changed', {
        onPayload(payload) {
          heard.push(payload);
          if (payload === 'last') arrived.open();
        },
        onResume: () => undefined,
      });
      const send = (payload: string, fails: boolean): Promise<void> =>
        database.transaction({ access: 'write' }, async (sql) => {
          await sql.notify('numbers_changed', payload);
          expect(heard).not.toContain(payload);
          if (fails) throw new Error('rolled back');
        });
      await send('first', false);
      await expect(send('lost', true)).rejects.toThrow('rolled back');
      await send('last', false);
      await arrived.opened;
      expect(heard).toEqual(['first', 'last']);
      await stop();
      await send('unheard', false);
      expect(heard).not.toContain('unheard');
    });

    it('acts under a role and with settings for one transaction only', async () => {
      await migrate(database, migrations);
      const scope = {
        access: 'read',
        role: 'relay_app',
        settings: { 'relay.tenant_id': "o'clock" },
      } as const;
      const who = "SELECT current_user::text AS who, current_setting('relay.tenant_id', true) AS tenant";
      const inside = await database.transaction(scope, (sql) => sql.query(who));
      expect(inside).toEqual([{ who: 'relay_app', tenant: "o'clock" }]);
      const [after] = await database.query<{ who: string; tenant: string | null }>(who);
      expect(after?.who).not.toBe('relay_app');
      expect(after?.tenant ?? '').toBe('');
    });

    it('migrates from empty, once, also when two processes start together', async () => {
      await expect(
        Promise.all([migrate(database, migrations), migrate(database, migrations)]),
      ).resolves.toEqual([[], []]);
    });

    it('runs transactions side by side without mixing them', async () => {
      const insert = (n: number): Promise<unknown> =>
        database.transaction({ access: 'write' }, async (sql) => {
          await sql.query('INSERT INTO numbers VALUES ($1::bigint, NULL)', [n]);
          await sql.query('INSERT INTO numbers VALUES ($1::bigint, NULL)', [n + 1]);
          if (n % 20 === 0) throw new Error('every second one fails');
        });
      await Promise.allSettled(Array.from({ length: 10 }, (_, index) => insert(100 + index * 10)));
      await expect(numbers()).resolves.toEqual([1, 110, 111, 130, 131, 150, 151, 170, 171, 190, 191]);
    });
  });
}
