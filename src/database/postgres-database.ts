// A PostgreSQL server (15 or newer) by its connection URL, for any number of relay processes.

import pg from 'pg';
import type { PoolClient } from 'pg';
import { listenOnPostgres } from './postgres-listener.ts';
import { scopeScript } from './scope-script.ts';
import type { SqlDatabase, SqlTransaction, SqlValue, TransactionScope } from './sql-database.ts';
import { toSqlError, translated } from './sql-error.ts';
import { createTransactionGuard } from './transaction-guard.ts';

export interface PostgresOptions {
  readonly connectionString: string;
  /** default 10 */
  readonly connections?: number;
  /** what goes wrong on idle connections; they are replaced */
  onConnectionError(error: Error): void;
}

const int8 = 20;
const minimumVersion = 150_000;
const types = new pg.TypeOverrides();
types.setTypeParser(int8, Number);

/** Throws SqlError `unavailable` when the server cannot be reached, and a sentence when it is too old. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<SqlDatabase> {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    application_name: 'sales-sync-relay',
    types,
  });
  pool.on('error', (error) => options.onConnectionError(error));
  try {
    await refuseOldServer(pool);
  } catch (error) {
    await pool.end();
    throw toSqlError(error);
  }
  const guard = createTransactionGuard();
  return {
    engine: 'postgres',
    async query<Row extends object>(text: string, values: readonly SqlValue[] = []) {
      guard.check();
      try {
        return (await pool.query<Row>(text, [...values])).rows;
      } catch (error) {
        throw toSqlError(error);
      }
    },
    async transaction(scope, work) {
      guard.check();
      return transact(pool, scope, (sql) => guard.enter(() => work(sql)));
    },
    listen: (channel, listener) =>
      listenOnPostgres(
        { connectionString: options.connectionString, channel, listener },
        options.onConnectionError,
      ),
    close: () => pool.end(),
  };
}

async function refuseOldServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  const version = rows[0]?.version ?? 0;
  if (version < minimumVersion)
    throw new Error(
      `PostgreSQL 15 or newer is needed, the server is ${String(Math.floor(version / 10_000))}.`,
    );
}

async function transact<Result>(
  pool: pg.Pool,
  scope: TransactionScope,
  work: (sql: SqlTransaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toSqlError(error);
  });
  let broken: Error | undefined;
  try {
    await client.query(`BEGIN; ${scopeScript(scope)}`);
    const result = await work(rowsOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = toSqlError(failure);
    });
    throw translated(error);
  } finally {
    client.release(broken);
  }
}

function rowsOf(client: PoolClient): SqlTransaction {
  return {
    async query<Row extends object>(text: string, values: readonly SqlValue[] = []) {
      return (await client.query<Row>(text, [...values])).rows;
    },
    async execute(script) {
      await client.query(script);
    },
    async notify(channel, payload) {
      await client.query('SELECT pg_notify($1::text, $2::text)', [channel, payload]);
    },
  };
}
