// G1: too many deletes wait for a person, all of them; what a person decided covers exactly the set that was shown.

import type { LinkKey } from '../model/ids.ts';
import type { RecordKind } from '../model/record.ts';
import type { SyncSettings } from '../model/settings.ts';
import type { Side } from '../model/side.ts';
import type { HeldDeletes } from '../model/state.ts';

export interface GuardQuestion {
  readonly id: string;
  readonly kind: RecordKind;
  /** where the deletes would be written */
  readonly side: Side;
  /** pairs that this run would delete there */
  readonly keys: readonly LinkKey[];
  readonly deletedLastDay: number;
  readonly linkCount: number;
  /** the feed that reports the deletes shrank or became empty */
  readonly hasShrunk: boolean;
  readonly held: HeldDeletes | undefined;
  readonly nowMs: number;
}

export interface GuardVerdict {
  readonly apply: readonly LinkKey[];
  readonly hold: readonly LinkKey[];
  /** a person decided that both copies stay */
  readonly keep: readonly LinkKey[];
  /** the row as it must be now; null: none */
  readonly row: HeldDeletes | null;
}

export function guardDeletes(safety: SyncSettings['safety'], question: GuardQuestion): GuardVerdict {
  const { held, keys } = question;
  const covered = new Set(held?.keys);
  const decided = held === undefined || held.decision === null ? [] : keys.filter((key) => covered.has(key));
  const open = keys.filter((key) => !decided.includes(key));
  const isWaiting = held !== undefined && held.decision === null;
  const apply = held?.decision === 'apply' ? decided : [];
  const mustHold = open.length > 0 && (isWaiting || isTooMany(safety, question, apply.length + open.length));
  const keep = held?.decision === 'keep' ? decided : [];
  if (!mustHold) return { apply: [...apply, ...open], hold: [], keep, row: isWaiting ? held : null };
  const waiting = isWaiting ? [...covered, ...open.filter((key) => !covered.has(key))] : open;
  const { id, kind, side, nowMs } = question;
  const isSame = isWaiting && waiting.length === covered.size;
  const row = isSame ? held : { id, kind, side, keys: waiting, heldAtMs: nowMs, decision: null };
  return { apply, hold: open, keep, row };
}

function isTooMany(safety: SyncSettings['safety'], question: GuardQuestion, planned: number): boolean {
  const limit = Math.max(safety.deleteCount, safety.deleteShare * question.linkCount);
  return question.hasShrunk || question.deletedLastDay + planned > limit;
}

/** A listing that lost more than 30 % and more than 10 records at once, or everything, looks like an outage. */
export function hasShrunk(sizeNow: number, lost: number): boolean {
  if (lost === 0) return false;
  return sizeNow === 0 || (lost > 10 && lost > 0.3 * (sizeNow + lost));
}
