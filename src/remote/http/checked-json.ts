// Text from outside becomes a typed value here or the run ends as `malformed`: nothing unchecked passes an adapter's edge.

import { SyncError } from '../../sync/model/error.ts';
import { requestIdOf } from './http-request.ts';
import type { z } from 'zod';
import type { Side } from '../../sync/model/side.ts';
import type { HttpAnswer } from './http-request.ts';

/** The value of JSON text; undefined where it is not JSON. Empty text is undefined too. */
export function jsonOrNothing(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Throws SyncError `malformed` unless the answer is JSON of this shape. */
export function checkedJson<T>(
  answer: HttpAnswer,
  schema: z.ZodType<T>,
  options: { readonly side: Side; readonly parse?: (text: string) => unknown },
): T {
  const result = schema.safeParse(jsonOrNothing(answer.text, options.parse));
  if (result.success) return result.data;
  // zod's message quotes no values, but paths are enough to find the fault.
  throw new SyncError('malformed', errorFacts(answer, options.side, result.error));
}

/** Facts of an answer for a SyncError: status and request id, never its text. */
export function errorFacts(
  answer: HttpAnswer,
  side: Side,
  cause?: unknown,
): { at: { side: Side }; status: number; requestId?: string; cause?: unknown } {
  const requestId = requestIdOf(answer.headers);
  return {
    at: { side },
    status: answer.status,
    ...(requestId === undefined ? {} : { requestId }),
    ...(cause === undefined ? {} : { cause }),
  };
}
