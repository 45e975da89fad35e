// I33 the journal tells of every write whose answer arrived what it was for, what stood there before and what after, in the
// very commit that lays the intent aside. Of a write whose answer was lost nobody can tell whether it was applied before a
// person changed the record again.

import type { UnitName, Units } from '../../../../src/sync/model/record.ts';
import type { JournalRow } from '../../../../src/sync/model/state.ts';
import type { WriteOutcome } from '../../../../src/sync/model/write.ts';
import type { StoreOperation } from '../../../../src/sync/ports/sync-store.ts';
import type { Runner } from '../../world/engine-host.ts';
import { isUnguarded } from '../faults-of.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../check.ts';

/** rule ids of sync-rules.md */
const rules = /^[A-Z]\d{1,2}$/;

export function journalChecks(): Check {
  /** applied and not answered yet, by intent: the first application counts where the request was carried out twice (F3) */
  let sent = new Map<string, EngineEvent>();
  /** answered and not journalled yet, by runner and intent */
  const answered = new Map<Runner, Map<string, EngineEvent>>();
  return {
    engineChanges(event) {
      const { intentId } = event.write;
      if (!sent.has(intentId)) sent.set(intentId, event);
    },
    answers({ runner, kind, answer }) {
      if (!kind.endsWith('.write')) return;
      const open = answered.get(runner) ?? new Map<string, EngineEvent>();
      for (const { intentId, result } of Array.isArray(answer) ? (answer as readonly WriteOutcome[]) : []) {
        const event = sent.get(intentId);
        if (event?.runner === runner && (result === 'written' || result === 'deleted'))
          open.set(intentId, event);
      }
      answered.set(runner, open);
      sent = withoutRunner(sent, runner);
    },
    commits({ runner, operations }, facts) {
      for (const operation of operations) {
        if (operation.table !== 'intents' || !('remove' in operation)) continue;
        for (const id of operation.remove) {
          const event = answered.get(runner)?.get(id);
          if (event !== undefined) journalled(event, operations, facts);
          answered.get(runner)?.delete(id);
        }
      }
    },
    runEnds(runner) {
      answered.delete(runner);
      sent = withoutRunner(sent, runner);
    },
  };
}

function withoutRunner(events: ReadonlyMap<string, EngineEvent>, runner: Runner): Map<string, EngineEvent> {
  return new Map([...events].filter(([, event]) => event.runner !== runner));
}

function journalled(event: EngineEvent, operations: readonly StoreOperation[], facts: Facts): void {
  const { key, operation } = event.write;
  const name = `the ${operation} of ${key} in ${event.side}`;
  const row = operations
    .flatMap((other) => (other.table === 'journal' && 'put' in other ? other.put : []))
    .find((put) => put.key === key && put.side === event.side && put.operation === operation);
  if (row === undefined) violated('I33', `${name} was applied and is not in the journal`);
  if (!rules.test(row.rule)) violated('I33', `the journal says ${row.rule} of why ${name} was written`);
  const before = operation === 'create' ? null : (event.before?.units ?? {});
  if (!isUnguarded(event, facts)) same(`${name} before it`, row.before, partOf(before, event));
  same(
    `${name} after it`,
    row.after,
    operation === 'delete' ? null : partOf(event.after?.units ?? {}, event),
  );
  facts.reach('journal row compared');
}

/** A delete takes the whole record, any other write its own units. */
function partOf(units: Units | null, { write }: EngineEvent): Units | null {
  if (units === null || write.operation === 'delete') return units;
  return Object.fromEntries(Object.keys(write.units).map((unit) => [unit, units[unit] ?? null]));
}

function same(what: string, told: JournalRow['before'], held: Units | null): void {
  const texts = [told, held].map((units) => (units === null ? 'nothing' : textOf(units)));
  if (texts[0] !== texts[1]) {
    violated('I33', `the journal says ${String(texts[0])} of ${what}, and it was ${String(texts[1])}`);
  }
}

function textOf(units: Readonly<Record<UnitName, unknown>>): string {
  const told = Object.entries(units).filter(([, value]) => value !== null && value !== undefined);
  return JSON.stringify(told.sort(([one], [other]) => (one < other ? -1 : 1)));
}
