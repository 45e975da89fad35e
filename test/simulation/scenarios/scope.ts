// Entering and leaving scope, and items that change their identity (C2, C5, C9, C10, A1, F20, F21).

import { edit, fromOutlook, fromSales, onBoth, privately, round } from './build-plan.ts';
import type { Untitled } from './scenario.ts';
import type { Deed } from '../plan.ts';

const enter: Deed = { do: 'enter-search', who: 0 };
const leave: Deed = { do: 'leave-search', who: 0 };
const share: Deed = { do: 'share', who: 0 };
const rename = (name: string): Deed => ({ do: 'name-category', name });
const unshare: Deed = { do: 'unshare', who: 0 };

export const scope: readonly Untitled[] = [
  ['[C5] a record leaves the search', { entities: [fromSales], rounds: [round(), round([leave]), round()] }],
  [
    '[C5] a record that left the search is edited on both sides',
    {
      entities: [fromSales, fromSales],
      rounds: [round(), round([leave]), round(), round([edit('sales'), edit('microsoft', 'department')])],
    },
  ],
  [
    '[C9] a record leaves the search and returns edited',
    {
      entities: [fromSales],
      rounds: [round(), round([leave]), round([edit('sales')]), round([enter]), round()],
    },
  ],
  [
    '[C9] a record flickers in the search',
    {
      entities: [fromSales],
      rounds: [round(), round([leave]), round([enter]), round([leave]), round([enter])],
    },
  ],
  [
    '[C10] the category is taken off',
    { entities: [fromOutlook], rounds: [round(), round([unshare]), round()] },
  ],
  [
    '[C10] taken off, edited, shared again',
    {
      entities: [fromOutlook],
      rounds: [
        round(),
        round([unshare]),
        round([edit('microsoft'), edit('sales', 'department')]),
        round([share]),
      ],
    },
  ],
  [
    '[C1] [C10] the category is renamed, and gets its name back',
    {
      entities: [fromOutlook, fromSales],
      rounds: [
        round(),
        round([rename('Customers')]),
        round([edit('microsoft'), edit('sales', 'jobTitle', { who: 1 })]),
        round([rename('Shared with Sales')]),
        round(),
      ],
    },
  ],
  [
    '[C1] [A3] an answer that waits for the name of the category',
    {
      entities: [onBoth('jobTitle')],
      policy: 'ask-user',
      rounds: [
        round([rename('Customers')]),
        round([{ do: 'answer', with: 'microsoft' }]),
        round([rename('Shared with Sales')]),
        round(),
      ],
    },
  ],
  [
    '[C10] shared and in the search, then neither',
    { entities: [onBoth()], rounds: [round([enter]), round([unshare]), round([leave]), round()] },
  ],
  [
    '[C1] [C8] a private contact that its owner shares',
    { entities: [privately], rounds: [round(), round([share]), round([edit('sales')])] },
  ],
  [
    '[A3] the copy of a Sales record shared and edited',
    { entities: [fromSales], rounds: [round(), round([share]), round([edit('microsoft'), unshare])] },
  ],
  [
    '[A1] a copy made by a person',
    { entities: [fromSales], rounds: [round(), round([{ do: 'copy', who: 0 }]), round()] },
  ],
  [
    '[A1] [A2] a copy of a shared contact',
    { entities: [fromOutlook], rounds: [round(), round([{ do: 'copy', who: 0 }]), round()] },
  ],
  [
    '[F21] an item that gets a new id',
    { entities: [fromSales], rounds: [round(), round([{ do: 'move', who: 0 }]), round([edit('sales')])] },
  ],
  [
    '[F20] cursors that die',
    {
      entities: [fromSales, fromOutlook],
      rounds: [round(), round([{ do: 'expire' }, edit('sales'), edit('microsoft', 'jobTitle', { who: 1 })])],
    },
  ],
  [
    '[A5] a full sync with nothing new',
    { entities: [fromSales, fromOutlook], rounds: [round(), round([], { mode: 'full' })] },
  ],
  [
    '[A5] a full sync that waits for consent',
    {
      entities: [fromSales],
      asksFirst: true,
      rounds: [
        round(),
        round([{ do: 'approve' }]),
        round([edit('sales')], { mode: 'full' }),
        round([{ do: 'approve' }]),
      ],
    },
  ],
];
