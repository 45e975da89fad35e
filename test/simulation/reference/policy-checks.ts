// I9 and I10, at every engine write: whose value may be overwritten is asked of the reference merge, on what people typed and
// what the services held. A value is at stake while only one side ever had it, or while the other holds it cut (D19).

import type { Answer, Conflict } from '../../../src/sync/model/decision.ts';
import type { UnitValue } from '../../../src/sync/model/record.ts';
import type { ConflictPolicy } from '../../../src/sync/model/settings.ts';
import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import type { Intent } from '../../../src/sync/model/write.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import { hasDeed, isUnguarded } from '../invariants/faults-of.ts';
import { keyOf, otherOf, type Item, type Story } from '../ledger/ledger.ts';
import { editedFields, type EditedField } from '../plan.ts';
import { isAccepted } from './lost-memory.ts';
import type { Runner } from '../world/engine-host.ts';
import { simulatedMapping } from '../sides/side-mapping.ts';
import { referenceMerge } from './reference-merge.ts';
import { Versions } from './versions.ts';

const errorBarMs = 2_000;

/** One engine write over a record that has one counterpart. */
interface Overwrite {
  readonly event: EngineEvent & { readonly before: NonNullable<EngineEvent['before']> };
  readonly story: Story;
  /** where the written values come from */
  readonly source: Item;
  readonly facts: Facts;
}

export function policyChecks(): Check {
  const versions = new Versions();
  const answers = new Answers();
  /** when the newest run began that succeeded, as the relay knows it, and what it was when memory was lost; epoch ms */
  let succeededMs: number | null = null;
  let sinceMs: number | null = null;
  const begun = new Beginnings();
  return {
    asks({ runner, kind }, { ledger }) {
      if (kind === 'lease.acquire') begun.note(runner, ledger.order);
    },
    runEnds(runner, facts, end) {
      if (end.end !== 'reported' || !end.report.outcome.startsWith('succeeded')) return;
      begun.forget(runner);
      succeededMs = Math.max(succeededMs ?? 0, Math.min(end.report.startedAtMs, facts.nowMs()));
    },
    diskChanges() {
      sinceMs = succeededMs;
    },
    commits({ operations }) {
      answers.note(operations);
    },
    personChanges(event, { ledger }) {
      versions.note(event, ledger.order);
    },
    engineChanges(event, facts) {
      const overwrite = overwriteOf(event, facts, begun.of(event.runner));
      if (overwrite !== null) {
        if (facts.circumstances.memoryLostAt === 0) judge(overwrite, versions, answers);
        else if (sinceMs !== null) untouchedSideLoses(overwrite, versions, sinceMs);
      }
      versions.note(event, facts.ledger.order);
    },
  };
}

/** Order at which each runner's work began that is not over: a run, and before it those that broke off. */
class Beginnings {
  readonly #orders = new Map<Runner, number>();

  note(runner: Runner, order: number): void {
    if (!this.#orders.has(runner)) this.#orders.set(runner, order);
  }

  forget(runner: Runner): void {
    this.#orders.delete(runner);
  }

  of(runner: Runner): number {
    return this.#orders.get(runner) ?? 0;
  }
}

function overwriteOf(event: EngineEvent, facts: Facts, begunAt: number): Overwrite | null {
  const { before, side } = event;
  if (event.operation !== 'update' || before === null) return null;
  const { plan, ledger, circumstances } = facts;
  if (isUnguarded(event, facts)) return null;
  if ((event.write as Partial<Intent>).settlement?.isRestore === true) return null;
  // A value that was restored is an edit with the time of its restoration (D15), which nobody typed.
  if (circumstances.workedBy.includes('latest-wins') && hasDeed(plan, 'restore-kept')) return null;
  const story = ledger.storyOf(side, event.id);
  const isPair = story !== undefined && story.born !== 'twins' && story.live(side).length === 1;
  const [source, ...more] = isPair ? story.live(otherOf(side)) : [];
  if (!isPair || source === undefined || more.length > 0 || story.marks.has('merged')) return null;
  // Of two copies one died since the run began: which of them it had read is not to be seen from what lives.
  if (story.deaths.some((death) => death.side === source.side && death.order > begunAt)) return null;
  return { event: { ...event, before }, story, source, facts };
}

function judge(overwrite: Overwrite, versions: Versions, answers: Answers): void {
  const { event, facts } = overwrite;
  const written = editedFields.filter((field) => field in event.write.units);
  for (const field of written) {
    const key = keyOf(field, event.write.units[field]);
    if (key === keyOf(field, event.before.units[field])) continue;
    if (!isAtStake(overwrite, versions, field) && !isCutElsewhere(overwrite, versions, field)) continue;
    mayWin(overwrite, versions, { field, answers, what: 'it' });
  }
  if (facts.plan.mergeUnit !== 'record' || written.length === 0) return;
  const [first] = written;
  const rest = editedFields.filter((field) => !written.includes(field));
  if (first === undefined || !rest.some((field) => isAtStake(overwrite, versions, field))) return;
  // D12: where both sides moved anywhere, the whole record is contested.
  mayWin(overwrite, versions, { field: first, answers, what: 'the record' });
}

/**
 * A6: after another runner, or with a new memory, a side that nobody touched since the last run that succeeded counts as
 * unchanged. Its old value, which the other side has had, does not come back over a newer one.
 */
function untouchedSideLoses(overwrite: Overwrite, versions: Versions, sinceMs: number): void {
  const { event, story, source, facts } = overwrite;
  const { rounds, mergeUnit, quirks } = facts.plan;
  // A disk that was set back does not know it; what the relay was not told it cannot say; and a write that did not go
  // through the first time is judged again when the round by A6 is over, as any first meeting (A3).
  const isTold = rounds.every(
    ({ disk, faults, during }) => typeof disk === 'string' && faults.length + during.length === 0,
  );
  if (!isTold || facts.plan.poisoned !== null || mergeUnit === 'record' || quirks.clockOffsetMs !== 0) return;
  // In doubt a side was touched: two clocks may be two minutes apart.
  if (source.version.modifiedAtMs > sinceMs - 120_000) return;
  for (const field of editedFields.filter((name) => name in event.write.units)) {
    const key = keyOf(field, event.write.units[field]);
    if (!story.hasHeld(event.side, field, key) || !isAtStake(overwrite, versions, field)) continue;
    violated(
      'I9',
      `${field} of P${String(story.who)} in ${event.side} went back to ${key}, older than the last run (A6)`,
    );
  }
}

/** Typed by a person here, and nothing that the other side ever held. */
function isAtStake({ event, story, facts }: Overwrite, versions: Versions, field: EditedField): boolean {
  const key = keyOf(field, event.before.units[field]);
  if (isAccepted(facts.circumstances, story, { field, side: event.side, key })) return false;
  if (key === 'blank' || story.hasHeld(otherOf(event.side), field, key)) return false;
  return versions.isTyped(event.side, event.before.id, field, key);
}

/** D19: longer than the other side holds, and never whole there. */
function isCutElsewhere({ event, source }: Overwrite, versions: Versions, field: EditedField): boolean {
  const value = event.before.units[field] ?? null;
  const other = otherOf(event.side);
  const fitted = simulatedMapping(other).fit(field, value);
  if (typeof value !== 'string' || typeof fitted !== 'string' || fitted.length >= value.length) return false;
  const held = versions.holding(other, source.id, field, keyOf(field, value));
  return !held.some((version) => version.units[field] === value);
}

function mayWin(
  overwrite: Overwrite,
  versions: Versions,
  at: { readonly field: EditedField; readonly answers: Answers; readonly what: string },
): void {
  const { event, facts } = overwrite;
  const { field, answers, what } = at;
  const now = valuesOf(event, field);
  if (answers.allow(field, now, otherOf(event.side))) return;
  const policies = [...new Set(facts.circumstances.workedBy)];
  if (policies.some((policy) => wins(overwrite, versions, { field, policy }))) return;
  const rule = policies.includes('ask-user') ? 'I10' : 'I9';
  violated(
    rule,
    `${field} of P${String(overwrite.story.who)} in ${event.side}: ${keyOf(field, now[event.side])} was overwritten by ` +
      `${keyOf(field, now[otherOf(event.side)])} though ${policies.join(' or ')} does not let ${what} lose`,
  );
}

function valuesOf(event: Overwrite['event'], field: EditedField): Record<'microsoft' | 'sales', UnitValue> {
  const [here, written] = [event.before.units[field] ?? null, event.write.units[field] ?? null];
  return event.side === 'microsoft'
    ? { microsoft: here, sales: written }
    : { microsoft: written, sales: here };
}

/** Whether the source wins by this policy, for one of the times at which its value can have been read. */
function wins(
  { event, source, facts }: Overwrite,
  versions: Versions,
  { field, policy }: { readonly field: EditedField; readonly policy: ConflictPolicy },
): boolean {
  const by = otherOf(event.side);
  const key = keyOf(field, event.write.units[field]);
  const held = versions.holding(by, source.id, field, key);
  const lostAt = facts.circumstances.newestLossAt;
  const times = {
    [event.side]: versions.editTimes(event.side, event.before.id, {
      seen: versions.newest(event.side, event.before.id),
      lostAt,
    }),
    [by]: versions.editTimes(by, source.id, { seen: held, lostAt }),
  } as Record<'microsoft' | 'sales', readonly number[]>;
  const offsetMs = facts.plan.quirks.serversApartMs;
  // Never agreed, and no value is blank to the reference: contested whatever the bases were.
  const now = valuesOf(event, field);
  const fields = { [field]: { now, base: { microsoft: 'before', sales: 'before' } } };
  return times.microsoft.some((microsoftMs) =>
    times.sales.some((salesMs) => {
      const stamps = {
        microsoft: { modifiedAtMs: microsoftMs },
        sales: { modifiedAtMs: salesMs - offsetMs },
      };
      const merged = referenceMerge({ policy, mergeUnit: 'field', fields, stamps, errorBarMs })[field];
      return merged?.is === 'won' && merged.by === by;
    }),
  );
}

/** What people answered, and about which two values: an answer lets these and no others be written (D16). */
class Answers {
  readonly #shown = new Map<string, Conflict>();
  readonly #given = new Set<string>();
  /** values of Sales that an answer gave up for an item that is not shared (A3): they wait for whatever stands there then */
  readonly #givenUp = new Set<string>();
  readonly #waiting = new Map<string, Answer>();

  note(operations: readonly StoreOperation[]): void {
    this.#noteCarriedOut(operations);
    for (const operation of operations) {
      if ('remove' in operation) continue;
      if (operation.table === 'conflicts') for (const row of operation.put) this.#shown.set(row.key, row);
      if (operation.table !== 'answers') continue;
      for (const answer of operation.put) {
        const { key, choices } = answer;
        this.#waiting.set(key, answer);
        for (const { unit, microsoft, sales } of this.#shown.get(key)?.units ?? []) {
          const choice = choices[unit];
          if (choice !== undefined) this.#given.add(nameOf(unit, { microsoft, sales }, choice));
        }
      }
    }
  }

  /** A commit that takes the answer away and does not ask about the unit again. */
  #noteCarriedOut(operations: readonly StoreOperation[]): void {
    const asked = new Set(
      operations.flatMap((operation) =>
        operation.table === 'conflicts' && 'put' in operation
          ? operation.put.flatMap(({ key, units }) => units.map(({ unit }) => `${key} ${unit}`))
          : [],
      ),
    );
    const taken = operations.flatMap((operation) =>
      operation.table === 'answers' && 'remove' in operation ? operation.remove : [],
    );
    for (const key of taken) {
      const choices = this.#waiting.get(key)?.choices ?? {};
      this.#waiting.delete(key);
      const shown = this.#shown.get(key);
      if (shown?.isUnshared !== true) continue;
      for (const { unit, sales } of shown.units)
        if (choices[unit] === 'microsoft' && !asked.has(`${key} ${unit}`))
          this.#givenUp.add(`${unit}:${keyOf(unit, sales)}`);
    }
  }

  allow(
    field: EditedField,
    now: Record<'microsoft' | 'sales', UnitValue>,
    by: 'microsoft' | 'sales',
  ): boolean {
    const isGivenUp = by === 'microsoft' && this.#givenUp.has(`${field}:${keyOf(field, now.sales)}`);
    return isGivenUp || this.#given.has(nameOf(field, now, by));
  }
}

function nameOf(
  unit: string,
  { microsoft, sales }: Readonly<Record<'microsoft' | 'sales', UnitValue>>,
  choice: string,
): string {
  return `${unit}:${keyOf(unit, microsoft)}:${keyOf(unit, sales)}:${choice}`;
}
