// One readable item of any resource: what queries, sorting and the wire need to know about it.
import type { ContactPoint, Value } from '../store/row.ts';

export interface Entry {
  /** last path segment of the item */
  readonly key: string;
  /** primary key, decimal digits */
  readonly id: string;
  /** opaque, without quotes; null where the resource has no such check */
  readonly etag: string | null;
  readonly points: readonly ContactPoint[];
  /** the attribute's value; null when it has none */
  readonly value: (attribute: string) => Value | null;
}
