import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { root } from './tree.ts';

let folder = '';
const put = (name: string, value: unknown) => {
  writeFileSync(path.join(folder, name), JSON.stringify(value));
};
const putMarker = () => {
  put('.sales-sync-data.json', { product: 'sales-sync-for-outlook', version: 1 });
};

function reset(): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/reset.mjs')], {
    env: { ...process.env, DATA_DIR: folder },
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'reset-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run reset', () => {
  it('deletes a folder that carries our marker', () => {
    putMarker();
    expect(reset().code).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves a foreign folder untouched', () => {
    put('thesis.json', {});
    const { code, said } = reset();
    expect(code).toBe(1);
    expect(said).toContain('does not carry the marker file');
    expect(existsSync(path.join(folder, 'thesis.json'))).toBe(true);
  });

  it('refuses while a living process holds the lock', () => {
    putMarker();
    put('.lock', { pid: process.pid, bootedAtMs: Date.now() - os.uptime() * 1_000 });
    const { code, said } = reset();
    expect(code).toBe(1);
    expect(said).toContain(`in use by process ${process.pid}`);
    expect(existsSync(folder)).toBe(true);
  });

  it('takes the lock of a process that is gone for nothing', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    putMarker();
    put('.lock', { pid, bootedAtMs: Date.now() - os.uptime() * 1_000 });
    expect(reset().code).toBe(0);
  });

  it('says so when there is nothing to delete', () => {
    rmSync(folder, { recursive: true });
    expect(reset()).toEqual({ code: 0, said: `${folder} does not exist: nothing to delete.\n` });
  });
});
