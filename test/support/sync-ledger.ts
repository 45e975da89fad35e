// The ledger that judges the end of a random plan. It sees what people did and what the servers hold, never what the
// engine stored, but for the losing values that the engine promises to keep (D15).

import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import type { RecordId } from '../../src/sync/model/ids.ts';
import type { UnitValue } from '../../src/sync/model/record.ts';
import type { Side } from '../../src/sync/model/side.ts';
import { Bench, minuteMs, settingsWith } from './sync-bench.ts';
import type { FakeSide } from './sync-fake-side.ts';
import { person } from './sync-people.ts';
import { fields, type Deed, type Field, type RandomPlan, type Round } from './sync-random-plan.ts';
import { Crash } from './sync-world.ts';

const email = (who: number): string => `p${String(who)}@contoso.example`;

/** What people did, by person and field. */
export class Ledger {
  readonly bench = new Bench();
  readonly last = new Map<string, Partial<Record<Side, { readonly token: string; readonly atMs: number }>>>();
  readonly deleted = new Set<string>();
  readonly people: string[] = [];
  /** losing values that a memory held before it was lost */
  readonly kept: UnitValue[] = [];
  #tokens = 0;
  #other = createMemorySyncStore();

  readonly plan: RandomPlan;

  constructor(plan: RandomPlan) {
    this.plan = plan;
    const { bench } = this;
    bench.settings = settingsWith({ contact: { policy: plan.policy } });
    bench.outlook.searchLagMs = 5_000;
    bench.sales.searchLagMs = 5_000;
    const add = (where: (units: ReturnType<typeof person>) => void): void => {
      const who = this.people.length;
      this.people.push(email(who));
      where(person(`P${String(who)}`, { email: email(who), jobTitle: null }));
    };
    for (let index = 0; index < plan.salesBorn; index += 1) add((units) => bench.sales.addSelected(units));
    for (let index = 0; index < plan.outlookBorn; index += 1) {
      add((units) => bench.outlook.add(units, { isShared: true }));
    }
    for (let index = 0; index < plan.adopted; index += 1) {
      add((units) => {
        bench.sales.addSelected(units);
        bench.outlook.add(units, { isShared: true });
      });
    }
    // Guards judge shares of a listing: these keep every listing far from empty.
    for (let index = 0; index < 3; index += 1) {
      const units = person(`Filler${String(index)}`, { email: `filler${String(index)}@contoso.example` });
      bench.sales.addSelected(units);
      bench.outlook.add(units, { isShared: true });
    }
  }

  side(side: Side): FakeSide {
    return side === 'microsoft' ? this.bench.outlook : this.bench.sales;
  }

  find(side: Side, who: string): RecordId | null {
    return (
      this.side(side)
        .live()
        .find((item) => item.units['email'] === who)?.id ?? null
    );
  }

  act(deed: Deed): void {
    if (deed.do === 'expire') {
      this.bench.outlook.expireCursors();
      return;
    }
    if (deed.do === 'trouble') {
      this.#trouble(deed);
      return;
    }
    const who = this.people[deed.who % Math.max(1, this.people.length)];
    const id = who === undefined ? null : this.find(deed.side, who);
    if (who === undefined || id === null) return;
    if (deed.do === 'bump') this.side(deed.side).bump(id);
    if (deed.do === 'delete') {
      this.deleted.add(who);
      if (deed.side === 'sales') this.bench.sales.deactivate(id);
      else this.bench.outlook.remove(id);
    }
    if (deed.do === 'edit') {
      this.#tokens += 1;
      const token = `t${String(this.#tokens)}-${who.slice(0, 2)}`;
      this.side(deed.side).edit(id, { [deed.field]: token });
      const key = `${who}:${deed.field}`;
      this.last.set(key, { ...this.last.get(key), [deed.side]: { token, atMs: this.bench.world.nowMs } });
    }
  }

  #trouble({ side, outcome }: Extract<Deed, { do: 'trouble' }>): void {
    const server = this.side(side);
    server.script = ({ intentId }) => {
      server.script = null;
      if (outcome === 'throttled') return { intentId, result: outcome, retryAfterMs: 1_000 };
      if (outcome === 'precondition-failed') return { intentId, result: outcome };
      const refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null } as const;
      return { intentId, result: outcome, refusal };
    };
  }

  async play(round: Round): Promise<void> {
    const { bench } = this;
    await this.#remember(round);
    bench.later(minuteMs);
    for (const deed of round.before) this.act(deed);
    bench.later(minuteMs);
    bench.world.injectFault(round.fault);
    bench.world.onStep((_, step) => {
      for (const during of round.during) if (during.step === step) this.act(during.deed);
    });
    try {
      await bench.run();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    bench.world.onStep(null);
    bench.world.revive();
    this.noDuplicates();
  }

  async #remember({ memory, lostCommits }: Round): Promise<void> {
    if (memory === 'kept') return;
    for (const row of await this.bench.rows('keptValues')) this.kept.push(row.value);
    if (memory === 'rewound') {
      await this.bench.rewind(lostCommits);
      return;
    }
    const mine = this.bench.store;
    this.bench.useStore(memory === 'lost' ? createMemorySyncStore() : this.#other);
    if (memory === 'other') this.#other = mine;
  }

  async settle(): Promise<void> {
    for (let cycle = 0; cycle < 6; cycle += 1) {
      this.bench.later(cycle === 3 ? 40 * minuteMs : 5 * minuteMs);
      await this.bench.run();
      this.noDuplicates();
    }
  }

  /** I1 */
  noDuplicates(): void {
    for (const side of ['microsoft', 'sales'] as const) {
      const emails = this.side(side)
        .live()
        .map((item) => JSON.stringify(item.units['email']));
      if (new Set(emails).size !== emails.length)
        throw new Error(`I1 duplicate in ${side}: ${emails.join()}`);
    }
  }

  /** I5 alone: after lost memory A6 may leave two values as they are, but it never loses a record */
  judgeDeletes(): void {
    for (const who of this.people) {
      if (this.deleted.has(who)) continue;
      const ids = { microsoft: this.find('microsoft', who), sales: this.find('sales', who) };
      if (ids.microsoft === null || ids.sales === null)
        throw new Error(`I5 ${who} is gone: ${JSON.stringify(ids)}`);
    }
  }

  /** I3, I4, I5, I7, I22 */
  judge(kept: readonly UnitValue[]): void {
    for (const who of this.people) {
      const ids = { microsoft: this.find('microsoft', who), sales: this.find('sales', who) };
      if (this.deleted.has(who)) continue;
      if (ids.microsoft === null || ids.sales === null)
        throw new Error(`I5 ${who} is gone: ${JSON.stringify(ids)}`);
      for (const field of fields)
        this.#judgeField({ who, field, ids: { microsoft: ids.microsoft, sales: ids.sales }, kept });
    }
  }

  #judgeField(facts: {
    readonly who: string;
    readonly field: Field;
    readonly ids: Readonly<Record<Side, RecordId>>;
    readonly kept: readonly UnitValue[];
  }): void {
    const { who, field, ids, kept } = facts;
    const now = {
      microsoft: this.bench.outlook.value(ids.microsoft, field),
      sales: this.bench.sales.value(ids.sales, field),
    };
    if (now.microsoft !== now.sales) throw new Error(`I22 ${who} ${field}: ${JSON.stringify(now)}`);
    const last = this.last.get(`${who}:${field}`) ?? {};
    const tokens = [last.microsoft?.token, last.sales?.token].filter((token) => token !== undefined);
    if (tokens.length === 0) {
      if (now.sales !== null) throw new Error(`I7 ${who} ${field}: ${JSON.stringify(now)}`);
      return;
    }
    // After lost commits two values meet without a base (A3): an older one may win, but what loses is kept.
    const isRewound = this.plan.rounds.some((round) => round.memory === 'rewound');
    if (!isRewound && !tokens.some((token) => token === now.sales)) {
      throw new Error(`I3 ${who} ${field} is ${JSON.stringify(now)}, not one of ${tokens.join()}`);
    }
    for (const token of tokens) {
      // The newer of two edits may lose by the policy only, and then it is kept; the older may have been replaced by it.
      const isNewest = [last.microsoft, last.sales].every(
        (other) => (other?.atMs ?? 0) <= this.#atMs(last, token),
      );
      if (token !== now.sales && isNewest && !kept.includes(token))
        throw new Error(`I3 ${who} ${field}: lost ${token}`);
    }
  }

  #atMs(
    last: Partial<Record<Side, { readonly token: string; readonly atMs: number }>>,
    token: string,
  ): number {
    return Math.max(...[last.microsoft, last.sales].map((edit) => (edit?.token === token ? edit.atMs : 0)));
  }
}
