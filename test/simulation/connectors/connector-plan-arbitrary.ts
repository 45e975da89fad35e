// Random plans by fast-check. Faults come in swarms of one or two kinds per round, because a service that has trouble has
// the same trouble again and again.

import fc from 'fast-check';
import type { Side } from '../../../src/sync/model/side.ts';
import { editedFields } from '../plan.ts';
import { deltaWays, faultsOf, requestKinds } from './connector-plan.ts';
import type { Born, ConnectorPlan, WireDeed, WireFault, WirePlace, WireRound } from './connector-plan.ts';

const who = fc.nat({ max: 6 });
const side = fc.constantFrom<Side>('microsoft', 'sales');
const born = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Born>('sales', 'outlook', 'both') },
  { weight: 1, arbitrary: fc.constant<Born>('private') },
);

const edit: fc.Arbitrary<WireDeed> = fc.record({
  do: fc.constant('edit' as const),
  side,
  who,
  field: fc.constantFrom(...editedFields),
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant('set' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  ),
});

const deed: fc.Arbitrary<WireDeed> = fc.oneof(
  { weight: 9, arbitrary: edit },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), side, who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), born }) },
  { weight: 1, arbitrary: fc.constant<WireDeed>({ do: 'expire' }) },
);

const place: fc.Arbitrary<WirePlace> = fc.record({
  on: fc.constantFrom(...requestKinds),
  nth: fc.integer({ min: 1, max: 4 }),
});

const retryAfter: fc.Arbitrary<WireFault['retryAfter']> = fc.option(
  fc.record({
    // About the longest wait inside the connectors (10 s), within and beyond the patience of a run (2 min).
    seconds: fc.constantFrom(1, 9, 11, 30, 100, 900),
    form: fc.constantFrom('seconds' as const, 'date' as const),
  }),
  { freq: 3 },
);

/** Writes to Sales come seldom, and batches of them seldomer. */
const struck = [...requestKinds, 'sales.write', 'sales.batch', 'sales.batch', 'sales.batch'] as const;

const fault: fc.Arbitrary<WireFault> = fc.constantFrom(...struck).chain((on) =>
  fc.record({
    on: fc.constant(on),
    nth: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 2, arbitrary: fc.integer({ min: 2, max: 5 }) },
    ),
    do: fc.constantFrom(...faultsOf[on]),
    times: fc.oneof(
      { weight: 6, arbitrary: fc.constant(1) },
      { weight: 3, arbitrary: fc.integer({ min: 2, max: 4 }) },
      { weight: 1, arbitrary: fc.constant(600) },
    ),
    retryAfter,
  }),
);

/** Somebody new on both sides between two reads of one run: whichever side is read first, the other looks alone. */
function isNoPair(one: WireDeed): boolean {
  return one.do !== 'add' || one.born !== 'both';
}

const round: fc.Arbitrary<WireRound> = fc.record({
  waitMinutes: fc.constantFrom(1, 5, 31),
  before: fc.array(deed, { maxLength: 4 }),
  during: fc.array(
    place.chain((at) => deed.filter(isNoPair).map((what) => ({ ...at, deed: what }))),
    { maxLength: 1 },
  ),
  faults: fc.array(fault, { maxLength: 4 }),
  ways: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.subarray([...deltaWays], { minLength: 1, maxLength: 3 }) },
  ),
});

/** Somebody who is on both sides and in Outlook not told yet looks alone: nobody could know (F17). */
function withoutSecrets(plan: ConnectorPlan): ConnectorPlan {
  const added = plan.rounds.flatMap(({ before }) => before.filter((one) => !isNoPair(one)));
  if (added.length === 0 && !plan.people.includes('both')) return plan;
  const rounds = plan.rounds.map(({ ways = [], ...one }) => ({
    ...one,
    ways: ways.filter((way) => way !== 'delayed'),
  }));
  return { ...plan, rounds };
}

const anyPlan: fc.Arbitrary<ConnectorPlan> = fc.record({
  people: fc.oneof(
    { weight: 5, arbitrary: fc.array(born, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(born, { minLength: 6, maxLength: 7 }) },
  ),
  policy: fc.constantFrom('sales-wins' as const, 'outlook-wins' as const, 'latest-wins' as const),
  pageSize: fc.constantFrom(2, 50),
  ifMatchOnPatch: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  salesEtags: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  rounds: fc.array(round, { minLength: 1, maxLength: 3 }),
  seed: fc.nat({ max: 0x7fff_ffff }),
});

export const connectorPlanArbitrary: fc.Arbitrary<ConnectorPlan> = anyPlan.map(withoutSecrets);
