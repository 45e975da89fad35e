import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataFolder } from '../../src/local/files/data-folder.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), 'sales-sync-local-'));
  folder = path.join(parent, 'data');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

const marker = '.sales-sync-data.json';

function refusal(): string {
  try {
    openDataFolder(folder).release();
    return 'opened';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the data folder', () => {
  it('is made for its owner only, with a marker and a lock that goes with the release', () => {
    const opened = openDataFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).sort()).toEqual(['.lock', marker]);
    expect(JSON.parse(readFileSync(path.join(folder, marker), 'utf8'))).toEqual({
      product: 'sales-sync-for-outlook',
      version: 1,
    });
    opened.release();
    expect(existsSync(path.join(folder, '.lock'))).toBe(false);
    expect(refusal()).toBe('opened');
  });

  it('takes an empty folder', () => {
    mkdirSync(folder);
    expect(refusal()).toBe('opened');
  });

  it.each([
    ['a foreign folder', 'letter.txt', 'dear', 'holds files that are not ours', 'Set DATA_DIR'],
    ['a corrupt marker', marker, '{"product":', 'cannot be read', 'Restore the file'],
    ['another product', marker, '{"product":"other","version":1}', 'cannot be read', 'Set DATA_DIR'],
    [
      'a newer version',
      marker,
      '{"product":"sales-sync-for-outlook","version":2}',
      'newer version',
      'Start that version',
    ],
  ])('refuses %s untouched, naming reason and remedy', (_case, name, content, reason, remedy) => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, name), content);
    const message = refusal();
    expect(message).toContain(folder);
    expect(message).toContain(reason);
    expect(message).toContain('left untouched');
    expect(message).toContain(remedy);
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(path.join(folder, name), 'utf8')).toBe(content);
  });

  it('refuses a file in its place', () => {
    writeFileSync(folder, 'x');
    expect(refusal()).toContain('is not a folder');
  });

  it('is refused to a second process while the first lives, and given when that one is gone', () => {
    openDataFolder(folder).release();
    const bootedAtMs = Date.now() - os.uptime() * 1_000;
    const lock = path.join(folder, '.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, bootedAtMs }));
    expect(refusal()).toContain(`in use by process ${process.ppid}`);
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, bootedAtMs: bootedAtMs - 3_600_000 }));
    expect(refusal()).toBe('opened');
    writeFileSync(lock, 'torn');
    expect(refusal()).toBe('opened');
  });
});
