// Every named scenario, smallest first: the number of its I/Os grows with its rounds and its records.

import type { Plan } from '../plan.ts';
import { plan } from './build-plan.ts';
import { deletes } from './deletes.ts';
import { edits } from './edits.ts';
import { firstMeetings } from './first-meetings.ts';
import { questions } from './questions.ts';
import { runners } from './runners.ts';
import { scenarioOf, type Scenario, type Untitled } from './scenario.ts';
import { scope } from './scope.ts';

const tinyCount = 10;

const untitled: readonly Untitled[] = [
  ...firstMeetings,
  ...edits,
  ...questions,
  ...deletes,
  ...scope,
  ...runners,
];

export const scenarios: readonly Scenario[] = [...untitled]
  .sort(([, one], [, other]) => sizeOf(plan(one)) - sizeOf(plan(other)))
  .map((one, index) => scenarioOf(one, index < tinyCount));

/** An estimate is enough: rounds weigh most, then records, then what people do, then runners and pages. */
function sizeOf({ entities, rounds, quirks }: Plan): number {
  const deeds = rounds.reduce((sum, round) => sum + round.before.length + round.during.length, 0);
  const isHeavy = quirks.pageSize === 1 || rounds.some((round) => round.runner === 'both');
  return rounds.length * 10 + entities.length * 5 + deeds * 2 + (isHeavy ? 20 : 0);
}
