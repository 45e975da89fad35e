// Files that come in and go out.

import type { Connection } from './connect.ts';
import { CliFailure } from './failure.ts';
import type { World } from './world.ts';

export async function readJson(world: World, file: string): Promise<unknown> {
  try {
    return JSON.parse(await world.readText(file)) as unknown;
  } catch (cause) {
    throw new CliFailure('usage', `${file} cannot be read as JSON.`, 'Check the file.', { cause });
  }
}

export interface Download {
  readonly url: string;
  /** `-`: standard output */
  readonly file: string;
}

/** The link works once and for a minute. */
export async function saveDownload(
  world: World,
  fetch: Connection['fetch'],
  { url, file }: Download,
): Promise<void> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CliFailure('unreachable', 'The file did not come.', 'Run the command again.', { cause });
  });
  if (!response.ok || response.body === null) {
    const message = `The file was refused with ${String(response.status)}.`;
    throw new CliFailure('refused', message, 'Run the command again: a download works once.');
  }
  await world.save(file, response.body).catch((cause: unknown) => {
    throw isOfTheDisk(cause)
      ? new CliFailure('usage', `${file} cannot be written (${cause.code}).`, writeRemedy, { cause })
      : new CliFailure('unreachable', 'The file was cut off.', 'Run the command again.', { cause });
  });
}

const writeRemedy = 'Name a file in a folder that exists, has room, and lets you write.';

function isOfTheDisk(error: unknown): error is NodeJS.ErrnoException {
  const isOfSystem = typeof error === 'object' && error !== null && 'syscall' in error;
  return isOfSystem && ['open', 'write'].includes(String(error.syscall));
}
