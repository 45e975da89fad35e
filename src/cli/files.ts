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
  await world.save(file, response.body);
}
