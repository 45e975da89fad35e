// One process per embedded data directory: two would silently lose rows. The lock file lies beside the directory and
// names its owner; a lock whose process is gone (also when its pid was given to another one) is taken over.

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code.ts';

const lockContent = z.object({ pid: z.int().min(1), born: z.string().nullable(), token: z.string() });
type LockContent = z.infer<typeof lockContent>;

export interface DirectoryLock {
  release(): Promise<void>;
}

/** Throws with a sentence for the operator when another living process holds the directory. */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = `${directory}.lock`;
  const own: LockContent = { pid: process.pid, born: await birthOf(process.pid), token: randomUUID() };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await create(path, own)) return { release: () => releaseOwn(path, own.token) };
    const holder = await readLock(path);
    if (holder !== null && (await isAlive(holder)))
      throw new Error(
        `The data directory ${directory} is in use by process ${holder.pid}. ` +
          'Stop that process, or give this one another directory with DATA_DIR.',
      );
    await setAside(path, holder);
  }
  throw new Error(`The lock file ${path} keeps changing: another process is starting on this directory.`);
}

async function create(path: string, content: LockContent): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(content)}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readLock(path: string): Promise<LockContent | null> {
  try {
    return lockContent.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** By rename, so that of two processes which find the same dead lock, one cannot remove the other's new one unseen. */
async function setAside(path: string, dead: LockContent | null): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readLock(aside);
  if (moved !== null && moved.token !== dead?.token) {
    await rename(aside, path);
    return;
  }
  await rm(aside, { force: true });
}

async function releaseOwn(path: string, token: string): Promise<void> {
  if ((await readLock(path))?.token === token) await rm(path, { force: true });
}

async function isAlive(holder: LockContent): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, under another user
    if (errorCode(error) !== 'EPERM') return false;
  }
  return holder.born === null || holder.born === (await birthOf(holder.pid));
}

/** Start of a process in clock ticks since boot, with the boot's id; null where the system does not tell (not Linux). */
async function birthOf(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // the second field, the command in parentheses, may hold spaces
    const afterCommand = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot.trim()}:${afterCommand[19] ?? ''}`;
  } catch {
    return null;
  }
}
