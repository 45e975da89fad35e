// The Sales application: parties that become inactive instead of being deleted, a saved search, and a window by the time of
// the last change in place of a change feed (sales-contract.md section 12).

import type { Change } from '../../../src/sync/model/change.ts';
import type { Etag, FeedId, LinkKey, RecordId, SavedSearchId } from '../../../src/sync/model/ids.ts';
import type { Units, UnitValue } from '../../../src/sync/model/record.ts';
import type { Write } from '../../../src/sync/model/write.ts';
import type { Account, NaturalKey, SalesRemote, SavedSearch } from '../../../src/sync/ports/remote.ts';
import type { Gate } from '../world/gate.ts';
import { ChangeFeed, type Round } from './change-feed.ts';
import { GatedCalls, type RemoteOptions } from './gated-calls.ts';
import { simulatedMapping } from './side-mapping.ts';
import { anyOf, failure, strike, type Held, type SideOptions, type Trouble } from './side-options.ts';
import { SimulatedSide } from './simulated-side.ts';
import { WatchedSelection } from './watched-selection.ts';
import type { WriteRules } from './write-desk.ts';

/** the only saved search there is */
export const simulatedSearch: SavedSearch = {
  id: 'search-1' as SavedSearchId,
  kind: 'contact',
  name: 'My contacts',
  isDefault: true,
  isPrivate: false,
};
const feed = { id: 'sales:contact' as FeedId, side: 'sales', kind: 'contact' } as const;
const batchSize = 50;
const secondMs = 1_000;

export class SalesSide extends SimulatedSide {
  readonly side = 'sales';
  /** ids the saved search selects */
  readonly search: Set<RecordId> = new WatchedSelection((id) => {
    this.touchedBySelection(id);
  });
  readonly accounts: Account[] = [];
  readonly #rules: WriteRules;
  readonly #feed = new ChangeFeed({
    side: this,
    knowsRemovals: false,
    fullRound: () => ({ isFull: true, queue: [], nextFrom: this.#windowStart(), owed: [] }),
    roundFrom: (fromMs) => this.#window(fromMs),
    row: (id) => this.#row(id),
  });

  constructor(options: SideOptions) {
    super(options);
    const checksIfMatch = options.quirks.salesEtags === 'kept';
    this.#rules = {
      side: this,
      checksIfMatch,
      knowsKeys: true,
      refusesKnownKeys: options.quirks.uniqueKeys === true,
      secondDelete: checksIfMatch ? 'precondition-failed' : 'deleted',
      accepted: (write) => this.#accepted(write),
      answer: (held) => held,
    };
  }

  /** A record that the saved search selects. */
  addSelected(units: Units): RecordId {
    const id = this.add(units);
    this.search.add(id);
    return id;
  }

  /** F25: the loser becomes inactive, the survivor gets what it lacks (D20). */
  merge(id: RecordId, into: RecordId): void {
    const [loser, survivor] = [this.held(id), this.held(into)];
    const lacking = Object.entries(loser.units).filter(([unit]) => (survivor.units[unit] ?? null) === null);
    this.remove(id);
    this.edit(into, Object.fromEntries(lacking));
  }

  expireCursors(): void {
    this.#feed.expire();
  }

  remote(gate: Gate, { clockOffsetMs = this.options.quirks.clockOffsetMs }: RemoteOptions = {}): SalesRemote {
    const offsetMs = this.options.quirks.serversApartMs - clockOffsetMs;
    const calls = new GatedCalls({ side: this, gate, offsetMs });
    return {
      side: 'sales',
      batchSize,
      mapping: () => simulatedMapping('sales'),
      meter: () => calls.meter(),
      serverClock: () => calls.serverClock(),
      feeds: () => Promise.resolve([feed]),
      pullPage: (_, cursor) =>
        calls.ask('sales.pullPage', (trouble, tell) => this.#feed.pull(cursor, trouble, tell)),
      read: (_, refs) => calls.read('sales.read', refs, { isMissing: () => false, isProof: false }),
      findByMarker: (_, keys) =>
        calls.ask('sales.findByMarker', (trouble, tell) => calls.found(this.#marked(keys), trouble, tell)),
      sentinel: () => calls.ask('sales.sentinel', () => undefined),
      write: (writes, signal) => calls.write('sales.write', { writes, signal }, this.#rules),
      savedSearches: () => calls.ask('sales.savedSearches', () => [simulatedSearch]),
      members: (_, search) =>
        calls.ask('sales.members', (trouble) => {
          if (search !== simulatedSearch.id) throw failure('saved-search-missing', 'sales');
          const members = this.#members();
          if (trouble === 'empty' && members.length > 0) strike(this.options, trouble);
          const named = trouble === 'empty' ? [] : this.#listed(members, trouble);
          this.options.unlists?.(members.slice(named.length).map(({ id }) => id));
          return named;
        }),
      sweep: (_, ids) => calls.ask('sales.sweep', (trouble) => this.#swept(ids, trouble)),
      findByNaturalKey: (_, keys) =>
        calls.ask('sales.findByNaturalKey', (trouble, tell) =>
          calls.found(
            this.live().filter((record) => keys.some((key) => isNamed(record, key))),
            trouble,
            tell,
          ),
        ),
      accountsNamed: (names) =>
        calls.ask('sales.accountsNamed', () => {
          const wanted = new Set(names.map(folded));
          return this.accounts.filter(({ name }) => wanted.has(folded(name)));
        }),
    };
  }

  // A stamp of whole seconds cannot stand in for an etag, and no connector could help that: where there are no etags, stamps
  // are exact and no two changes of a record share one.
  protected override stamp(before: Held | null): number {
    const { coarseStamps, salesEtags, serversApartMs } = this.options.quirks;
    const nowMs = this.options.nowMs() + serversApartMs;
    if (salesEtags === 'absent') return Math.max(nowMs, (before?.modifiedAtMs ?? 0) + 1);
    return coarseStamps ? wholeSeconds(nowMs) : nowMs;
  }

  /** Without etags the connector compares the time of the last change, read just before it writes. */
  protected override etag(modifiedAtMs: number): Etag | null {
    return this.options.quirks.salesEtags === 'absent'
      ? (`time:${String(modifiedAtMs)}` as Etag)
      : super.etag(modifiedAtMs);
  }

  /** A company is written by its account; without one the connector leaves it as it is. */
  #accepted({ units, accountId }: Write): Units {
    const { company, ...others } = units;
    if (company === undefined) return units;
    if (company === null) return { ...others, company };
    const account = this.accounts.find(({ id }) => id === accountId);
    return account === undefined ? others : { ...others, company: account.name };
  }

  #windowStart(): number {
    return wholeSeconds(this.options.nowMs() + this.options.quirks.serversApartMs);
  }

  /** A record of the second in which the last window ended comes again; none is left out. */
  #window(fromMs: number): Round {
    const changed = [...this.records.values()].filter(({ modifiedAtMs }) => modifiedAtMs >= fromMs);
    changed.sort((a, b) => a.modifiedAtMs - b.modifiedAtMs);
    return { isFull: false, queue: changed.map(({ id }) => id), nextFrom: this.#windowStart(), owed: [] };
  }

  #row(id: RecordId): Change | null {
    const record = this.records.get(id);
    return record === undefined ? null : { type: 'upserted', record };
  }

  /** Inactive ones too: the connector asks for any status. */
  #marked(keys: readonly LinkKey[]): readonly Held[] {
    const latestMs =
      this.options.nowMs() + this.options.quirks.serversApartMs - this.options.quirks.searchLagMs;
    return [...this.records.values()].filter(
      ({ marker, createdAtMs }) =>
        marker !== null && keys.includes(marker.key) && (createdAtMs ?? 0) <= latestMs,
    );
  }

  #members(): readonly { readonly id: RecordId; readonly address: string | null }[] {
    const members = [];
    for (const id of this.search) {
      const record = this.records.get(id);
      if (record !== undefined && !record.isDeleted) members.push({ id, address: record.address });
    }
    return members;
  }

  /** F26: 90 % smaller, or as small as few records can become. */
  #listed<T>(items: readonly T[], trouble: Trouble): readonly T[] {
    if (trouble !== 'shrunk' || items.length < 2) return items;
    this.options.reach?.('shrunken listing');
    strike(this.options, trouble);
    return items.slice(0, 1);
  }

  /** F26: a list that shows nothing of what is there. */
  #hidden(ids: readonly RecordId[]): readonly [] {
    if (ids.length > 0) strike(this.options, 'empty');
    this.options.hides?.('sales', ids, 'empty');
    return [];
  }

  #swept(ids: readonly RecordId[], trouble: Trouble): readonly RecordId[] {
    if (trouble === 'empty') return this.#hidden(ids);
    const live = this.#listed(
      ids.filter((id) => this.records.get(id)?.isDeleted === false),
      trouble,
    );
    if (trouble !== 'false-removed') return live;
    const hidden = anyOf(live.length, () => this.options.random());
    if (hidden >= 0) strike(this.options, trouble);
    return live.filter((_, index) => index !== hidden);
  }
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / secondMs) * secondMs;
}

function folded(value: UnitValue | undefined): string {
  return typeof value === 'string' ? value.trim().toLowerCase().replaceAll(/\s+/g, ' ') : '';
}

function isNamed({ units }: Held, key: NaturalKey): boolean {
  if (key.type === 'email') return folded(units['email']) === folded(key.email);
  return (
    folded(units['firstName']) === folded(key.firstName) &&
    folded(units['lastName']) === folded(key.lastName) &&
    folded(units['company']) === folded(key.company)
  );
}
