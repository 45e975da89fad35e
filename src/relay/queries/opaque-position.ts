// Where a page ended, as an opaque text for its reader to bring back.

import type { z } from 'zod';
import { invalid } from '../problem-error.ts';

export function writeOpaque(position: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Throws ProblemError for a text that was not made here. */
export function readOpaque<T>(schema: z.ZodType<T>, after: string): T {
  const parsed = schema.safeParse(parseJson(Buffer.from(after, 'base64url').toString()));
  if (!parsed.success) throw invalid('/after', 'is not a position of this list');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
