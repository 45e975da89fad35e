import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openJsonStore } from '../../src/sandbox/persistence/json-store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'sales-sync-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const start = (): { list: number[] } => ({ list: [] });
const file = (): string => path.join(dir, 'numbers.json');

describe('the json store', () => {
  it('keeps what was changed until close, in a file for its owner only', async () => {
    const store = openJsonStore(dir, 'numbers', start());
    expect(existsSync(file())).toBe(false);
    store.value.list.push(1);
    store.changed();
    await store.close();
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ list: [1] });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['numbers.json']);
    expect(openJsonStore(dir, 'numbers', start()).value).toEqual({ list: [1] });
  });

  it('writes by itself soon after a change', async () => {
    const store = openJsonStore(dir, 'numbers', start(), { delayMs: 1 });
    store.value.list.push(2);
    store.changed();
    for (let turn = 0; turn < 200 && !existsSync(file()); turn += 1)
      await new Promise((next) => setTimeout(next, 5));
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ list: [2] });
    await store.close();
  });

  it('writes nothing when nothing changed', async () => {
    await openJsonStore(dir, 'numbers', start()).close();
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each(['{"list":[1', '{"other":1}'])('refuses the damaged file %j and leaves it as it lies', (text) => {
    writeFileSync(file(), text);
    const parse = (json: unknown): { list: number[] } => {
      if (typeof json === 'object' && json !== null && 'list' in json) return start();
      throw new Error('no list');
    };
    expect(() => openJsonStore(dir, 'numbers', start(), { parse })).toThrow(`${file()} cannot be read`);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
});
