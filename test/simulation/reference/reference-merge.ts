// The merge of one record as the policy text says it (sync-rules A3, D10-D16, D19; sync-correctness 3.9), written without
// looking at the engine and on values, not digests: what the engine did is compared with this (I9).

import { isDeepStrictEqual } from 'node:util';
import type { UnitValue } from '../../../src/sync/model/record.ts';
import type { ConflictPolicy } from '../../../src/sync/model/settings.ts';
import { otherSide, sides, type Side } from '../../../src/sync/model/side.ts';

type PerSide<T> = Readonly<Record<Side, T>>;

export interface FieldState {
  readonly now: PerSide<UnitValue>;
  /** what each side held when both last agreed on the field; null: they never did (A3) */
  readonly base: PerSide<UnitValue> | null;
  /** side that holds a cut form of the other's value (D19) */
  readonly shortened?: Side;
}

export interface Stamp {
  /** the server's last-modified time of the record, corrected by that server's offset, epoch ms */
  readonly modifiedAtMs: number;
  /** set when this stamp is the one our own last write returned: that side's edit before it */
  readonly editBeforeOwnWriteAtMs?: number;
}

export interface MergeCase {
  readonly policy: ConflictPolicy;
  readonly mergeUnit: 'field' | 'record';
  readonly fields: Readonly<Record<string, FieldState>>;
  readonly stamps: PerSide<Stamp>;
  /** two edits closer than this are a tie: 2 s, 60 s where the servers' clocks are unreadable */
  readonly errorBarMs: number;
  /** the value as a side would hold it; by default every side holds everything */
  fit?(side: Side, field: string, value: UnitValue): UnitValue;
}

export type Verdict =
  /** nothing to write: nobody moved, or both hold the same */
  | { readonly is: 'settled' }
  /** one side moved: its value goes to the other, nobody loses */
  | { readonly is: 'flows'; readonly from: Side; readonly value: UnitValue }
  | { readonly is: 'won'; readonly by: Side; readonly value: UnitValue; readonly lost: UnitValue }
  | { readonly is: 'ask' };

type Movement = 'settled' | 'contested' | Side;

export function referenceMerge(merge: MergeCase): Readonly<Record<string, Verdict>> {
  const movements = Object.entries(merge.fields).map(
    ([name, field]) => [name, field, movementOf(merge, name, field)] as const,
  );
  const hasMoved = (side: Side): boolean =>
    movements.some(([, , movement]) => movement === side || movement === 'contested');
  const isWhole = merge.mergeUnit === 'record' && sides.every(hasMoved);
  return Object.fromEntries(
    movements.map(([name, { now }, movement]): [string, Verdict] => {
      if (movement === 'settled') return [name, { is: 'settled' }];
      if (movement !== 'contested' && !isWhole) {
        return [name, { is: 'flows', from: movement, value: now[movement] }];
      }
      const by = winner(merge);
      return [name, by === 'ask' ? { is: 'ask' } : won(now, by)];
    }),
  );
}

function movementOf(merge: MergeCase, name: string, field: FieldState): Movement {
  const { now, base, shortened } = field;
  const moved = sides.filter((side) => base !== null && !isDeepStrictEqual(now[side], base[side]));
  if (base !== null && moved.length === 0) return 'settled';
  const fit = merge.fit ?? ((_side, _field, value) => value);
  const agree = sides.some((from) =>
    isDeepStrictEqual(fit(otherSide(from), name, now[from]), now[otherSide(from)]),
  );
  if (agree) return 'settled';
  const candidates = base === null ? sides.filter((side) => now[side] !== null) : moved;
  const [only, ...more] = candidates;
  return only === undefined || more.length > 0 || only === shortened ? 'contested' : only;
}

function winner(merge: MergeCase): Side | 'ask' {
  if (merge.policy === 'ask-user') return 'ask';
  if (merge.policy !== 'latest-wins') return merge.policy === 'sales-wins' ? 'sales' : 'microsoft';
  const editedAtMs = ({ modifiedAtMs, editBeforeOwnWriteAtMs }: Stamp): number =>
    editBeforeOwnWriteAtMs ?? modifiedAtMs;
  const leadMs = editedAtMs(merge.stamps.microsoft) - editedAtMs(merge.stamps.sales);
  return leadMs > merge.errorBarMs ? 'microsoft' : 'sales';
}

function won(now: PerSide<UnitValue>, by: Side): Verdict {
  return { is: 'won', by, value: now[by], lost: now[otherSide(by)] };
}
