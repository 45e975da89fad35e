// Two runners of one user, one after the other and at once (A6, I29, I30).

import { edit, fromOutlook, fromSales, onBoth, remove, round } from './build-plan.ts';
import type { Untitled } from './scenario.ts';

const worker = { runner: 'worker' } as const;
const together = { runner: 'both' } as const;

export const runners: readonly Untitled[] = [
  [
    '[A6] the worker after the pane',
    { entities: [fromSales, fromOutlook], rounds: [round(), round([], worker)] },
  ],
  [
    '[A6] pane and worker in turns, with edits between',
    {
      entities: [fromSales],
      rounds: [
        round(),
        round([edit('sales')], worker),
        round([edit('microsoft', 'department')]),
        round([edit('sales', 'department')], worker),
      ],
    },
  ],
  [
    '[A6] one field edited again after the other runner',
    {
      entities: [fromSales],
      rounds: [round(), round([edit('sales')], worker), round([], worker), round([edit('microsoft')])],
    },
  ],
  [
    '[A6] deleted in Sales between two runners',
    { entities: [fromSales, fromSales], rounds: [round(), round([remove('sales')], worker), round()] },
  ],
  [
    '[A6] [D11] removed by you, then the other runner',
    { entities: [fromSales, fromSales], rounds: [round(), round([remove('microsoft')]), round([], worker)] },
  ],
  ['[I29] pane and worker at once', { entities: [fromSales, fromOutlook], rounds: [round([], together)] }],
  [
    '[I29] pane and worker at once, with edits on both sides',
    {
      entities: [onBoth()],
      rounds: [round(), round([edit('sales'), edit('microsoft', 'department')], together), round()],
    },
  ],
];
