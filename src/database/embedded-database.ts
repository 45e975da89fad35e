// PostgreSQL inside this process (PGlite), files below one directory or, without a directory, in memory.
// It never calls fsync: it survives a killed process, but a power cut may lose the last writes.

import { setImmediate as turn } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import type { Transaction } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { lockDirectory } from './directory-lock.ts';
import { clusterDirectory, inspectDirectory, markReady, prepareDirectory } from './embedded-directory.ts';
import { createUpkeep, defaultCheckpointBytes } from './embedded-upkeep.ts';
import type { Upkeep } from './embedded-upkeep.ts';
import { createLocalChannels } from './local-channels.ts';
import type { LocalChannels } from './local-channels.ts';
import { scopeScript } from './scope-script.ts';
import type { SqlDatabase, SqlTransaction, SqlValue, TransactionScope } from './sql-database.ts';
import { toSqlError, translated } from './sql-error.ts';
import { createTransactionGuard } from './transaction-guard.ts';

export interface EmbeddedOptions {
  /** absent: in memory */
  readonly directory?: string;
  /** content to start from, as `dump` made it; in memory only */
  readonly content?: Blob;
  /** tables that get many updates: vacuumed by us */
  readonly hotTables: readonly string[];
  /** default 256 MB: the log may grow by 96 MB between two checkpoints, and a vacuum writes too */
  readonly minimumFreeBytes?: number;
  /** default 96 MB: how far the log may grow between two checkpoints */
  readonly checkpointBytes?: number;
}

export interface EmbeddedDatabase extends SqlDatabase {
  /** the whole content, to start another one from */
  dump(): Promise<Blob>;
}

const defaultMinimumFreeBytes = 256 * 1024 * 1024;
const int8 = 20;
const parsers = { [int8]: Number };

/** Throws with a sentence for the operator when the directory is foreign, damaged or in use. */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  if (options.directory === undefined) return wrap(await start(options.content), options, releaseNothing);
  const { directory } = options;
  await inspectDirectory(directory);
  const lock = await lockDirectory(directory);
  try {
    const state = await inspectDirectory(directory);
    await prepareDirectory(directory, state);
    const engine = await startIn(directory);
    await markReady(directory);
    return wrap(engine, options, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function start(content: Blob | undefined): Promise<PGlite> {
  return PGlite.create({
    extensions: { pg_trgm },
    parsers,
    ...(content === undefined ? {} : { loadDataDir: content }),
  });
}

async function startIn(directory: string): Promise<PGlite> {
  try {
    return await PGlite.create({ dataDir: clusterDirectory(directory), extensions: { pg_trgm }, parsers });
  } catch (error) {
    throw new Error(`The database in ${directory} does not start; it may be damaged.`, { cause: error });
  }
}

async function releaseNothing(): Promise<void> {
  // in memory there is no lock
}

function wrap(engine: PGlite, options: EmbeddedOptions, release: () => Promise<void>): EmbeddedDatabase {
  const guard = createTransactionGuard();
  const channels = createLocalChannels();
  const run = async (statement: string): Promise<readonly object[]> =>
    (await engine.query<object>(statement)).rows;
  const upkeep = createUpkeep({
    directory: options.directory ?? null,
    hotTables: options.hotTables,
    minimumFreeBytes: options.minimumFreeBytes ?? defaultMinimumFreeBytes,
    checkpointBytes: options.checkpointBytes ?? defaultCheckpointBytes,
    run,
  });
  return {
    engine: 'embedded',
    async query<Row extends object>(text: string, values: readonly SqlValue[] = []) {
      guard.check();
      try {
        const { rows, affectedRows } = await engine.query<Row>(text, [...values]);
        if (affectedRows !== undefined && affectedRows > 0) await upkeep.afterWrite(affectedRows);
        return rows;
      } catch (error) {
        throw toSqlError(error);
      }
    },
    async transaction(scope, work) {
      guard.check();
      return transact({ engine, channels, upkeep }, scope, (sql) => guard.enter(() => work(sql)));
    },
    async listen(channel, listener) {
      return channels.listen(channel, listener);
    },
    dump: () => engine.dumpDataDir('none'),
    async close() {
      await engine.close();
      await release();
    },
  };
}

interface Parts {
  readonly engine: PGlite;
  readonly channels: LocalChannels;
  readonly upkeep: Upkeep;
}

async function transact<Result>(
  { engine, channels, upkeep }: Parts,
  scope: TransactionScope,
  work: (sql: SqlTransaction) => Promise<Result>,
): Promise<Result> {
  const isWrite = scope.access === 'write';
  if (isWrite) await upkeep.refuseWhenFull();
  const done: Done = { notifications: [], rows: 0 };
  try {
    const result = await engine.transaction(async (transaction) => {
      await transaction.exec(scopeScript(scope));
      return work(rowsOf(transaction, done));
    });
    if (isWrite) {
      for (const [channel, payload] of done.notifications) channels.send(channel, payload);
      await upkeep.afterWrite(done.rows);
      // everything above ran without giving way: timers and sockets of this process had to wait
      await turn();
    }
    return result;
  } catch (error) {
    throw translated(error);
  }
}

interface Done {
  readonly notifications: [channel: string, payload: string][];
  rows: number;
}

function rowsOf(transaction: Transaction, done: Done): SqlTransaction {
  return {
    async query<Row extends object>(text: string, values: readonly SqlValue[] = []) {
      const { rows, affectedRows } = await transaction.query<Row>(text, [...values]);
      done.rows += affectedRows ?? 0;
      return rows;
    },
    async execute(script) {
      await transaction.exec(script);
    },
    notify(channel, payload) {
      done.notifications.push([channel, payload]);
      return Promise.resolve();
    },
  };
}
