import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it } from '@jest/globals';
import { openEmbeddedDatabase } from '../../src/database/embedded-database.ts';
import { openPostgresDatabase } from '../../src/database/postgres-database.ts';
import { openEmptyDatabase } from '../support/relay-database.ts';
import { startPostgres } from '../support/relay-postgres.ts';
import { describeSqlDatabase } from '../support/relay-sql-suite.ts';

const directory = mkdtempSync(join(tmpdir(), 'embedded-'));
const server = await startPostgres(46_611);

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server?.stop();
});

describeSqlDatabase('PGlite in memory', () => openEmptyDatabase());
describeSqlDatabase('PGlite in a directory', () =>
  openEmbeddedDatabase({ directory: join(directory, 'relay'), hotTables: [], minimumFreeBytes: 0 }),
);
if (server === null)
  it.skip('SqlDatabase on PostgreSQL: skipped, no DATABASE_URL and no local server', () => undefined);
else
  describeSqlDatabase('PostgreSQL', () =>
    openPostgresDatabase({ connectionString: server.url, onConnectionError: () => undefined }),
  );
