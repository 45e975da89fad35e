// Numbered migrations, forward only, all that are missing in one transaction under a lock, so that two processes that
// start together do not run one twice. A database of a newer version, or of another history, is refused untouched.

import { createHash } from 'node:crypto';
import type { SqlDatabase, SqlTransaction } from './sql-database.ts';

export interface Migration {
  /** 1, 2, 3 …, without gaps */
  readonly number: number;
  readonly name: string;
  readonly script: string;
}

interface Applied {
  readonly number: number;
  readonly digest: string;
}

/** any number that no other program on the same server is likely to lock */
const lockKey = 7_310_440_021;

/** Answers the numbers that ran now. */
export async function migrate(database: SqlDatabase, migrations: readonly Migration[]): Promise<number[]> {
  return database.transaction({ access: 'write' }, async (sql) => {
    // Building an index of a million rows takes longer than any statement of a request may.
    await sql.execute('SET LOCAL statement_timeout = 0');
    await sql.query('SELECT pg_advisory_xact_lock($1::bigint)', [lockKey]);
    await sql.execute(`CREATE TABLE IF NOT EXISTS schema_migrations (
      number integer PRIMARY KEY,
      name text NOT NULL,
      digest text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now())`);
    const applied = await sql.query<Applied>('SELECT number, digest FROM schema_migrations ORDER BY number');
    refuseOtherHistory(applied, migrations);
    const missing = migrations.slice(applied.length);
    for (const migration of missing) await apply(sql, migration);
    return missing.map(({ number }) => number);
  });
}

function refuseOtherHistory(applied: readonly Applied[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length)
    throw new Error('The database was written by a newer version of the relay; start that version.');
  applied.forEach(({ number, digest }, index) => {
    const migration = migrations[index];
    if (migration === undefined || migration.number !== number || digestOf(migration) !== digest)
      throw new Error(`Migration ${number} of the database is not the one of this version.`);
  });
}

async function apply(sql: SqlTransaction, migration: Migration): Promise<void> {
  await sql.execute(migration.script);
  await sql.query(
    'INSERT INTO schema_migrations (number, name, digest) VALUES ($1::int, $2::text, $3::text)',
    [migration.number, migration.name, digestOf(migration)],
  );
}

function digestOf({ script }: Migration): string {
  return createHash('sha256').update(script).digest('hex').slice(0, 16);
}
