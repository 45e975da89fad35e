// One picture beside its pattern. A pattern is made by this repository's own browser, whose version and fonts are packages.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const patterns = path.join(import.meta.dirname, 'patterns');
/** `PIXELS=write` makes the patterns anew */
const isWriting = process.env['PIXELS'] === 'write';
/** colours nearer than this are one: processors differ in the last bit of a blend */
const threshold = 0.1;

/** How many pixels differ; all of them where the size does. Both are PNG files. */
export function differingPixels(pattern: Buffer, shown: Buffer, drawing?: PNG): number {
  const [a, b] = [PNG.sync.read(pattern), PNG.sync.read(shown)];
  if (a.width !== b.width || a.height !== b.height) return Math.max(a.width * a.height, b.width * b.height);
  return pixelmatch(a.data, b.data, drawing?.data, a.width, a.height, { threshold });
}

/** Null where it looks as its pattern; else what differs and where the pictures lie. */
export function judge(name: string, shown: Buffer): string | null {
  const file = path.join(patterns, `${name}.png`);
  if (isWriting) {
    mkdirSync(patterns, { recursive: true });
    writeFileSync(file, shown);
    return null;
  }
  if (!existsSync(file)) return `${name} has no pattern: look at the picture and make it with PIXELS=write`;
  const pattern = readFileSync(file);
  // The same pixels are mostly the same file, and to take both apart costs seconds within jest.
  if (pattern.equals(shown)) return null;
  const { width, height } = PNG.sync.read(pattern);
  const drawing = new PNG({ width, height });
  const count = differingPixels(pattern, shown, drawing);
  if (count === 0) return null;
  const folder = path.join(os.tmpdir(), 'pixels');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}-shown.png`), shown);
  writeFileSync(path.join(folder, `${name}-differs.png`), PNG.sync.write(drawing));
  return `${name}: ${String(count)} pixels differ from the pattern, see ${folder}`;
}
