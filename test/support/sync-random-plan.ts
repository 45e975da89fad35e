// Plans of people and faults as plain data: what fast-check makes, shrinks and prints.

import fc from 'fast-check';
import type { Side } from '../../src/sync/model/side.ts';
import type { FaultKind } from './sync-world.ts';

export const fields = ['jobTitle', 'department', 'middleName'] as const;
export type Field = (typeof fields)[number];

export type Deed =
  | { readonly do: 'edit'; readonly side: Side; readonly who: number; readonly field: Field }
  | { readonly do: 'delete'; readonly side: Side; readonly who: number }
  | { readonly do: 'bump'; readonly side: Side; readonly who: number }
  /** the next write on a side meets a spurious 412 (F12), is refused for load (F8) or refused once */
  | {
      readonly do: 'trouble';
      readonly side: Side;
      readonly outcome: 'precondition-failed' | 'throttled' | 'rejected';
    }
  | { readonly do: 'expire' };
export interface Round {
  readonly before: readonly Deed[];
  /** deeds between two I/Os of the run */
  readonly during: readonly { readonly step: number; readonly deed: Deed }[];
  readonly fault: { readonly step: number; readonly kind: FaultKind } | null;
  /** the engine's memory before the run: kept, lost, set back by lost commits (F6), or the turn of another device */
  readonly memory: 'kept' | 'lost' | 'other' | 'rewound';
  /** how many commits a rewound memory lost */
  readonly lostCommits: number;
}
export interface RandomPlan {
  readonly salesBorn: number;
  readonly outlookBorn: number;
  readonly adopted: number;
  readonly policy: 'sales-wins' | 'outlook-wins' | 'latest-wins';
  readonly rounds: readonly Round[];
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      side: sideOf(),
      who: whoOf(),
      field: fc.constantFrom(...fields),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), side: sideOf(), who: whoOf() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bump' as const), side: sideOf(), who: whoOf() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'expire' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      side: sideOf(),
      outcome: fc.constantFrom('precondition-failed', 'throttled', 'rejected'),
    }),
  },
);

function sideOf(): fc.Arbitrary<Side> {
  return fc.constantFrom<Side>('microsoft', 'sales');
}
function whoOf(): fc.Arbitrary<number> {
  return fc.nat({ max: 4 });
}

/** `memory`: which fates of the engine's memory occur. */
export const randomPlan = (memory: readonly Round['memory'][]): fc.Arbitrary<RandomPlan> =>
  fc.record({
    salesBorn: fc.integer({ min: 0, max: 2 }),
    outlookBorn: fc.integer({ min: 0, max: 2 }),
    adopted: fc.integer({ min: 0, max: 1 }),
    policy: fc.constantFrom('sales-wins', 'outlook-wins', 'latest-wins'),
    rounds: fc.array(
      fc.record({
        before: fc.array(deed, { maxLength: 3 }),
        during: fc.array(fc.record({ step: fc.integer({ min: 1, max: 40 }), deed }), { maxLength: 2 }),
        fault: fc.option(
          fc.record({
            step: fc.integer({ min: 1, max: 40 }),
            kind: fc.constantFrom<FaultKind>('crash-before', 'crash-after', 'response-lost'),
          }),
        ),
        memory: fc.constantFrom(...memory),
        lostCommits: fc.integer({ min: 1, max: 16 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });
