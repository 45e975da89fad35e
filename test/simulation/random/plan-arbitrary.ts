// Random plans by fast-check. Each plan enables a random part of the deeds and faults (a swarm), because a little of everything
// at once reaches fewer states than much of a few things.

import fc from 'fast-check';
import type { Side } from '../../../src/sync/model/side.ts';
import {
  editedFields,
  gateFaults,
  ioKinds,
  sideFaults,
  type Deed,
  type Entity,
  type Fault,
  type Plan,
  type Quirks,
  type Round,
} from '../plan.ts';
import { scenarios } from '../scenarios/all-scenarios.ts';
import { faultOf, placeOn } from './fault-places.ts';

const side = fc.constantFrom<Side>('microsoft', 'sales');
const who = fc.nat({ max: 4 });
const field = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('jobTitle' as const, 'department' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...editedFields) },
);

const born = {
  born: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<Entity['born']>('sales', 'outlook', 'both') },
    { weight: 1, arbitrary: fc.constantFrom<Entity['born']>('private', 'twins') },
  ),
  differs: fc.uniqueArray(field, { maxLength: 2 }),
};
const company = fc.constantFrom('known' as const, 'unknown' as const, 'ambiguous' as const);
const entity: fc.Arbitrary<Entity> = fc.oneof(
  { weight: 4, arbitrary: fc.record(born) },
  { weight: 1, arbitrary: fc.record({ ...born, company }) },
);

/** The category is renamed in scenarios, between runs: what a run looks for is what it was begun with. */
type DeedName = Exclude<Deed['do'], 'name-category'>;

/** How often each deed comes, and what it looks like. */
const deeds: Readonly<Record<DeedName, { readonly weight: number; readonly arbitrary: fc.Arbitrary<Deed> }>> =
  {
    edit: {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('edit' as const),
        side,
        who,
        field,
        how: fc.oneof(
          { weight: 6, arbitrary: fc.constant('set' as const) },
          { weight: 1, arbitrary: fc.constantFrom('clear' as const, 'long' as const, 'again' as const) },
        ),
      }),
    },
    agree: { weight: 1, arbitrary: fc.record({ do: fc.constant('agree' as const), who, field }) },
    delete: { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), side, who }) },
    restore: { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), side, who }) },
    share: { weight: 1, arbitrary: fc.record({ do: fc.constant('share' as const), who }) },
    unshare: { weight: 1, arbitrary: fc.record({ do: fc.constant('unshare' as const), who }) },
    'enter-search': { weight: 1, arbitrary: fc.record({ do: fc.constant('enter-search' as const), who }) },
    'leave-search': { weight: 1, arbitrary: fc.record({ do: fc.constant('leave-search' as const), who }) },
    copy: { weight: 1, arbitrary: fc.record({ do: fc.constant('copy' as const), who }) },
    move: { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), who }) },
    merge: { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), who, into: who }) },
    add: { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const), entity }) },
    bump: { weight: 1, arbitrary: fc.record({ do: fc.constant('bump' as const), side, who }) },
    expire: { weight: 1, arbitrary: fc.constant({ do: 'expire' as const }) },
    answer: {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        with: fc.constantFrom('microsoft' as const, 'sales' as const, 'recreate' as const, 'let-go' as const),
      }),
    },
    'decide-held': {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('decide-held' as const),
        decision: fc.constantFrom('apply' as const, 'keep' as const),
      }),
    },
    'bring-back': { weight: 1, arbitrary: fc.record({ do: fc.constant('bring-back' as const), who }) },
    'restore-kept': { weight: 1, arbitrary: fc.constant({ do: 'restore-kept' as const }) },
    approve: { weight: 1, arbitrary: fc.constant({ do: 'approve' as const }) },
    policy: {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('policy' as const),
        policy: fc.constantFrom('sales-wins', 'outlook-wins', 'latest-wins', 'ask-user'),
      }),
    },
  };

const always: readonly DeedName[] = ['edit', 'delete'];
const others = (Object.keys(deeds) as DeedName[]).filter((name) => !always.includes(name));

function deedOf(names: readonly DeedName[]): fc.Arbitrary<Deed> {
  return fc.oneof(...[...always, ...names].map((name) => deeds[name]));
}

/** People act while something is read or written; every kind of I/O can be met. */
const place = placeOn([
  'store.commit',
  'microsoft.write',
  'microsoft.write',
  'sales.write',
  'sales.write',
  'microsoft.pullPage',
  'sales.pullPage',
  ...ioKinds,
]);

const allFaults: readonly Fault['do'][] = [...gateFaults, ...sideFaults];

function roundOf(
  deed: fc.Arbitrary<Deed>,
  faults: readonly Fault['do'][],
  runners: readonly Round['runner'][],
  disks: readonly ('kept' | 'wiped' | 'rewound')[],
): fc.Arbitrary<Round> {
  const disk: fc.Arbitrary<Round['disk']> = fc
    .constantFrom(...disks)
    .chain((fate): fc.Arbitrary<Round['disk']> =>
      fate === 'rewound' ? fc.record({ lostCommits: fc.integer({ min: 1, max: 12 }) }) : fc.constant(fate),
    );
  return fc.record({
    runner: fc.constantFrom(...runners),
    mode: fc.oneof(
      { weight: 9, arbitrary: fc.constant('routine' as const) },
      { weight: 1, arbitrary: fc.constant('full' as const) },
    ),
    waitMinutes: fc.constantFrom(1, 5, 15, 31, 45, 1_500),
    before: fc.array(deed, { maxLength: 3 }),
    during: fc.array(
      fc.tuple(place, deed).map(([at, done]) => ({ ...at, deed: done })),
      { maxLength: 2 },
    ),
    faults: faults.length === 0 ? fc.constant([]) : fc.array(faultOf(faults), { maxLength: 3 }),
    disk,
  });
}

const dayMs = 86_400_000;

const quirks: fc.Arbitrary<Quirks> = fc.record({
  searchLagMs: fc.constantFrom(0, 0, 5_000, 20_000),
  pageSize: fc.constantFrom(1, 2, 3, 20),
  salesEtags: fc.oneof(
    { weight: 6, arbitrary: fc.constant('kept' as const) },
    { weight: 1, arbitrary: fc.constantFrom('absent' as const, 'ignored' as const) },
  ),
  uniqueKeys: fc.boolean(),
  rewrites: fc.boolean(),
  silentDeletes: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  coarseStamps: fc.boolean(),
  clockOffsetMs: fc.constantFrom(0, 0, 90_000, -dayMs, dayMs),
  serversApartMs: fc.constantFrom(0, 0, 700, -3_000, 60_000),
});

const randomPlan: fc.Arbitrary<Plan> = fc
  .record({
    deeds: fc.subarray([...others], { maxLength: 6 }),
    faults: fc.subarray([...allFaults], { maxLength: 6 }),
    runners: fc.constantFrom<readonly Round['runner'][]>(
      ['pane'],
      ['pane'],
      ['worker'],
      ['pane', 'pane', 'worker'],
      ['pane', 'worker', 'both'],
    ),
    disks: fc.constantFrom<readonly ('kept' | 'wiped' | 'rewound')[]>(
      ['kept'],
      ['kept'],
      ['kept', 'kept', 'wiped'],
      ['kept', 'kept', 'rewound'],
    ),
  })
  .chain((swarm) =>
    fc.record({
      entities: fc.array(entity, { minLength: 1, maxLength: 4 }),
      policy: fc.constantFrom('sales-wins', 'outlook-wins', 'latest-wins', 'ask-user'),
      mergeUnit: fc.constantFrom('field', 'field', 'field', 'record'),
      allowDeleteInSales: fc.boolean(),
      deleteLimit: fc.constantFrom(10, 10, 1, 0),
      poisoned: fc.oneof(
        { weight: 9, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.nat({ max: 2 }) },
      ),
      asksFirst: fc.oneof(
        { weight: 5, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      quirks,
      rounds: fc.array(roundOf(deedOf(swarm.deeds), swarm.faults, swarm.runners, swarm.disks), {
        minLength: 1,
        maxLength: 5,
        size: 'large',
      }),
      seed: fc.nat({ max: 0x7fffffff }),
    }),
  );

/** Some states are deep: a named scenario leads there, and faults meet it on the way. */
const disturbedScenario: fc.Arbitrary<Plan> = fc
  .tuple(
    fc.constantFrom(...scenarios),
    fc.array(fc.tuple(fc.nat({ max: 4 }), faultOf(allFaults)), { maxLength: 2 }),
    fc.nat({ max: 0x7fffffff }),
  )
  .map(([{ plan }, struck, seed]) => ({
    ...plan,
    seed,
    rounds: plan.rounds.map((round, index) => ({
      ...round,
      faults: struck.flatMap(([at, fault]) => (at % plan.rounds.length === index ? [fault] : [])),
    })),
  }));

export const planArbitrary: fc.Arbitrary<Plan> = fc.oneof(
  { weight: 7, arbitrary: randomPlan },
  { weight: 1, arbitrary: disturbedScenario },
);
