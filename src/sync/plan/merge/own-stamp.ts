// Whose time a record carries (D13), and which version of it was the last that was read.

import type { LinkEnd } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';

/**
 * The stamp that our own last write left stands for the edit before it. Under another etag it is a person's, made within
 * the same tick of a clock that is read to the second.
 */
export function isOwnStamp(record: RemoteRecord, end: LinkEnd): boolean {
  if (end.ownWriteAtMs !== record.modifiedAtMs) return false;
  return end.etag === null || record.etag === null || end.etag === record.etag;
}

/** This version was read, whatever was agreed about it: an older row of it that comes later (F15) is known by its time. */
export function asSeen(end: LinkEnd, record: RemoteRecord): LinkEnd {
  const isOwn = end.ownWriteAtMs === record.modifiedAtMs;
  const baseAtMs = isOwn ? end.baseAtMs : Math.max(end.baseAtMs, record.modifiedAtMs);
  return { ...end, etag: record.etag, baseAtMs };
}
