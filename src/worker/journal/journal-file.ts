// Lines that are only ever added to a file, each with a digest of itself. A line that a crash cut off is the last one and is
// taken for never written; a broken line with a whole one behind it is damage, and nothing of such a file is believed.

import { createHash } from 'node:crypto';
import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

export type Journal =
  { readonly state: 'absent' | 'damaged' } | { readonly state: 'whole'; readonly texts: readonly string[] };

const digestLength = 16;

export async function readJournal(file: string): Promise<Journal> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (content === null) return { state: 'absent' };
  // What follows the last line break is nothing, or was cut off before it ended.
  const lines = content.split('\n').slice(0, -1).map(textOf);
  const end = lines.findLastIndex((text) => text !== null) + 1;
  const texts = lines.slice(0, end).filter((text) => text !== null);
  if (end === 0 || texts.length < end) return { state: 'damaged' };
  return { state: 'whole', texts };
}

/** Makes the file anew, whole or not at all, and returns its length. `release` closes the old one: only then it can give way. */
export async function writeJournal(
  file: string,
  texts: readonly string[],
  release: () => Promise<void>,
): Promise<number> {
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w', 0o600);
  let bytes = 0;
  try {
    for (const text of texts) bytes += await appendLine(handle, bytes, text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await release();
  await rename(temporary, file);
  await syncFolder(path.dirname(file));
  return bytes;
}

/** Writes a line at this position, over what a failed one may have left there, and returns its length. */
export async function appendLine(handle: FileHandle, at: number, text: string): Promise<number> {
  const line = Buffer.from(lineOf(text));
  for (let done = 0; done < line.length;)
    done += (await handle.write(line, done, line.length - done, at + done)).bytesWritten;
  return line.length;
}

export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function lineOf(text: string): string {
  return `${digestOf(text)} ${text}\n`;
}

/** null for a line that is not as it was written */
function textOf(line: string): string | null {
  const text = line.slice(digestLength + 1);
  return line === `${digestOf(text)} ${text}` ? text : null;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digestLength);
}

/** Without it a power cut could bring the replaced file back. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
