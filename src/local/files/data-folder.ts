// The folder that everything lives in. A folder that is not ours, or whose marker cannot be read, is refused untouched;
// a lock file keeps a second process out, because two embedded databases on one folder silently lose rows.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code.ts';
import { writeFileWhole } from './write-file-whole.ts';

const product = 'sales-sync-for-outlook';
const version = 1;
const markerName = '.sales-sync-data.json';
const lockName = '.lock';

const markerSchema = z.object({ product: z.literal(product), version: z.int().min(1) });
const lockSchema = z.object({ pid: z.int().positive(), bootedAtMs: z.number() });

export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

export interface DataFolder {
  readonly path: string;
  /** gives the lock back */
  release(): void;
}

/** Opens the folder (made with mode 0700) and takes its lock. Throws DataFolderError with a sentence that names the remedy. */
export function openDataFolder(folder: string): DataFolder {
  if (existsSync(folder)) checkFolder(folder);
  else mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = lock(folder);
  const marker = path.join(folder, markerName);
  if (!existsSync(marker)) writeFileWhole(marker, `${JSON.stringify({ product, version })}\n`);
  return { path: folder, release };
}

function checkFolder(folder: string): void {
  const refuse = (reason: string, remedy: string): never => {
    throw new DataFolderError(`${folder} ${reason}. It was left untouched. ${remedy}`);
  };
  const elsewhere = 'Set DATA_DIR to an empty or a new folder.';
  if (!statSync(folder).isDirectory()) refuse('is not a folder', elsewhere);
  const marker = path.join(folder, markerName);
  if (!existsSync(marker)) {
    if (readdirSync(folder).length > 0) refuse('holds files that are not ours', elsewhere);
    return;
  }
  const found = parseFile(marker, markerSchema);
  if (found === undefined)
    return refuse(
      `has a marker file ${markerName} that cannot be read`,
      `Restore the file from a backup, or: ${elsewhere}`,
    );
  if (found.version > version)
    refuse(
      `was written by a newer version (data version ${found.version})`,
      `Start that version again, or: ${elsewhere}`,
    );
}

function lock(folder: string): () => void {
  const file = path.join(folder, lockName);
  const content = `${JSON.stringify({ pid: process.pid, bootedAtMs: bootedAtMs() })}\n`;
  try {
    create(file, content);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    const owner = livingOwner(file);
    if (owner !== undefined)
      throw new DataFolderError(
        `${folder} is in use by process ${owner}. Stop that one first (Ctrl-C there, or: kill ${owner}), or set DATA_DIR to another folder.`,
      );
    rmSync(file, { force: true });
    create(file, content);
  }
  return () => {
    rmSync(file, { force: true });
  };
}

function create(file: string, content: string): void {
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, content);
  closeSync(handle);
}

/** Pid of the process that holds the lock; undefined when it is gone or the machine was started anew since. */
function livingOwner(file: string): number | undefined {
  const found = parseFile(file, lockSchema);
  if (found === undefined || found.pid === process.pid) return undefined;
  if (Math.abs(found.bootedAtMs - bootedAtMs()) > 60_000) return undefined;
  try {
    process.kill(found.pid, 0);
    return found.pid;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return errorCode(error) === 'EPERM' ? found.pid : undefined;
  }
}

function bootedAtMs(): number {
  return Date.now() - os.uptime() * 1_000;
}

function parseFile<T extends z.ZodType>(file: string, schema: T): z.output<T> | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
