import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createUpkeep, defaultCheckpointBytes, vacuumRows } from '../../src/database/embedded-upkeep.ts';
import { openEmbeddedDatabase } from '../../src/database/embedded-database.ts';
import { openEmptyDatabase } from '../support/relay-database.ts';

/** An engine whose log grows as the test says. */
function fakeEngine() {
  const ran: string[] = [];
  const log = { bytes: 1 };
  return {
    ran,
    log,
    run: (statement: string): Promise<readonly object[]> => {
      if (statement.startsWith('SELECT')) return Promise.resolve([{ bytes: log.bytes }]);
      ran.push(statement);
      return Promise.resolve([]);
    },
  };
}

const upkeepOf = (engine: ReturnType<typeof fakeEngine>, minimumFreeBytes = 0) =>
  createUpkeep({
    directory: tmpdir(),
    hotTables: ['a', 'b'],
    minimumFreeBytes,
    checkpointBytes: defaultCheckpointBytes,
    run: engine.run,
  });

describe('the upkeep of the embedded database', () => {
  it('checkpoints when the log has grown by 96 MB, and not before', async () => {
    const engine = fakeEngine();
    const upkeep = upkeepOf(engine);
    const write = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await upkeep.afterWrite(0);
    };
    await write(1);
    engine.log.bytes += defaultCheckpointBytes - 1;
    await write(40);
    expect(engine.ran).toEqual([]);
    engine.log.bytes += 1;
    await write(40);
    expect(engine.ran).toEqual(['CHECKPOINT']);
    await write(40);
    expect(engine.ran).toEqual(['CHECKPOINT']);
  });

  it('reads statistics soon, then seldom, and vacuums about every 20,000 rows', async () => {
    const engine = fakeEngine();
    const upkeep = upkeepOf(engine);
    for (let n = 0; n < 210; n += 1) await upkeep.afterWrite(1);
    expect(engine.ran).toEqual(['ANALYZE a', 'ANALYZE b', 'ANALYZE a', 'ANALYZE b']);
    await upkeep.afterWrite(vacuumRows);
    expect(engine.ran.slice(4)).toEqual(['VACUUM (ANALYZE) a', 'VACUUM (ANALYZE) b']);
    await upkeep.afterWrite(vacuumRows - 13_000);
    expect(engine.ran.slice(6)).toEqual(['ANALYZE a', 'ANALYZE b']);
  });

  it('refuses writes while less is free than asked for', async () => {
    const engine = fakeEngine();
    await expect(upkeepOf(engine, Number.MAX_SAFE_INTEGER).refuseWhenFull()).rejects.toMatchObject({
      code: 'storage-full',
    });
    await expect(upkeepOf(engine).refuseWhenFull()).resolves.toBeUndefined();
  });

  it('keeps the real log short under many writes', async () => {
    const megabyte = 1024 * 1024;
    const database = await openEmptyDatabase({ hotTables: ['filler'], checkpointBytes: 16 * megabyte });
    // As many bytes as they are long: packed, it would take many times the rows for as long a log.
    await database.query('CREATE TABLE filler (id int PRIMARY KEY, text text)');
    await database.query('ALTER TABLE filler ALTER text SET STORAGE EXTERNAL');
    const redo = async (): Promise<number> => {
      const [row] = await database.query<{ bytes: number }>(
        'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), (pg_control_checkpoint()).redo_lsn)::float8 AS bytes',
      );
      return row?.bytes ?? 0;
    };
    let most = 0;
    for (let round = 0; round < 100; round += 1) {
      await database.transaction({ access: 'write' }, (sql) =>
        sql.query(
          `INSERT INTO filler SELECT n, repeat(md5(n::text || $1::text), 480) FROM generate_series(1, 50) n
           ON CONFLICT (id) DO UPDATE SET text = excluded.text`,
          [String(round)],
        ),
      );
      most = Math.max(most, await redo());
    }
    await database.close();
    // It looks once per 40 writes, which are some 30 MB; all of them are more than 70.
    expect(most).toBeGreaterThan(16 * megabyte);
    expect(most).toBeLessThan(48 * megabyte);
  }, 120_000);

  it('reads but writes no more when its disk is nearly full', async () => {
    const root = mkdtempSync(join(tmpdir(), 'full-'));
    const database = await openEmbeddedDatabase({
      directory: join(root, 'relay'),
      hotTables: [],
      minimumFreeBytes: Number.MAX_SAFE_INTEGER,
    });
    const one = 'SELECT 1 AS one';
    await expect(database.transaction({ access: 'read' }, (sql) => sql.query(one))).resolves.toEqual([
      { one: 1 },
    ]);
    await expect(database.transaction({ access: 'write' }, (sql) => sql.query(one))).rejects.toMatchObject({
      name: 'SqlError',
      code: 'storage-full',
    });
    await database.close();
    rmSync(root, { recursive: true });
  }, 120_000);
});
