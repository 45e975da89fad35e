// The writes of one request or one batch: staged rows are seen by later reads of the same unit, and by nobody else
// before `commit`. Dropping the unit undoes everything.
import type { PartyKind, Row } from './row.ts';
import type { SalesStore } from './sales-store.ts';
import type { Viewer } from './viewer.ts';

export class UnitOfWork {
  readonly store: SalesStore;
  readonly viewer: Viewer;
  /** LastUpdateDate of everything written here: one transaction, one instant */
  readonly stamp: string;
  readonly #staged = new Map<string, Row>();

  constructor(store: SalesStore, viewer: Viewer) {
    this.store = store;
    this.viewer = viewer;
    this.stamp = store.clock.stamp();
    store.load(viewer);
  }

  stage(row: Row): void {
    this.#staged.set(row.partyId, row);
  }

  /** The latest row if the viewer may see it. */
  byId(kind: PartyKind, partyId: string): Row | undefined {
    const row = this.#staged.get(partyId) ?? this.store.latest(partyId);
    return row?.kind === kind && this.#maySee(row) ? row : undefined;
  }

  byNumber(kind: PartyKind, partyNumber: string): Row | undefined {
    for (const row of this.#staged.values()) {
      if (row.kind === kind && row.values['PartyNumber'] === partyNumber) return row;
    }
    const partyId = this.store.idOf(kind, partyNumber);
    return partyId === undefined ? undefined : this.byId(kind, partyId);
  }

  /** Like `byNumber`, as a reader sees it: a delayed commit shows the previous row, or none. */
  readByNumber(kind: PartyKind, partyNumber: string): Row | undefined {
    const row = this.byNumber(kind, partyNumber);
    if (row === undefined || this.#staged.has(row.partyId)) return row;
    const committed = this.store.committed(row.partyId);
    return committed !== undefined && this.#maySee(committed) ? committed : undefined;
  }

  visible(kind: PartyKind): Row[] {
    const rows = this.store.visible(kind, this.viewer);
    if (this.#staged.size === 0) return rows;
    const staged = [...this.#staged.values()].filter((row) => row.kind === kind && this.#maySee(row));
    return [...rows.filter((row) => !this.#staged.has(row.partyId)), ...staged];
  }

  commit(): void {
    if (this.#staged.size > 0) this.store.commit([...this.#staged.values()]);
  }

  #maySee(row: Row): boolean {
    const accountId = row.values['AccountPartyId'];
    const account = typeof accountId === 'string' ? this.#staged.get(accountId) : undefined;
    return (
      this.store.maySee(this.viewer, row) ||
      (account !== undefined && this.store.maySee(this.viewer, account))
    );
  }
}
