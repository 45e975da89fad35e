// One process per embedded data directory: two would silently lose rows. The lock file lies beside the directory and
// names its owner; a lock whose process is gone (also when its pid was given to another one) is taken over.

import { randomUUID } from 'node:crypto';
import { access, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await create(path, own)) return { release: () => releaseOwn(path, own.token) };
    const holder = await readLock(path);
    if (holder !== null && (await isAlive(holder)))
      throw new Error(
        `The data directory ${directory} is in use by process ${holder.pid}. ` +
          'Stop that process, or give this one another directory with DATA_DIR.',
      );
    if (await takeOver(path, holder, own)) return { release: () => releaseOwn(path, own.token) };
  }
  throw new Error(`The lock file ${path} keeps changing: another process is starting on this directory.`);
}

/** By a link to a whole file: nobody ever reads a lock that is half written and takes its owner for dead. */
async function create(path: string, content: LockContent): Promise<boolean> {
  const draft = await writeDraft(path, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(path: string, content: LockContent): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(content)}\n`, { flag: 'wx', mode: 0o600 });
  return draft;
}

/**
 * Puts the own lock in the place of a dead one. Of many that found the same dead lock only the one that holds the claim to
 * it goes on, and only while that lock is still there: a lock that took its place meanwhile is never touched.
 */
async function takeOver(path: string, dead: LockContent | null, own: LockContent): Promise<boolean> {
  const claim = `${path}.claim-${dead?.token ?? 'unreadable'}`;
  if (!(await create(claim, own))) {
    const claimant = await readLock(claim);
    if (claimant !== null && !(await isAlive(claimant))) await rm(claim, { force: true });
    return false;
  }
  try {
    const now = await readLock(path);
    if (now?.token !== dead?.token || !(await isThere(path))) return false;
    await rename(await writeDraft(path, own), path);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function readLock(path: string): Promise<LockContent | null> {
  try {
    return lockContent.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
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
