// Whose time a record carries (D13).

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
