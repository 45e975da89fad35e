// The search as the relay's role asks it, on both engines: through the trigram index, and never beyond its own tenant.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../../src/database/migrate.ts';
import { openPostgresDatabase } from '../../../src/database/postgres-database.ts';
import type { SqlDatabase, SqlTransaction } from '../../../src/database/sql-database.ts';
import { migrations } from '../../../src/relay/migrations/migrations.ts';
import { createTenantSql } from '../../../src/relay/tenant-sql.ts';
import { openRelayDatabase } from '../../support/relay-database.ts';
import { startPostgres } from '../../support/relay-postgres.ts';
import { seedId, seedUsers } from '../../support/relay-seed.ts';
import { otherTenantId, tenantId } from '../../support/relay-tokens.ts';

const server = await startPostgres(46_613);

afterAll(async () => {
  await server?.stop();
});

describeSearch('PGlite', openRelayDatabase);
if (server === null)
  it.skip('search on PostgreSQL: skipped, no DATABASE_URL and no local server', () => undefined);
else
  describeSearch('PostgreSQL', async () => {
    const database = await openPostgresDatabase({
      connectionString: server.url,
      onConnectionError: () => undefined,
    });
    await migrate(database, migrations);
    return database;
  });

function describeSearch(name: string, open: () => Promise<SqlDatabase>): void {
  describe(`search on ${name}`, () => {
    let database: SqlDatabase;
    beforeAll(async () => {
      database = await open();
      const users = Array.from({ length: 2_000 }, (_, n) => ({
        id: seedId(n),
        name: n === 7 ? 'Ximena Quispe' : `Person ${n}`,
        email: `person${n}@contoso.example`,
      }));
      await seedUsers(database, users);
      await database.query('VACUUM ANALYZE user_profile');
    });
    afterAll(() => database.close());

    const found = (sql: SqlTransaction) => sql.query("SELECT id FROM find_users('%quispe%', 2001) AS id");
    const indexScans = async (): Promise<number> => {
      await database.query('SELECT pg_stat_force_next_flush()');
      const [row] = await database.query<{ scans: number }>(
        `SELECT idx_scan AS scans FROM pg_stat_user_indexes WHERE indexrelname = 'user_profile_search'`,
      );
      return row?.scans ?? 0;
    };

    it('goes through the trigram index, which row-level security keeps from a statement of the role', async () => {
      const own = createTenantSql(database);
      const planned = async (sql: SqlTransaction): Promise<string> => {
        await sql.query('SET LOCAL enable_seqscan = off');
        const search = "EXPLAIN SELECT user_id FROM user_profile WHERE search_text LIKE '%quispe%'";
        return JSON.stringify(await sql.query(search));
      };
      expect(await own.read(tenantId, planned)).not.toContain('user_profile_search');
      expect(await database.transaction({ access: 'read' }, planned)).toContain('user_profile_search');
      const before = await indexScans();
      await expect(
        own.read(tenantId, async (sql) => {
          // two thousand users are as quickly read one by one
          await sql.query('SET LOCAL enable_seqscan = off');
          const rows = await found(sql);
          // PostgreSQL has many connections: this one tells its counts when it ends its transaction
          await sql.query('SELECT pg_stat_force_next_flush()');
          return rows;
        }),
      ).resolves.toEqual([{ id: seedId(7) }]);
      expect(await indexScans()).toBe(before + 1);
    });

    it('finds nobody for another tenant, or for none', async () => {
      await expect(createTenantSql(database).read(otherTenantId, found)).resolves.toEqual([]);
      await expect(database.transaction({ access: 'read', role: 'relay_app' }, found)).resolves.toEqual([]);
    });

    it.each(['relay_flusher', 'relay_keeper'])('is not for %s', async (role) => {
      const refused = database.transaction(
        { access: 'read', role, settings: { 'relay.tenant_id': tenantId } },
        found,
      );
      await expect(refused).rejects.toThrow(/permission denied/);
    });
  });
}
