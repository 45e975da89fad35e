// npm run reset: deletes DATA_DIR, and only if it is ours and nothing runs on it.
import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folder = path.resolve(process.env.DATA_DIR || './data');

/** Why the folder must stay; undefined when it may go. */
function refusal() {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats.isSymbolicLink()) return `${folder} is a link. Name the folder itself with DATA_DIR.`;
  const marker = read('.sales-sync-data.json');
  if (marker?.product !== 'sales-sync-for-outlook') {
    return `${folder} does not carry the marker file .sales-sync-data.json of Sales Sync, so it may hold something else. It was left untouched.`;
  }
  const owner = livingOwner();
  if (owner !== undefined)
    return `${folder} is in use by process ${owner}. Stop it first (Ctrl-C there, or: kill ${owner}).`;
  return undefined;
}

function livingOwner() {
  const lock = read('.lock');
  if (!Number.isInteger(lock?.pid) || lock.pid <= 0) return undefined;
  // A lock from before the machine was started anew names a process that is somebody else by now.
  const bootedAtMs = Date.now() - os.uptime() * 1000;
  if (typeof lock.bootedAtMs === 'number' && Math.abs(lock.bootedAtMs - bootedAtMs) > 60_000)
    return undefined;
  try {
    process.kill(lock.pid, 0);
    return lock.pid;
  } catch (error) {
    return error.code === 'EPERM' ? lock.pid : undefined;
  }
}

function read(name) {
  try {
    return JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  } catch {
    return undefined;
  }
}

if (!existsSync(folder)) {
  console.log(`${folder} does not exist: nothing to delete.`);
} else {
  const reason = refusal();
  if (reason === undefined) {
    rmSync(folder, { recursive: true });
    console.log(`${folder} was deleted. The next npm start makes a new sandbox.`);
  } else {
    console.error(reason);
    process.exitCode = 1;
  }
}
