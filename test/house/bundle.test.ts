// Budgets of what a browser downloads (outlook hosts are slow machines). Measured on dist/, which npm test builds first.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { root } from './tree.ts';

const mostBytes = { firstScreen: 200_000, lazyFile: 150_000, redirect: 10_000 };
const dist = path.join(root, 'dist');

function gzippedBytes(file: string): number {
  return gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
}

/** Our own scripts of a page, from the root of dist. */
function scriptsOf(page: string): string[] {
  const html = readFileSync(path.join(dist, page), 'utf8');
  return [...html.matchAll(/<script[^>]* src="\/(bundle\/[^"]+)"/g)].map(([, file = '']) => file);
}

const sum = (files: readonly string[]) => files.reduce((bytes, file) => bytes + gzippedBytes(file), 0);

describe('bundle', () => {
  it('is built', () => {
    expect(existsSync(path.join(dist, 'taskpane.html'))).toBe(true);
  });

  it('loads at most 200 kB of JavaScript for the first screen', () => {
    const files = scriptsOf('taskpane.html');
    expect(files.length).toBeGreaterThan(0);
    expect(sum(files)).toBeLessThanOrEqual(mostBytes.firstScreen);
  });

  it('keeps every file that is loaded later under 150 kB', () => {
    const first = new Set(scriptsOf('taskpane.html'));
    const later = readdirSync(path.join(dist, 'bundle'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => `bundle/${name}`)
      .filter((file) => !first.has(file));
    const large = later.filter((file) => gzippedBytes(file) >= mostBytes.lazyFile);
    expect(large.map((file) => `${file}: ${gzippedBytes(file)} bytes`)).toEqual([]);
  });

  it('keeps the page that a sign-in returns to tiny', () => {
    expect(sum(scriptsOf('redirect.html'))).toBeLessThanOrEqual(mostBytes.redirect);
  });

  it('names the build in the pane', () => {
    expect(readFileSync(path.join(dist, 'taskpane.html'), 'utf8')).toMatch(
      /<meta name="build-id" content="[0-9a-f]{12,}"/,
    );
  });
});
