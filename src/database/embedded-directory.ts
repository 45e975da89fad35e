// Which directory may be opened as ours: an empty one, or one that carries our mark and is complete. Anything else is
// refused before a byte in it changes. The mark says `creating` until the first start has finished.

import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code.ts';

const markName = 'sales-sync.json';
const clusterName = 'cluster';
const mark = z.object({ product: z.literal('sales-sync-for-outlook'), state: z.enum(['creating', 'ready']) });
/** PGlite 0.5 is PostgreSQL 18; another major version cannot read these files. */
const postgresMajor = '18';
const controlFileBytes = 8192;

export type DirectoryState = 'new' | 'ready' | 'unfinished';

/** PostgreSQL's own files, below the mark: its initdb insists on an empty directory. */
export function clusterDirectory(directory: string): string {
  return join(directory, clusterName);
}

/** Reads only. Throws with a sentence for the operator. */
export async function inspectDirectory(directory: string): Promise<DirectoryState> {
  const names = await namesIn(directory);
  if (names === null || names.length === 0) return 'new';
  const found = await readMark(directory);
  if (found === null)
    throw new Error(
      `The directory ${directory} is not empty and was not made by this product; it is left untouched.`,
    );
  if (found === 'creating') return 'unfinished';
  await refuseIncomplete(directory);
  return 'ready';
}

/** Makes the directory, readable by its owner alone. Removes what a first start that was killed has left. */
export async function prepareDirectory(directory: string, state: DirectoryState): Promise<void> {
  if (state === 'unfinished') await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  await mkdir(clusterDirectory(directory), { recursive: true, mode: 0o700 });
  await chmod(clusterDirectory(directory), 0o700);
  if (state !== 'ready') await writeMark(directory, 'creating');
}

export async function markReady(directory: string): Promise<void> {
  await writeMark(directory, 'ready');
}

async function namesIn(directory: string): Promise<string[] | null> {
  try {
    return await readdir(directory);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') throw new Error(`${directory} is a file, not a directory.`, { cause: error });
    throw error;
  }
}

async function readMark(directory: string): Promise<'creating' | 'ready' | null> {
  try {
    return mark.parse(JSON.parse(await readFile(join(directory, markName), 'utf8'))).state;
  } catch {
    return null;
  }
}

async function writeMark(directory: string, state: 'creating' | 'ready'): Promise<void> {
  const text = JSON.stringify({ product: 'sales-sync-for-outlook', state });
  await writeFile(join(directory, markName), `${text}\n`, { mode: 0o600 });
}

async function refuseIncomplete(directory: string): Promise<void> {
  const cluster = clusterDirectory(directory);
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null || (await sizeOf(join(cluster, 'global', 'pg_control'))) !== controlFileBytes)
    throw new Error(
      `The database in ${directory} is damaged (its control files are missing); it is left untouched. ` +
        'Restore it from a backup, or start on another directory.',
    );
  if (version.trim() !== postgresMajor)
    throw new Error(
      `The database in ${directory} is of PostgreSQL ${version.trim()}, this version needs ${postgresMajor}; it is left untouched.`,
    );
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
