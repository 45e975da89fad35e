// Keys in paths. From framework version 8 on a business key is percent-encoded before the usual encoding of a segment,
// i.e. twice; before that once. A key that needs no encoding looks the same either way.
import type { Framework } from './framework-version.ts';
import { notFound } from './sales-error.ts';

export function keySegment(key: string, framework: Framework): string {
  const once = encodeURIComponent(key);
  return framework.doubleEncodedKeys ? encodeURIComponent(once) : once;
}

/** The key of a segment of which the router took off one encoding. Throws 404 for one that was encoded too seldom. */
export function keyOfDecoded(text: string, framework: Framework): string {
  if (!framework.doubleEncodedKeys) return text;
  const key = decoded(text);
  if (key === text && encodeURIComponent(text) !== text) throw notFound(`The item ${text} was not found.`);
  return key;
}

/** The key of a segment as it stands in the path of a batch's part. */
export function keyOfSegment(segment: string, framework: Framework): string {
  return keyOfDecoded(decoded(segment), framework);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound(`The item ${text} was not found.`);
  }
}
