// What a server does for itself and PGlite does not: checkpoints before the write-ahead log fills the disk, vacuum and
// statistics of the hot tables, and no write when the disk is nearly full (a full log hangs the process).

import { statfs } from 'node:fs/promises';
import { SqlError } from './sql-database.ts';

export interface UpkeepOptions {
  /** null: in memory, nothing to guard */
  readonly directory: string | null;
  readonly hotTables: readonly string[];
  /** bytes that must stay free; below it writes are refused */
  readonly minimumFreeBytes: number;
  /** how far the log may grow between two checkpoints */
  readonly checkpointBytes: number;
  /** one statement outside of any transaction */
  run(statement: string): Promise<readonly object[]>;
}

export interface Upkeep {
  /** Throws SqlError `storage-full`. Asks the file system at most once a second. */
  refuseWhenFull(): Promise<void>;
  /** After a committed write, with the number of rows it changed. */
  afterWrite(rows: number): Promise<void>;
}

/** 96 MB: six segments. More only costs disk and a longer recovery, less makes progress reports wait for checkpoints. */
export const defaultCheckpointBytes = 96 * 1024 * 1024;
export const vacuumRows = 20_000;
/** Without statistics the planner takes every table for one row and joins hundreds by nested scans: seconds, not ms. */
const firstAnalyzeRows = 50;
/** the position of the log is asked for once per this many writes */
const writesPerLook = 40;
const diskLookMs = 1_000;

export function createUpkeep(options: UpkeepOptions): Upkeep {
  let checkpointedAt = 0;
  let writes = 0;
  let rowsSinceVacuum = 0;
  let analyzeAtRows = firstAnalyzeRows;
  let looked = { atMs: 0, freeBytes: Number.POSITIVE_INFINITY };

  async function checkpointIfLong(): Promise<void> {
    const position = await logPosition(options);
    if (checkpointedAt === 0) checkpointedAt = position;
    if (position - checkpointedAt < options.checkpointBytes) return;
    await options.run('CHECKPOINT');
    checkpointedAt = await logPosition(options);
  }

  async function freeBytes(directory: string): Promise<number> {
    const atMs = performance.now();
    if (looked.atMs === 0 || atMs - looked.atMs > diskLookMs) {
      const { bavail, bsize } = await statfs(directory);
      looked = { atMs, freeBytes: bavail * bsize };
    }
    return looked.freeBytes;
  }

  return {
    async refuseWhenFull() {
      if (options.directory === null) return;
      if ((await freeBytes(options.directory)) < options.minimumFreeBytes)
        throw new SqlError('storage-full', 'the disk of the data directory is nearly full');
    },
    async afterWrite(rows) {
      rowsSinceVacuum += rows;
      writes += 1;
      if (writes % writesPerLook === 1) await checkpointIfLong();
      if (rowsSinceVacuum >= vacuumRows) {
        rowsSinceVacuum = 0;
        for (const table of options.hotTables) await options.run(`VACUUM (ANALYZE) ${table}`);
      } else if (rowsSinceVacuum >= analyzeAtRows) {
        analyzeAtRows *= 4;
        for (const table of options.hotTables) await options.run(`ANALYZE ${table}`);
      }
    },
  };
}

async function logPosition(options: UpkeepOptions): Promise<number> {
  const [row] = await options.run(
    "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS bytes",
  );
  return row !== undefined && 'bytes' in row && typeof row.bytes === 'number' ? row.bytes : 0;
}
