// Both remotes of the engine in memory, with the quirks the engine must live with: delta pages without markers, a Sales
// window that knows nothing of the past, cursors that die, searches that lag.

import type { Change, Feed, FeedPage } from '../../src/sync/model/change.ts';
import { SyncError } from '../../src/sync/model/error.ts';
import type { Cursor, FeedId, RecordId } from '../../src/sync/model/ids.ts';
import type { Units } from '../../src/sync/model/record.ts';
import type { Write, WriteOutcome } from '../../src/sync/model/write.ts';
import type { MicrosoftRemote, SalesRemote } from '../../src/sync/ports/remote.ts';
import { fakeMapping, FakeSide, outlookUnits, salesUnits } from './sync-fake-side.ts';
import type { World } from './sync-world.ts';

const unknownOutcomes = (writes: readonly Write[]): readonly WriteOutcome[] =>
  writes.map(({ intentId }) => ({ intentId, result: 'unknown' }));

export class FakeOutlook extends FakeSide {
  readonly feed: Feed = { id: 'contacts' as FeedId, side: 'microsoft', kind: 'contact' };
  pageSize = 3;
  /** cursors made before this many resets are dead (410) */
  generation = 0;
  isSentinelDown = false;

  constructor(world: World) {
    super(world, 'microsoft');
  }

  remote(): MicrosoftRemote {
    const io = <T>(name: string, act: () => T, lost?: () => T): Promise<T> => {
      this.requests += 1;
      return this.world.io(`microsoft.${name}`, act, lost);
    };
    return {
      side: 'microsoft',
      batchSize: 20,
      mapping: () => fakeMapping('microsoft', outlookUnits),
      meter: () => ({ requests: this.requests, busyMs: this.requests * 10, throttledMs: 0 }),
      serverClock: () => ({ offsetMs: 0 }),
      feeds: () => io('feeds', () => [this.feed]),
      pullPage: (_, cursor) => io('pullPage', () => this.page(cursor)),
      read: (_, refs) => io('read', () => this.read(refs)),
      findByMarker: (_, keys) => io('findByMarker', () => this.findByMarker(keys)),
      sentinel: () =>
        io('sentinel', () => {
          if (this.isSentinelDown) throw new SyncError('unreachable', { at: { side: 'microsoft' } });
        }),
      write: (writes) =>
        io(
          'write',
          () => this.write(writes),
          () => unknownOutcomes(writes),
        ),
      listMarked: () =>
        io('listMarked', () =>
          this.live().flatMap(({ id, address, marker }) =>
            marker === null || marker === 'unread' ? [] : [{ id, address, ...marker }],
          ),
        ),
    };
  }

  page(cursor: Cursor | null): FeedPage {
    const [mode, generation, at] = (cursor ?? `full|${String(this.generation)}|0`).split('|');
    if (Number(generation) !== this.generation)
      throw new SyncError('cursor-expired', { at: { side: 'microsoft' } });
    return mode === 'full' ? this.#fullPage(Number(at)) : this.#deltaPage(Number(at));
  }

  #fullPage(at: number): FeedPage {
    // The number of the last item and the log length in one number: a full round ends with what changed since it began.
    const after = at % 100_000;
    const from = after === 0 ? this.changes.length : Math.floor(at / 100_000);
    const rest = this.live().filter((item) => Number(item.id.slice(1)) > after);
    const page = rest.slice(0, this.pageSize);
    const isComplete = rest.length <= this.pageSize;
    const last = Number(page.at(-1)?.id.slice(1) ?? after);
    const position = isComplete
      ? `delta|${String(this.generation)}|${String(from)}`
      : `full|${String(this.generation)}|${String(from * 100_000 + last)}`;
    return { changes: page.map((item) => this.#row(item.id)), next: position as Cursor, isComplete };
  }

  #deltaPage(at: number): FeedPage {
    const ids = [...new Set(this.changes.slice(at).map((change) => change.id))];
    const next = `delta|${String(this.generation)}|${String(this.changes.length)}` as Cursor;
    return { changes: ids.map((id) => this.#row(id)), next, isComplete: true };
  }

  #row(id: RecordId): Change {
    const item = this.items.get(id);
    return item === undefined || item.isDeleted
      ? { type: 'removed', id }
      : { type: 'upserted', record: { ...item, marker: 'unread' } };
  }

  expireCursors(): void {
    this.generation += 1;
  }
}

export class FakeSales extends FakeSide {
  /** ids the saved search selects */
  readonly search = new Set<RecordId>();
  readonly accounts: { readonly id: string; readonly name: string }[] = [];
  /** ids that no list and no search shows */
  readonly hidden = new Set<RecordId>();
  isSentinelDown = false;

  constructor(world: World) {
    super(world, 'sales');
  }

  /** adds a record that the saved search selects */
  addSelected(units: Units): RecordId {
    const id = this.add(units);
    this.search.add(id);
    return id;
  }

  protected override accepted(write: Write): Units {
    if (!('company' in write.units)) return write.units;
    const account = this.accounts.find((candidate) => candidate.id === write.accountId);
    return { ...write.units, company: account?.name ?? null };
  }

  remote(): SalesRemote {
    const io = <T>(name: string, act: () => T, lost?: () => T): Promise<T> => {
      this.requests += 1;
      return this.world.io(`sales.${name}`, act, lost);
    };
    const normalised = (text: unknown): string => (typeof text === 'string' ? text.trim().toLowerCase() : '');
    return {
      side: 'sales',
      batchSize: 20,
      mapping: () => fakeMapping('sales', salesUnits),
      meter: () => ({ requests: this.requests, busyMs: this.requests * 10, throttledMs: 0 }),
      serverClock: () => ({ offsetMs: 0 }),
      feeds: () => Promise.resolve([{ id: 'sales:contacts' as FeedId, side: 'sales', kind: 'contact' }]),
      pullPage: (_, cursor) => io('pullPage', () => this.page(cursor)),
      read: (_, refs) => io('read', () => this.read(refs)),
      findByMarker: (_, keys) =>
        io('findByMarker', () => this.findByMarker(keys).filter(({ id }) => !this.hidden.has(id))),
      sentinel: () =>
        io('sentinel', () => {
          if (this.isSentinelDown) throw new SyncError('unreachable', { at: { side: 'sales' } });
        }),
      write: (writes) =>
        io(
          'write',
          () => this.write(writes),
          () => unknownOutcomes(writes),
        ),
      savedSearches: () => io('savedSearches', () => []),
      members: () =>
        io('members', () =>
          [...this.search].flatMap((id) => {
            const item = this.items.get(id);
            return item?.isDeleted !== false || this.hidden.has(id) ? [] : [{ id, address: item.address }];
          }),
        ),
      sweep: (_, ids) => io('sweep', () => ids.filter((id) => this.items.has(id) && !this.hidden.has(id))),
      findByNaturalKey: (_, keys) =>
        io('findByNaturalKey', () =>
          this.live().filter(
            ({ id, units }) =>
              !this.hidden.has(id) &&
              keys.some((key) =>
                key.type === 'email'
                  ? normalised(units['email']) === key.email
                  : units['email'] === undefined &&
                    normalised(units['firstName']) === key.firstName &&
                    normalised(units['lastName']) === key.lastName &&
                    normalised(units['company']) === key.company,
              ),
          ),
        ),
      accountsNamed: (names) =>
        io('accountsNamed', () =>
          this.accounts.filter((account) =>
            names.some((name) => normalised(name) === normalised(account.name)),
          ),
        ),
    };
  }

  page(cursor: Cursor | null): FeedPage {
    const next = `window|${String(this.changes.length)}` as Cursor;
    if (cursor === null) return { changes: [], next, isComplete: true };
    const at = Number(cursor.split('|')[1]);
    const ids = [...new Set(this.changes.slice(at).map((change) => change.id))];
    const changes = ids.flatMap((id): readonly Change[] => {
      const item = this.items.get(id);
      return item === undefined ? [] : [{ type: 'upserted', record: { ...item } }];
    });
    return { changes, next, isComplete: true };
  }
}
