// What every simulated service is made with, and the little words that both share.

import type { SyncErrorCode } from '../../../src/sync/model/error.ts';
import { SyncError } from '../../../src/sync/model/error.ts';
import type { RecordId } from '../../../src/sync/model/ids.ts';
import type { Marker, RemoteRecord, Units } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { HistoryListener } from '../history.ts';
import type { Quirks, SideFault } from '../plan.ts';

export interface SideOptions {
  /** virtual time of the world, epoch ms */
  nowMs(): number;
  readonly quirks: Quirks;
  /** records whose every write is refused as such (I26); none where absent */
  isPoisoned?(units: Units): boolean;
  readonly listener: HistoryListener;
  /** a listing leaves these out, or calls them removed, although they are there (F17, F19, F26) */
  /** A saved search did not name these although they are in it. */
  unlists?(ids: readonly RecordId[]): void;
  hides?(side: Side, ids: readonly RecordId[], how: SideFault): void;
  /** a row shows an item that is gone (F15); no row ever tells of a death before a round from the beginning */
  showsDead?(side: Side, id: RecordId, isFromBeginning: boolean): void;
  /** names a trouble that took effect */
  reach?(name: string): void;
  /** [0, 1), from the plan's seed */
  random(): number;
}

/** A record as the service holds it: frozen, shared with engines and monitors, replaced at every change. */
export type Held = RemoteRecord & { readonly marker: Marker | null };

export type Trouble = SideFault | null;

/** A trouble counts as struck where it took effect: one that met nothing it could do to is none. */
export function strike({ reach }: Pick<SideOptions, 'reach'>, fault: SideFault): void {
  reach?.(`struck ${fault}`);
}

/** longest pause a simulated service asks for */
const longestPauseMs = 90_000;

/** Null where the service says none (F8). */
export function pauseMs(random: () => number): number | null {
  return random() < 0.3 ? null : 1_000 + Math.floor(random() * longestPauseMs);
}

/** A call other than a write: refused for load, or for a service of that side as such. */
export function refuseForLoad(side: Side, trouble: Trouble, options: SideOptions): void {
  if (trouble !== 'throttle') return;
  strike(options, trouble);
  const retryAfterMs = pauseMs(() => options.random());
  throw failure('throttled', side, retryAfterMs === null ? {} : { retryAfterMs });
}

export function failure(
  code: SyncErrorCode,
  side: Side,
  facts: { readonly retryAfterMs?: number } = {},
): SyncError {
  return new SyncError(code, { at: { side }, ...facts });
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a === undefined || b === undefined) continue;
    result[last] = b;
    result[other] = a;
  }
  return result;
}

/** Index of one of `count`, at random. */
export function anyOf(count: number, random: () => number): number {
  return Math.min(count - 1, Math.floor(random() * count));
}
