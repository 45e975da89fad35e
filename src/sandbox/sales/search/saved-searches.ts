// Saved searches of a person and the contacts they find. The index behind Adaptive Search is refreshed on its own time:
// with a lag, an answer may be as old as the lag, however the rows have changed since.
import { randomUUID } from 'node:crypto';
import type { SavedSearchSeed } from '../../company/records.ts';
import type { StoredSearch } from '../store/partition.ts';
import type { Row } from '../store/row.ts';
import type { SalesStore } from '../store/sales-store.ts';
import type { Viewer } from '../store/viewer.ts';

interface Indexed {
  readonly rows: readonly Row[];
  readonly atMs: number;
}

export class SavedSearches {
  readonly #store: SalesStore;
  readonly #index = new Map<string, Indexed>();

  constructor(store: SalesStore) {
    this.#store = store;
  }

  /** The viewer's own and the public searches, the default first. */
  list(viewer: Viewer): SavedSearchSeed[] {
    const { company } = this.#store;
    if (viewer.partyId === null) {
      const everyone = company.people[0];
      return everyone === undefined ? [] : publicOf(company.savedSearchesOf(everyone.userName));
    }
    return [...company.savedSearchesOf(viewer.name), ...this.#store.partition(viewer.name).value.ownSearches];
  }

  find(viewer: Viewer, queryUuid: string): SavedSearchSeed | undefined {
    return this.list(viewer).find((search) => search.queryUuid === queryUuid);
  }

  /** Active contacts in scope, oldest id first; at most `searchLagMs` old. */
  rows(viewer: Viewer, search: SavedSearchSeed): readonly Row[] {
    const lagMs = this.#store.switches.searchLagMs;
    const key = `${viewer.name}/${search.queryUuid}`;
    const nowMs = this.#store.clock.nowMs();
    const known = this.#index.get(key);
    if (known !== undefined && lagMs > 0 && nowMs - known.atMs < lagMs) return known.rows;
    const rows = this.#found(viewer, search);
    this.#index.set(key, { rows, atMs: nowMs });
    return rows;
  }

  /** Every active contact that the viewer sees: what an ad-hoc query searches. */
  everything(viewer: Viewer): Row[] {
    return sorted(this.#store.visible('contacts', viewer).filter(isActive));
  }

  #found(viewer: Viewer, search: SavedSearchSeed): Row[] {
    const { joined, left } = this.#membership(viewer, search.queryUuid);
    const [inside, outside] = [new Set(joined), new Set(left)];
    const matches = matcher(viewer, search);
    return this.everything(viewer).filter(
      (row) => !outside.has(row.partyId) && (inside.has(row.partyId) || matches(row)),
    );
  }

  /** Puts a contact into a search by hand, or takes it out. */
  setMember(viewer: Viewer, queryUuid: string, member: { partyId: string; inside: boolean }): void {
    const partition = this.#store.partition(viewer.name);
    const { joined, left } = this.#membership(viewer, queryUuid);
    const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== member.partyId);
    partition.value.membership[queryUuid] = {
      joined: member.inside ? [...without(joined), member.partyId] : without(joined),
      left: member.inside ? without(left) : [...without(left), member.partyId],
    };
    partition.changed();
  }

  /** Stores a new private search with the rule of the one it was copied from, or of all own contacts. */
  create(viewer: Viewer, name: string, from: SavedSearchSeed | undefined): SavedSearchSeed {
    const partition = this.#store.partition(viewer.name);
    const number = 900_000_000 + partition.value.ownSearches.length;
    const search: StoredSearch = {
      queryUuid: randomUUID(),
      savedSearchNumber: String(number),
      entity: 'Contact',
      name,
      description: null,
      access: 'Private',
      isDefault: false,
      rule: from?.rule ?? { kind: 'owned-by-me' },
    };
    partition.value.ownSearches.push(search);
    partition.changed();
    return search;
  }

  #membership(
    viewer: Viewer,
    queryUuid: string,
  ): { readonly joined: readonly string[]; readonly left: readonly string[] } {
    const none = { joined: [], left: [] };
    if (viewer.partyId === null) return none;
    return this.#store.partition(viewer.name).value.membership[queryUuid] ?? none;
  }
}

function publicOf(searches: readonly SavedSearchSeed[]): SavedSearchSeed[] {
  return searches.filter((search) => search.access === 'Public');
}

function isActive(row: Row): boolean {
  return row.values['PartyStatus'] === 'A';
}

function sorted(rows: Row[]): Row[] {
  return rows.sort((a, b) => a.partyId.length - b.partyId.length || (a.partyId < b.partyId ? -1 : 1));
}

function matcher(viewer: Viewer, { rule }: SavedSearchSeed): (row: Row) => boolean {
  switch (rule.kind) {
    case 'owned-by-me':
      return (row) => viewer.partyId === null || row.values['OwnerPartyId'] === viewer.partyId;
    case 'of-accounts': {
      const accounts = new Set(rule.accountPartyIds);
      return (row) => accounts.has(String(row.values['AccountPartyId']));
    }
    case 'listed': {
      const listed = new Set(rule.partyIds);
      return (row) => listed.has(row.partyId);
    }
  }
}
