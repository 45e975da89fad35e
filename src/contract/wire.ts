// Scalar forms on the wire between runners, Monitor and relay.

import { z } from 'zod';

/** ISO 8601 in UTC, e.g. `2026-11-21T10:31:00.000Z`. */
export const instant = z.iso.datetime({ offset: false });
/** whole milliseconds, not negative */
export const durationMs = z
  .int()
  .min(0)
  .max(86_400_000 * 366);
export const count = z.int().min(0).max(1_000_000_000);
export const userId = z.uuid();
/** Random name of a runner's own store of links. */
export const storeId = z.string().min(8).max(64);
/** Keyed pseudonym of a record or pair: never an id of a service. */
export const opaqueKey = z.string().regex(/^[a-z0-9]{8,64}$/);
/** Marks of direction, joiners and blanks alone are nothing that anybody sees. */
export const isVisible = (text: string): boolean =>
  /[^\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
/** A person's or an account's name, of at most `most` characters. */
export const visibleName = (most: number) =>
  z.string().trim().min(1).max(most).refine(isVisible, 'holds no visible character');
export const side = z.enum(['microsoft', 'sales']);
export const recordKind = z.enum(['contact', 'appointment', 'task', 'mail']);

export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export function fromInstant(iso: string): number {
  return Date.parse(iso);
}
