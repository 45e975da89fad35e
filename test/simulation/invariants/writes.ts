// I2 no lost update, I7 no invention, I8 no crosstalk, I11 only what changed is sent, I20 no echo, I21 termination.

import { keyOf, type Item, type Ledger, type Story } from '../ledger/ledger.ts';
import { tokenIn } from '../play/values.ts';
import type { UnitName } from '../../../src/sync/model/record.ts';
import type { WriteOutcome } from '../../../src/sync/model/write.ts';
import type { Runner } from '../world/engine-host.ts';
import { isUnguarded } from './faults-of.ts';
import { violated, type Check, type EngineEvent, type Facts } from './check.ts';

/** I21: engine writes to one record per thing people did to it (its birth is one), and a few for repeats of what was lost. */
const writesPerAct = 1;
const writesForNothing = 2;
const writesForDropped = 2;

interface Echo {
  readonly key: string;
  readonly acts: number;
  readonly times: number;
  readonly intentId: string;
  readonly runner: Runner;
  /** the runner was told that this was written */
  isAnswered: boolean;
}

export function writeChecks(): Check {
  /** newest engine write per item and unit */
  const newest = new Map<string, Echo>();
  return {
    answers({ runner, kind, answer }) {
      if (!kind.endsWith('.write') || !Array.isArray(answer)) return;
      const written = new Set(
        (answer as readonly WriteOutcome[]).flatMap(({ intentId, result }) =>
          result === 'written' ? [intentId as string] : [],
        ),
      );
      for (const echo of newest.values())
        if (echo.runner === runner && written.has(echo.intentId)) echo.isAnswered = true;
    },
    diskChanges() {
      newest.clear();
    },
    engineChanges(event, facts) {
      const item = facts.ledger.item(event.side, event.id);
      const story = item === undefined ? storyOfCreate(event, facts) : facts.ledger.story(item.who);
      if (story === undefined) return;
      bounded(event, story, facts);
      if (event.operation === 'delete') return;
      for (const unit of Object.keys(event.write.units)) {
        onlyGiven(event, story, { unit, ledger: facts.ledger });
        if (item === undefined || event.operation === 'create') continue;
        nothingOverwritten(event, item, { unit, facts });
        onlyChanged(event, unit);
        noEcho(event, story, { unit, newest, most: mostOf(facts) });
      }
    },
  };
}

function storyOfCreate(event: EngineEvent, facts: Facts): Story | undefined {
  const name = event.write.units['lastName'];
  return facts.ledger.stories.find((story) => name === `P${String(story.who)}`);
}

/** I7, I8: every value the engine writes was given to this field of this record by somebody. */
function onlyGiven(
  event: EngineEvent,
  story: Story,
  { unit, ledger }: { readonly unit: UnitName; readonly ledger: Ledger },
): void {
  const value = event.write.units[unit] ?? null;
  const given = story.given.get(unit);
  const key = keyOf(unit, value);
  if (given?.has(key) === true) return;
  const merged = ledger.stories.filter((other) => isMergedWith(story, other));
  if (merged.some((other) => other.given.get(unit)?.has(key) === true)) return;
  const token = tokenIn(unit, value);
  if (token !== null && (token.who !== story.who || token.field !== unit)) {
    violated('I8', `${unit} of P${String(story.who)} got a value of P${String(token.who)} ${token.field}`);
  }
  if (given !== undefined)
    violated('I7', `${unit} of P${String(story.who)} got ${key}, which nobody ever wrote`);
}

/** D20, A2: of two that a person merged in Sales, and who share an address since, the items are one person's. */
function isMergedWith(one: Story, other: Story): boolean {
  const addresses = [...(one.given.get('email') ?? [])].filter((key) => key !== 'blank');
  return (
    one.marks.has('merged') &&
    other.marks.has('merged') &&
    addresses.some((key) => other.given.get('email')?.has(key) === true)
  );
}

function nothingOverwritten(
  event: EngineEvent,
  item: Item,
  facts: { readonly unit: UnitName; readonly facts: Facts },
): void {
  if (isUnguarded(event, facts.facts)) return;
  const written = item.personWrites.get(facts.unit) ?? 0;
  const served = item.servedAt.get(event.runner) ?? 0;
  if (written <= served) return;
  violated('I2', `${facts.unit} of ${event.side} ${event.id} was overwritten before it was read`);
}

function onlyChanged(event: EngineEvent, unit: UnitName): void {
  if (event.before === null || event.write.expectedEtag !== event.before.etag) return;
  const before = JSON.stringify(event.before.units[unit] ?? null);
  if (before !== JSON.stringify(event.write.units[unit] ?? null)) return;
  violated('I11', `${unit} of ${event.side} ${event.id} was sent although it is ${before} there already`);
}

/** One more where the service makes its own of what it is sent (F23): whoever has no base sends it once more. */
function mostOf({ plan, hasStruck }: Facts): number {
  return plan.quirks.rewrites || hasStruck('drop-field', 'cut-field') ? 2 : 1;
}

/** I20: the same value goes to the same place twice only after a person touched the record. */
function noEcho(
  event: EngineEvent,
  story: Story,
  at: { readonly unit: UnitName; readonly newest: Map<string, Echo>; readonly most: number },
): void {
  const name = `${event.side}:${event.id}:${at.unit}`;
  const key = keyOf(at.unit, event.write.units[at.unit]);
  const before = at.newest.get(name);
  const isSame = before?.key === key && before.acts === story.personActs;
  // What the engine was never told of may be sent once more.
  const times = !isSame ? 1 : before.isAnswered ? before.times + 1 : before.times;
  const { intentId } = event.write;
  at.newest.set(name, {
    key,
    acts: story.personActs,
    times,
    intentId,
    runner: event.runner,
    isAnswered: false,
  });
  if (times > at.most)
    violated('I20', `${name} was sent ${key} ${String(times)} times and nobody touched it`);
}

function bounded(event: EngineEvent, story: Story, { hasStruck }: Facts): void {
  // F23: what a service drops is sent once more, and whoever comes to the pair without a base takes the gap for an edit.
  const forDropped = hasStruck('drop-field', 'cut-field') ? writesForDropped : 0;
  const limit = writesPerAct * story.personActs + writesForNothing + forDropped;
  const writes = story.writesWith(event);
  if (writes <= limit) return;
  violated('I21', `P${String(story.who)}: ${String(writes)} writes for ${String(story.personActs)} deeds`);
}
