// A long run of random plans that was stopped goes on where it was: what each finished chunk brought, in one small file.
// Only for the sources it was begun with: plans played against another engine prove nothing about this one.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Failure } from './chunk.ts';

const folder = 'node_modules/.cache/simulation';
const sources = ['src/sync', 'src/store/memory', 'test/simulation'];
/** plans of their own: what they hold changes no other plan */
const apart = ['test/simulation/corpus', 'test/simulation/open', 'test/simulation/connectors'];

const progress = z.object({
  sources: z.string(),
  seconds: z.number(),
  plans: z.number(),
  ios: z.number(),
  reached: z.record(z.string(), z.number()),
  failures: z.array(z.custom<Failure>((value) => typeof value === 'object' && value !== null)),
  /** trace hash by number of chunk */
  chunks: z.array(z.tuple([z.number(), z.string()])),
});
export type Progress = z.infer<typeof progress>;

export interface ProgressFile {
  readonly path: string;
  /** as of the last save, or of nothing; null: begun with other sources */
  readonly begun: Progress | null;
  save(now: Omit<Progress, 'sources'>): Promise<void>;
}

/** The file of one seed and number of plans. Throws what reading and writing files throws, but for a file that is missing. */
export async function openProgress(name: {
  readonly seed: number;
  readonly plans: number;
}): Promise<ProgressFile> {
  const file = path.join(folder, `${String(name.seed)}-${String(name.plans)}.json`);
  const digest = await digestOfSources();
  const text = await readFile(file, 'utf8').catch(() => null);
  const read = text === null ? { ...nothingYet, sources: digest } : progress.parse(JSON.parse(text));
  return {
    path: file,
    begun: read.sources === digest ? read : null,
    save: async (now) => {
      await mkdir(folder, { recursive: true });
      // Whole or not at all: a process may be killed while it writes.
      await writeFile(`${file}.new`, JSON.stringify({ sources: digest, ...now }));
      await rename(`${file}.new`, file);
    },
  };
}

export const nothingYet: Omit<Progress, 'sources'> = {
  seconds: 0,
  plans: 0,
  ios: 0,
  reached: {},
  failures: [],
  chunks: [],
};

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const root of sources) {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !apart.some((other) => file.startsWith(`${other}${path.sep}`)));
    for (const file of files.sort()) hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex');
}
