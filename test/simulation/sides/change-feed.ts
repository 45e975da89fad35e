// A feed with cursors, for both services: rounds of pages, tokens that die, and what a delta query is known to do wrong.
// What differs (which ids a round has, how a row looks) is said by the side.

import type { Change, FeedPage } from '../../../src/sync/model/change.ts';
import type { Cursor, RecordId } from '../../../src/sync/model/ids.ts';
import type { SideFault } from '../plan.ts';
import type { SimulatedSide } from './simulated-side.ts';
import { anyOf, failure, refuseForLoad, shuffled, strike, type Held, type Trouble } from './side-options.ts';

/** Where a round stands. Rows are made when they are served, from what the record is then. */
export interface Round {
  readonly isFull: boolean;
  readonly queue: readonly RecordId[];
  /** where the next round starts: a position of the log, or a time */
  readonly nextFrom: number;
  /** left out of this round, to be reported by the next (F17) */
  readonly owed: readonly RecordId[];
}

/** F33: the page that comes again, and how often still. It ends at last: no engine may need that, and a simulation does. */
interface Repeats {
  readonly shown: readonly RecordId[];
  readonly left: number;
}
const endlessPages = 40;

interface Turn {
  readonly generation: number;
  /** start of a round, or the rest of a running one */
  readonly at:
    | { readonly type: 'start'; readonly from: number; readonly owed: readonly RecordId[] }
    | { readonly type: 'rest'; readonly round: Round; readonly repeats?: Repeats };
}

export interface FeedSource {
  readonly side: SimulatedSide;
  /** a round from the very beginning; on Sales an empty one that starts at the present */
  fullRound(): Round;
  /** what changed since `from`, in any order, each id once */
  roundFrom(from: number): Round;
  /** null: this id has no row in a round of this kind */
  row(id: RecordId, isFull: boolean): Change | null;
  /** as it was before its newest change; null where it was never otherwise, absent where rows are never old */
  olderRow?(id: RecordId): Change | null;
  /** false-removed: the service has rows for removals at all */
  readonly knowsRemovals: boolean;
}

export class ChangeFeed {
  readonly #source: FeedSource;
  readonly #turns = new Map<Cursor, Turn>();
  #cursors = 0;
  #generation = 0;

  constructor(source: FeedSource) {
    this.#source = source;
  }

  /** F20: every cursor handed out so far is dead. */
  expire(): void {
    this.#generation += 1;
  }

  pull(cursor: Cursor | null, trouble: Trouble, tell: (held: Held) => void): FeedPage {
    const { side } = this.#source;
    const { options } = side;
    refuseForLoad(side.side, trouble, options);
    // A first request carries no token that could be dead.
    if (trouble === 'expired' && cursor !== null) {
      strike(options, trouble);
      throw failure('cursor-expired', side.side);
    }
    const page = this.#repeated(cursor) ?? this.#page(this.#roundAt(cursor), trouble);
    for (const change of page.changes) {
      const held = change.type === 'upserted' ? side.records.get(change.record.id) : undefined;
      const isOld = change.type === 'upserted' && change.record.etag !== held?.etag;
      if (held !== undefined && !isOld) tell(held);
    }
    return page;
  }

  #repeated(cursor: Cursor | null): FeedPage | null {
    const turn = cursor === null ? undefined : this.#turns.get(cursor);
    if (turn?.generation !== this.#generation || turn.at.type !== 'rest') return null;
    const { round, repeats } = turn.at;
    if (repeats === undefined || repeats.left === 0) return null;
    return this.#again(round, { ...repeats, left: repeats.left - 1 });
  }

  #again(round: Round, repeats: Repeats): FeedPage {
    const next = this.#issue({ type: 'rest', round, repeats });
    return { changes: this.#rows(repeats.shown, round.isFull), next, isComplete: false };
  }

  #roundAt(cursor: Cursor | null): Round {
    if (cursor === null) return this.#source.fullRound();
    const turn = this.#turns.get(cursor);
    if (turn?.generation !== this.#generation) throw failure('cursor-expired', this.#source.side.side);
    if (turn.at.type === 'rest') return turn.at.round;
    const { from, owed } = turn.at;
    const round = this.#source.roundFrom(from);
    if (owed.length === 0) return round;
    return { ...round, queue: [...new Set([...owed, ...round.queue])] };
  }

  #page(round: Round, trouble: Trouble): FeedPage {
    const { options } = this.#source.side;
    if (trouble === 'empty' && round.isFull) {
      // Nothing is listed, and yet the service will report it some day: else no engine could ever get over it.
      this.#hide(round.queue, trouble);
      return this.#answer([], { ...round, queue: [], owed: [...round.owed, ...round.queue] });
    }
    if (trouble === 'shrunk' && round.isFull && round.queue.length > 1) {
      const [first, ...others] = round.queue;
      this.#hide(others, trouble);
      options.reach?.('shrunken listing');
      strike(options, trouble);
      const queue = first === undefined ? [] : [first];
      return this.#page({ ...round, queue, owed: [...round.owed, ...others] }, null);
    }
    const size = options.quirks.pageSize;
    const ids = round.queue.slice(0, size);
    const late = trouble === 'late' ? this.#newestOf(ids) : null;
    if (late !== null) this.#hide([late], 'late');
    const shown = late === null ? ids : ids.filter((id) => id !== late);
    const owed = late === null ? round.owed : [...round.owed, late];
    const changes = this.#rows(shown, round.isFull);
    const rest = { ...round, queue: round.queue.slice(size), owed };
    if (trouble === 'endless' && this.#source.knowsRemovals) {
      options.reach?.('endless feed');
      strike(options, trouble);
      return this.#again(rest, { shown, left: endlessPages });
    }
    // The first page of a Sales window is empty by contract: it only says where the present is.
    const canRepeat = round.queue.length > 0 || !round.isFull;
    if (trouble === 'replay' && canRepeat) {
      strike(options, trouble);
      return this.#answer(this.#replayed(changes), rest);
    }
    if (trouble === 'old-row') return this.#answer([...changes, ...this.#oldRow(shown, round)], rest);
    if (trouble === 'false-removed' && this.#source.knowsRemovals) {
      const id = this.#falselyRemoved(shown);
      if (id !== null) this.#hide([id], trouble);
      if (id !== null) return this.#answer(withRemoval(changes, id), { ...rest, owed: [...owed, id] });
    }
    if (trouble === 'shuffle' && changes.length > 1) strike(options, trouble);
    return this.#answer(trouble === 'shuffle' ? shuffled(changes, () => options.random()) : changes, rest);
  }

  #hide(ids: readonly RecordId[], how: SideFault): void {
    const { side } = this.#source;
    if (ids.length > 0 && how !== 'shrunk') strike(side.options, how);
    side.options.hides?.(side.side, ids, how);
  }

  #answer(changes: readonly Change[], rest: Round): FeedPage {
    const isComplete = rest.queue.length === 0;
    const at = isComplete
      ? { type: 'start' as const, from: rest.nextFrom, owed: rest.owed }
      : { type: 'rest' as const, round: rest };
    return { changes, next: this.#issue(at), isComplete };
  }

  /** The same place has the same token, so that an idle feed changes nothing in an engine's memory (I19). */
  #issue(at: Turn['at']): Cursor {
    const isPlain = at.type === 'start' && at.owed.length === 0;
    if (!isPlain) this.#cursors += 1;
    const name = isPlain ? `from-${String(at.from)}` : `turn-${String(this.#cursors)}`;
    const cursor = `${String(this.#generation)}.${name}` as Cursor;
    this.#turns.set(cursor, { generation: this.#generation, at });
    return cursor;
  }

  #rows(ids: readonly RecordId[], isFull: boolean): Change[] {
    const changes: Change[] = [];
    for (const id of ids) {
      const row = this.#source.row(id, isFull);
      if (row !== null) changes.push(row);
    }
    return changes;
  }

  #newestOf(ids: readonly RecordId[]): RecordId | null {
    const { side } = this.#source;
    let newest: RecordId | null = null;
    for (const id of ids) if (newest === null || side.changedAt(id) > side.changedAt(newest)) newest = id;
    return newest;
  }

  // F15 and F16. A replayed row shows the record as it is now: services repeat ids, not old contents.
  #replayed(changes: readonly Change[]): readonly Change[] {
    const { log, options } = this.#source.side;
    const random = (): number => options.random();
    const older = shuffled([...new Set(log)], random).slice(0, options.quirks.pageSize);
    return shuffled([...changes, ...changes, ...this.#rows(older, false)], random);
  }

  /** Best one of which this page has shown the newer row. */
  #oldRow(shown: readonly RecordId[], { isFull }: Round): readonly Change[] {
    const { log, options, records, side } = this.#source.side;
    const rowsOf = (ids: readonly RecordId[]): readonly Change[] =>
      ids.flatMap((id) => this.#source.olderRow?.(id) ?? []);
    const [newer, known] = [rowsOf(shown), rowsOf([...new Set(log)])];
    const pool = newer.length > 0 ? newer : known;
    const old = pool[anyOf(pool.length, () => options.random())];
    if (old?.type !== 'upserted') return [];
    strike(options, 'old-row');
    const { id } = old.record;
    if (records.get(id)?.isDeleted !== false) options.showsDead?.(side, id, isFull);
    return [old];
  }

  /** An item that is there, best one that this page does not speak of. */
  #falselyRemoved(shown: readonly RecordId[]): RecordId | null {
    const { side } = this.#source;
    const live = side.live();
    const others = live.filter(({ id }) => !shown.includes(id));
    const pool = others.length > 0 ? others : live;
    return pool[anyOf(pool.length, () => side.options.random())]?.id ?? null;
  }
}

function withRemoval(changes: readonly Change[], id: RecordId): readonly Change[] {
  const others = changes.filter((change) =>
    change.type === 'removed' ? change.id !== id : change.record.id !== id,
  );
  return [...others, { type: 'removed', id }];
}
