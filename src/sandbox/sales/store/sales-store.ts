// All parties in memory, loaded per owner on first need, each owner's changes in a snapshot file of their own.
// A commit delay keeps the previous row in front of readers for a while, as a late commit does on a real server.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Company } from '../../company/company.ts';
import type { Person } from '../../company/person.ts';
import { openJsonStore } from '../../persistence/json-store.ts';
import type { JsonStore } from '../../persistence/json-store.ts';
import { defaultSwitches, switchesSchema } from '../switches.ts';
import { mergeRows, openPartition } from './partition.ts';
import type { PartitionState } from './partition.ts';
import type { PartyKind, Row } from './row.ts';
import { seedRows } from './seed-rows.ts';
import { createServerClock } from './server-clock.ts';
import type { ServerClock } from './server-clock.ts';
import { maySee } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/** A data folder of an earlier version lacks the newer switches. */
const storedSwitches = z
  .looseObject({})
  .transform((found) => ({ ...defaultSwitches, ...found }))
  .pipe(switchesSchema);

const stateSchema = z.strictObject({
  lastStampMs: z.number(),
  /** running number of parties made since the seed */
  made: z.int(),
  switches: storedSwitches,
});
type State = z.output<typeof stateSchema>;

interface Delayed {
  readonly visibleFromMs: number;
  readonly previous: Row | undefined;
}

export class SalesStore {
  readonly company: Company;
  readonly clock: ServerClock;
  readonly #people: ReadonlyMap<string, Person>;
  readonly #folder: string;
  readonly #state: JsonStore<State>;
  readonly #partitions = new Map<string, JsonStore<PartitionState>>();
  readonly #rows = new Map<string, Row>();
  readonly #ids = new Map<string, string>();
  readonly #delayed = new Map<string, Delayed>();

  constructor(dataDir: string, company: Company, now?: () => number) {
    this.company = company;
    this.#people = new Map(company.people.map((person) => [person.salesPartyId, person]));
    this.#folder = join(dataDir, 'sales');
    const initial: State = { lastStampMs: 0, made: 0, switches: { ...defaultSwitches } };
    this.#state = openJsonStore(this.#folder, 'state', initial, { parse: (json) => stateSchema.parse(json) });
    this.clock = createServerClock(this.switches, this.#state.value, now);
    mkdirSync(join(this.#folder, 'people'), { recursive: true, mode: 0o700 });
    for (const file of readdirSync(join(this.#folder, 'people'))) {
      if (file.endsWith('.json')) this.partition(file.slice(0, -'.json'.length));
    }
  }

  get switches(): State['switches'] {
    return this.#state.value.switches;
  }

  stateChanged(): void {
    this.#state.changed();
  }

  /** The owner's part; throws for a name that is not in the company. */
  partition(owner: string): JsonStore<PartitionState> {
    const known = this.#partitions.get(owner);
    if (known !== undefined) return known;
    const partition = openPartition(join(this.#folder, 'people'), owner);
    this.#partitions.set(owner, partition);
    for (const row of mergeRows(seedRows(this.company, owner), partition.value.rows)) this.#index(row);
    return partition;
  }

  /** Loads every owner whose rows the viewer could see. */
  load(viewer: Viewer): void {
    if (viewer.seesAll) {
      this.loadAll();
      return;
    }
    for (const owner of [viewer.name, ...this.company.ownersSharingWith(viewer.name)]) this.partition(owner);
  }

  loadAll(): void {
    for (const person of this.company.people) this.partition(person.userName);
  }

  /** The person whose resource has this PartyId. */
  person(partyId: string): Person | undefined {
    return this.#people.get(partyId);
  }

  /** The latest row, whoever may see it, whether its commit is visible yet or not. */
  latest(partyId: string): Row | undefined {
    return this.#rows.get(partyId);
  }

  idOf(kind: PartyKind, partyNumber: string): string | undefined {
    return this.#ids.get(`${kind}/${partyNumber}`);
  }

  /** What a reader gets: the latest row, or the one before while the commit of the latest is delayed. */
  committed(partyId: string): Row | undefined {
    const delayed = this.#delayed.get(partyId);
    if (delayed === undefined) return this.#rows.get(partyId);
    if (this.clock.nowMs() < delayed.visibleFromMs) return delayed.previous;
    this.#delayed.delete(partyId);
    return this.#rows.get(partyId);
  }

  /** Rows the viewer may see, in no particular order. */
  visible(kind: PartyKind, viewer: Viewer): Row[] {
    this.load(viewer);
    const rows: Row[] = [];
    for (const [partyId, latest] of this.#rows) {
      if (latest.kind !== kind) continue;
      const row = this.#delayed.size === 0 ? latest : this.committed(partyId);
      if (row !== undefined && this.maySee(viewer, row)) rows.push(row);
    }
    return rows;
  }

  maySee(viewer: Viewer, row: Row): boolean {
    const accountId = row.values['AccountPartyId'];
    return maySee(viewer, row, typeof accountId === 'string' ? this.#rows.get(accountId) : undefined);
  }

  /** Makes all rows of one transaction the latest ones. */
  commit(rows: readonly Row[]): void {
    const delayMs = this.switches.commitDelayMs;
    for (const row of rows) {
      if (delayMs > 0) {
        const previous = this.committed(row.partyId);
        this.#delayed.set(row.partyId, { visibleFromMs: this.clock.nowMs() + delayMs, previous });
      }
      this.#index(row);
      const partition = this.partition(row.partition);
      partition.value.rows[row.partyId] = row;
      partition.changed();
    }
    this.#state.changed();
  }

  /** A fresh id, every second one above 2^53, and its number. */
  nextParty(): { partyId: string; partyNumber: string } {
    this.#state.value.made += 1;
    this.#state.changed();
    const { made } = this.#state.value;
    const partyId =
      made % 2 === 0
        ? `900719925477${String(made).padStart(6, '0')}`
        : `30010020${String(made).padStart(7, '0')}`;
    return { partyId, partyNumber: `CDRM_9${String(made).padStart(5, '0')}` };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#partitions.values()].map((partition) => partition.close()));
    await this.#state.close();
  }

  #index(row: Row): void {
    this.#rows.set(row.partyId, row);
    this.#ids.set(`${row.kind}/${String(row.values['PartyNumber'])}`, row.partyId);
  }
}
