// One plan twice, with something changed that must not matter: the device's clock (I28), the order of rows and outcomes (I23).
// What both services hold in the end must be the same.

import { Violation } from '../invariants/check.ts';
import type { Fault, Plan } from '../plan.ts';
import { playPlan, type Played } from './play-plan.ts';

const dayMs = 86_400_000;
/** every so many plans are played again */
const every = 8;

/** Null where the change did not matter, or where the plan is not one of those that are played again. */
export async function judgeVariant(plan: Plan, played: Played): Promise<Violation | null> {
  if (!isDefinite(plan)) return null;
  if (plan.seed % every === 1) return compare('I28', played, otherClock(plan));
  if (plan.seed % every === 2) return compare('I23', played, shuffled(plan));
  return null;
}

async function compare(invariant: string, played: Played, variant: Plan): Promise<Violation | null> {
  const other = await playPlan(variant);
  if (other.violation !== null) return other.violation;
  if (other.end === played.end) return null;
  return new Violation(invariant, `another end:\n${other.end}\ninstead of\n${played.end}`);
}

/** Turns of two runners and faults that strike by chance lead elsewhere by right; so do several copies of one record. */
function isDefinite({ rounds, entities }: Plan): boolean {
  const deeds = rounds.flatMap((round) => [...round.before, ...round.during.map(({ deed }) => deed)]);
  return (
    entities.every(({ born }) => born !== 'twins') &&
    rounds.every(({ runner, faults }) => runner !== 'both' && faults.length === 0) &&
    deeds.every((deed) => deed.do !== 'copy' && deed.do !== 'merge' && deed.do !== 'add')
  );
}

function otherClock(plan: Plan): Plan {
  const clockOffsetMs = plan.quirks.clockOffsetMs > 0 ? -dayMs : dayMs;
  return { ...plan, quirks: { ...plan.quirks, clockOffsetMs } };
}

function shuffled(plan: Plan): Plan {
  const faults = (
    ['microsoft.pullPage', 'sales.pullPage', 'microsoft.write', 'sales.write'] as const
  ).flatMap((on) => [1, 2, 3].map((nth): Fault => ({ on, nth, do: 'shuffle' })));
  return { ...plan, rounds: plan.rounds.map((round) => ({ ...round, faults })) };
}
