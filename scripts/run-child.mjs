// One child process with our terminal. Signals are forwarded once; the child's end is ours, so Ctrl-C leaves nothing behind.
import { spawn } from 'node:child_process';
import { root } from './bootstrap.mjs';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Resolves to the exit code of `node ...args`; a signal counts as 128 + its number, as in a shell. */
export async function runNode(args, environment = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  let isAsked = false;
  const forward = (signal) => {
    // Once: a terminal sends Ctrl-C to every process, and more deliveries would look like impatience.
    // A closed terminal is an ordinary stop: nobody listens to SIGHUP, and its default would cut the child off.
    if (!isAsked) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    isAsked = true;
  };
  for (const signal of forwarded) process.on(signal, forward);
  const parentWatch = watchParent(() => forward('SIGTERM'));
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal] ?? 0)));
    });
  } finally {
    clearInterval(parentWatch);
    for (const signal of forwarded) process.off(signal, forward);
  }
}

// npm starts us through a shell that a SIGTERM ends without telling us: we notice by our new parent.
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 500);
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
