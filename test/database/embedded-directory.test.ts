import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { lockDirectory } from '../../src/database/directory-lock.ts';
import { openEmbeddedDatabase } from '../../src/database/embedded-database.ts';
import type { EmbeddedDatabase } from '../../src/database/embedded-database.ts';

jest.setTimeout(90_000);

describe('the embedded database’s directory', () => {
  const root = mkdtempSync(join(tmpdir(), 'embedded-'));
  let directory = '';
  let n = 0;
  beforeEach(() => {
    n += 1;
    directory = join(root, `case-${n}`, 'relay');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  let made: string | null = null;
  /** A first start takes seconds: a copy of what one has made will do. */
  const openMadeBefore = (): Promise<EmbeddedDatabase> => {
    if (made !== null) cpSync(made, directory, { recursive: true });
    return open();
  };
  const open = (): Promise<EmbeddedDatabase> =>
    openEmbeddedDatabase({ directory, hotTables: [], minimumFreeBytes: 0 });

  it('is made readable by its owner alone, keeps what was written, and may be opened again', async () => {
    const first = await open();
    await first.query('CREATE TABLE kept (a int)');
    await first.query('INSERT INTO kept VALUES (7)');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await first.close();
    const second = await open();
    await expect(second.query('SELECT a FROM kept')).resolves.toEqual([{ a: 7 }]);
    await second.close();
    expect(readdirSync(join(directory, '..'))).toEqual(['relay']);
    made = directory;
  });

  it('is refused, with the process that holds it, while another one has it open', async () => {
    const first = await openMadeBefore();
    await expect(open()).rejects.toThrow(`in use by process ${process.pid}`);
    await first.close();
    await (await open()).close();
  });

  it.each([
    ['a file of somebody else', 'notes.txt', 'dear diary'],
    ['a database of somebody else', 'PG_VERSION', '18\n'],
    ['a broken mark', 'sales-sync.json', '{'],
  ])('is refused untouched when it holds %s', async (_, name, content) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, name), content);
    await expect(open()).rejects.toThrow('left untouched');
    expect(readdirSync(directory)).toEqual([name]);
    expect(readFileSync(join(directory, name), 'utf8')).toBe(content);
    expect(readdirSync(join(directory, '..'))).toEqual(['relay']);
  });

  it('is refused untouched when the database in it is damaged or of another version', async () => {
    await (await openMadeBefore()).close();
    const control = join(directory, 'cluster', 'global', 'pg_control');
    const version = join(directory, 'cluster', 'PG_VERSION');
    writeFileSync(version, '15\n');
    await expect(open()).rejects.toThrow('is of PostgreSQL 15');
    writeFileSync(version, '18\n');
    truncateSync(control, 100);
    await expect(open()).rejects.toThrow('is damaged');
    expect(statSync(control).size).toBe(100);
  });

  it('is refused when it is a file', async () => {
    mkdirSync(join(directory, '..'), { recursive: true });
    writeFileSync(directory, 'x');
    await expect(open()).rejects.toThrow('is a file, not a directory');
  });

  it('is made anew when a first start was killed before it was ready', async () => {
    mkdirSync(join(directory, 'cluster'), { recursive: true });
    writeFileSync(
      join(directory, 'sales-sync.json'),
      '{"product":"sales-sync-for-outlook","state":"creating"}',
    );
    writeFileSync(join(directory, 'cluster', 'half'), 'x');
    const database = await open();
    await expect(database.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    await database.close();
  });
});

describe('the lock beside it', () => {
  const root = mkdtempSync(join(tmpdir(), 'lock-'));
  const directory = join(root, 'relay');
  const path = `${directory}.lock`;
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const deadPid = async (): Promise<number> => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => child.once('exit', resolve));
    return child.pid ?? 0;
  };

  it('is taken over from a process that is gone', async () => {
    writeFileSync(path, JSON.stringify({ pid: await deadPid(), born: null, token: 'x' }));
    await (await lockDirectory(directory)).release();
    expect(readdirSync(root)).toEqual([]);
  });

  it('is taken over when its process id belongs to somebody else now', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, born: 'another-boot:1', token: 'x' }));
    const lock = lockDirectory(directory);
    // where the system does not tell when a process was born, caution wins
    if (process.platform === 'linux') await (await lock).release();
    else await expect(lock).rejects.toThrow('in use');
  });

  it('is taken over when it is unreadable', async () => {
    writeFileSync(path, '');
    await (await lockDirectory(directory)).release();
  });

  it('goes to one of many that find a dead one', async () => {
    writeFileSync(path, JSON.stringify({ pid: await deadPid(), born: null, token: 'x' }));
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockDirectory(directory)));
    const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(taken).toHaveLength(1);
    await taken[0]?.release();
    expect(readdirSync(root)).toEqual([]);
  });
});
