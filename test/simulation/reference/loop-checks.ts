// G7, I21: no unit goes to and fro between two values more than three times within a day by the engine's writes, whoever
// started it. Judged where every write is known to the engine: without faults.

import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import { keyOf } from '../ledger/ledger.ts';

const dayMs = 24 * 60 * 60_000;
const maxAlternating = 3;

interface Write {
  readonly key: string;
  readonly atMs: number;
  /** a pair that was brought back begins anew */
  readonly wishedAt: number;
}

export function loopChecks(): Check {
  const writes = new Map<string, Write[]>();
  return {
    engineChanges(event, facts) {
      const { plan, circumstances } = facts;
      const isPlain =
        circumstances.memoryLostAt === 0 && plan.rounds.every(({ faults }) => faults.length === 0);
      if (!isPlain || event.operation !== 'update') return;
      for (const unit of Object.keys(event.write.units)) noLoop(event, unit, { writes, facts });
    },
  };
}

function noLoop(
  event: EngineEvent,
  unit: string,
  { writes, facts }: { readonly writes: Map<string, Write[]>; readonly facts: Facts },
): void {
  const story = facts.ledger.storyOf(event.side, event.id);
  if (story === undefined) return;
  const name = `${event.write.key}:${unit}`;
  const write = {
    key: keyOf(unit, event.write.units[unit]),
    atMs: facts.nowMs(),
    wishedAt: story.wishedAt,
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
