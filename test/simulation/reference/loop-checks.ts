// G7, I21: no unit goes to and fro between two values more than three times within a day by the engine's writes, whoever
// started it. Judged where every write is known to the engine: without faults. And no record is left alone for a loop that
// the services never saw.

import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import { hasFault, leaseEndingFaults } from '../invariants/faults-of.ts';
import type { Mirror } from '../invariants/mirror.ts';
import { keyOf, type Story } from '../ledger/ledger.ts';
import type { Runner } from '../world/engine-host.ts';

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
const maxAlternating = 3;
const maxPerHour = 10;

interface Write {
  readonly key: string;
  readonly atMs: number;
  /** a pair that was brought back begins anew, and a unit whose earlier value a person wanted again (D15) */
  readonly wishedAt: number;
}

interface Applied {
  readonly atMs: number;
  readonly keys: Readonly<Record<string, string>>;
}

/** Put it before the store checks: it looks at the mirror as it was before the commit. */
export function loopChecks(disks: ReadonlyMap<Runner, Mirror>): Check {
  const writes = new Map<string, Write[]>();
  const applied = new Map<Story, Applied[]>();
  return {
    commits({ runner, operations }, facts) {
      for (const operation of operations) {
        if (operation.table !== 'links' || !('put' in operation)) continue;
        for (const link of operation.put) {
          const before = disks.get(runner)?.table('links').get(link.key);
          if (link.status !== 'quarantined' || before?.status === 'quarantined' || link.sales === null)
            continue;
          const story = facts.ledger.storyOf('sales', link.sales.id);
          if (story === undefined || isInLoop(applied.get(story) ?? [], facts)) continue;
          violated('I22', `P${String(story.who)} was quarantined, and nothing went to and fro (G7)`);
        }
      }
    },
    diskChanges() {
      // what was written lately is part of what was lost
      writes.clear();
    },
    engineChanges(event, facts) {
      noteApplied(event, applied, facts);
      const { plan, circumstances } = facts;
      const isPlain =
        circumstances.memoryLostAt === 0 && plan.rounds.every(({ faults }) => faults.length === 0);
      if (!isPlain || event.operation !== 'update') return;
      for (const unit of Object.keys(event.write.units)) noLoop(event, unit, { writes, facts });
    },
  };
}

function noteApplied(event: EngineEvent, applied: Map<Story, Applied[]>, { ledger, nowMs }: Facts): void {
  const story = ledger.storyOf(event.side, event.id);
  const units = Object.entries(event.write.units);
  if (story === undefined || event.operation !== 'update' || units.length === 0) return;
  const all = applied.get(story) ?? [];
  applied.set(story, all);
  all.push({
    atMs: nowMs(),
    keys: Object.fromEntries(units.map(([unit, value]) => [unit, keyOf(unit, value)])),
  });
}

/** With the write that was not sent: more than ten within an hour, or the fourth of a unit that alternates. */
function isInLoop(all: readonly Applied[], { plan, nowMs }: Facts): boolean {
  // The device's day, and as it was when the run judged: it may have slept before it said so.
  const isElsewhen = hasFault(plan, 'clock-jump', ...leaseEndingFaults);
  const within = (ms: number): readonly Applied[] =>
    all.filter(({ atMs }) => isElsewhen || nowMs() - atMs < ms);
  if (within(hourMs).length >= maxPerHour) return true;
  const lastDay = within(dayMs);
  const units = new Set(lastDay.flatMap(({ keys }) => Object.keys(keys)));
  return [...units].some(
    (unit) => longestAlternation(lastDay.flatMap(({ keys }) => keys[unit] ?? [])) >= maxAlternating,
  );
}

function longestAlternation(keys: readonly string[]): number {
  // What was sent twice in a row was one value to everybody.
  const steps = keys.filter((key, index) => key !== keys[index - 1]);
  let [longest, length] = [0, 0];
  for (const [index, key] of steps.entries()) {
    length = index >= 2 && key === steps[index - 2] ? length + 1 : Math.min(index + 1, 2);
    longest = Math.max(longest, length);
  }
  return longest;
}

function noLoop(
  event: EngineEvent,
  unit: string,
  { writes, facts }: { readonly writes: Map<string, Write[]>; readonly facts: Facts },
): void {
  const story = facts.ledger.storyOf(event.side, event.id);
  if (story === undefined) return;
  const name = `${event.write.key}:${unit}`;
  const restored = story.writes.findLast(({ field, isKeptValue }) => isKeptValue === true && field === unit);
  const write = {
    key: keyOf(unit, event.write.units[unit]),
    atMs: facts.nowMs(),
    wishedAt: Math.max(story.wishedAt, restored?.order ?? 0),
  };
  const past = (writes.get(name) ?? []).filter(
    ({ atMs, wishedAt }) => write.atMs - atMs < dayMs && wishedAt === write.wishedAt,
  );
  const all = [...past, write];
  writes.set(name, all);
  const newest = all.slice(-maxAlternating - 1);
  const isLoop =
    newest.length > maxAlternating &&
    newest.every(({ key }, index) => index === 0 || key !== newest[index - 1]?.key) &&
    newest.every(({ key }, index) => index < 2 || key === newest[index - 2]?.key);
  if (isLoop)
    violated('I21', `${unit} of P${String(story.who)} went to and fro ${String(newest.length)} times`);
}
