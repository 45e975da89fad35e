import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedDatabase } from '../../src/database/embedded-database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { migrations } from '../../src/relay/migrations/migrations.ts';
import { openEmptyDatabase, openRelayDatabase } from '../support/relay-database.ts';

describe('migrate', () => {
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    database = await openRelayDatabase();
  });
  afterAll(() => database.close());

  it('runs nothing on a database that has everything', async () => {
    await expect(migrate(database, migrations)).resolves.toEqual([]);
  });

  it('runs the missing ones in order and remembers them', async () => {
    const next = migrations.length + 1;
    const more = [
      { number: next, name: 'one', script: 'CREATE TABLE one (a int)' },
      { number: next + 1, name: 'two', script: 'ALTER TABLE one ADD b int' },
    ];
    await expect(migrate(database, [...migrations, ...more])).resolves.toEqual([next, next + 1]);
    await expect(migrate(database, [...migrations, ...more])).resolves.toEqual([]);
  });

  it('gives each migration the time it needs, and statements after them no more than before', async () => {
    const limited = await openRelayDatabase();
    await limited.query("SET statement_timeout = '30s'");
    const limits = `CREATE TABLE limits AS SELECT current_setting('statement_timeout') AS most`;
    await migrate(limited, [
      ...migrations,
      { number: migrations.length + 1, name: 'limits', script: limits },
    ]);
    await expect(limited.query('SELECT most FROM limits')).resolves.toEqual([{ most: '0' }]);
    await expect(limited.query('SHOW statement_timeout')).resolves.toEqual([{ statement_timeout: '30s' }]);
    await limited.close();
  });

  it('refuses a database of a newer version', async () => {
    await expect(migrate(database, migrations)).rejects.toThrow('newer version');
  });

  it('refuses a database with another history', async () => {
    const other = [{ number: 1, name: 'start', script: 'SELECT 1' }, ...migrations];
    await expect(migrate(database, [...other, ...other, ...other])).rejects.toThrow(
      'not the one of this version',
    );
  });
});

describe('migrate of an older database', () => {
  it('gives those who are on the roster the words they are searched by', async () => {
    const database = await openEmptyDatabase();
    await migrate(database, migrations.slice(0, 7));
    const key = [randomUUID(), randomUUID()];
    await database.query(
      `INSERT INTO user_profile (tenant_id, user_id, display_name, email, email_key, search_text, signed_up_ms)
       VALUES ($1::uuid, $2::uuid, 'Ana', 'ana@c.example', 'ana@c.example', ' ana ana@c.example', 1)`,
      key,
    );
    await database.query(
      `INSERT INTO user_status (tenant_id, user_id, sort_name, signed_up_ms, microsoft_since_ms, sales_since_ms)
       VALUES ($1::uuid, $2::uuid, 'ana', 1, 1, 1)`,
      key,
    );
    await migrate(database, migrations);
    await expect(database.query('SELECT search_text FROM user_status')).resolves.toEqual([
      { search_text: ' ana ana@c.example' },
    ]);
    await database.close();
  });
});

describe('migrate of a database from before names were kept', () => {
  it('takes the names of users who are gone from what was sent to them last', async () => {
    const database = await openEmptyDatabase();
    await migrate(database, migrations.slice(0, 8));
    const [tenantId, userId] = [randomUUID(), randomUUID()];
    for (const [name, sentMs] of [
      ['Ana R.', 1],
      ['Ana RUIZ', 2],
    ] as const)
      await database.query(
        `INSERT INTO commands (tenant_id, command_id, batch_id, user_id, display_name, kind, state, sent_ms)
         VALUES ($1::uuid, gen_random_uuid(), gen_random_uuid(), $2::uuid, $3::text, 'delete', 'done', $4::bigint)`,
        [tenantId, userId, name, sentMs],
      );
    await migrate(database, migrations);
    await expect(
      database.query('SELECT user_id, display_name, search_text, deleted_ms FROM deleted_names'),
    ).resolves.toEqual([
      { user_id: userId, display_name: 'Ana RUIZ', search_text: ' ana ruiz', deleted_ms: 2 },
    ]);
    await database.close();
  });
});

describe('migrate of a database of the first version', () => {
  it('[A6] keeps its leases, and believes no success of theirs to have begun at any time', async () => {
    const database = await openEmptyDatabase();
    await migrate(database, migrations.slice(0, 1));
    const key = [randomUUID(), randomUUID()];
    await database.query(
      `INSERT INTO leases (tenant_id, user_id, epoch, store_id, runner, expires_ms, is_new_store)
       VALUES ($1::uuid, $2::uuid, 7, 'store-aaaa', 'pane', 1, true)`,
      key,
    );
    await migrate(database, migrations);
    await expect(
      database.query(
        `SELECT l.epoch, l.since_epoch, l.is_new_store, g.store_id, g.granted_ms
         FROM leases l JOIN lease_grants g USING (tenant_id, user_id, epoch)
         WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
        key,
      ),
    ).resolves.toEqual([
      { epoch: 7, since_epoch: 7, is_new_store: true, store_id: 'store-aaaa', granted_ms: 0 },
    ]);
    await database.close();
  });
});

describe('migrate of several', () => {
  it('leaves nothing behind when one of them fails', async () => {
    const database = await openRelayDatabase();
    const next = migrations.length + 1;
    const broken = [
      { number: next, name: 'good', script: 'CREATE TABLE good (a int)' },
      { number: next + 1, name: 'bad', script: 'CREATE TABLE good (a int)' },
    ];
    await expect(migrate(database, [...migrations, ...broken])).rejects.toThrow('already exists');
    await expect(database.query("SELECT to_regclass('good') AS found")).resolves.toEqual([{ found: null }]);
    await database.close();
  });
});

describe('migrate of a database from before a person could be told to have switched sync off', () => {
  it('disables by the user whose own choice has contacts off, and nobody else', async () => {
    const database = await openEmptyDatabase();
    await migrate(database, migrations.slice(0, 9));
    const tenantId = randomUUID();
    const add = async (name: string, kinds: readonly object[], isEnabled = true): Promise<void> => {
      const userId = randomUUID();
      await database.query(
        `INSERT INTO user_status (tenant_id, user_id, sort_name, search_text, signed_up_ms, microsoft_since_ms,
           sales_since_ms, is_enabled, disabled_by)
         VALUES ($1::uuid, $2::uuid, $3::text, '', 1, 1, 1, $4::boolean, CASE WHEN $4 THEN NULL ELSE 'administrator' END)`,
        [tenantId, userId, name, isEnabled],
      );
      await database.query(
        'INSERT INTO user_detail (tenant_id, user_id, settings) VALUES ($1::uuid, $2::uuid, $3::jsonb)',
        [tenantId, userId, kinds.length === 0 ? null : JSON.stringify({ kinds })],
      );
    };
    const off = { kind: 'contact', isOn: false, setBy: 'user' };
    await add('off', [off]);
    await add('on', [{ ...off, isOn: true }]);
    await add('noted', [{ ...off, setBy: 'organisation' }]);
    await add('stopped', [off], false);
    await add('unasked', []);
    await migrate(database, migrations);
    await expect(
      database.query(
        'SELECT sort_name, disabled_by FROM user_status WHERE NOT is_enabled ORDER BY sort_name',
      ),
    ).resolves.toEqual([
      { sort_name: 'off', disabled_by: 'user' },
      { sort_name: 'stopped', disabled_by: 'administrator' },
    ]);
    await database.close();
  });
});
