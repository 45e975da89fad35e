// Both records live and people edit them (D1-D5, D10-D15, D19, G7).

import { edit, fromOutlook, fromSales, onBoth, round } from './build-plan.ts';
import type { Untitled } from './scenario.ts';

const contested = [edit('microsoft'), edit('sales')];

export const edits: readonly Untitled[] = [
  ['[D2] edited in Sales', { entities: [fromSales], rounds: [round(), round([edit('sales')])] }],
  ['[D4] edited in Outlook', { entities: [fromOutlook], rounds: [round(), round([edit('microsoft')])] }],
  [
    '[D5] different fields edited on both sides',
    {
      entities: [onBoth()],
      rounds: [round(), round([edit('microsoft', 'jobTitle'), edit('sales', 'department')])],
    },
  ],
  ['[D13] a contested field that Sales wins', { entities: [fromSales], rounds: [round(), round(contested)] }],
  [
    '[D13] a contested field that Outlook wins',
    { entities: [fromOutlook], policy: 'outlook-wins', rounds: [round(), round(contested)] },
  ],
  [
    '[D13] a contested field that the latest edit wins',
    {
      entities: [fromSales],
      policy: 'latest-wins',
      rounds: [
        round(),
        round([edit('sales')], {
          during: [{ on: 'sales.pullPage', nth: 1, deed: edit('microsoft') }],
        }),
        round(),
      ],
    },
  ],
  [
    '[D13] the latest edit by servers that are far apart',
    {
      entities: [onBoth()],
      policy: 'latest-wins',
      quirks: { serversApartMs: 90_000, clockOffsetMs: -3_600_000, coarseStamps: true },
      rounds: [round(), round(contested), round([edit('sales', 'department')]), round(contested)],
    },
  ],
  [
    '[D12] a contested record',
    {
      entities: [fromSales],
      mergeUnit: 'record',
      rounds: [round(), round([edit('microsoft', 'jobTitle'), edit('sales', 'department')])],
    },
  ],
  [
    '[D10] the same value on both sides',
    { entities: [fromSales], rounds: [round(), round([{ do: 'agree', who: 0, field: 'department' }])] },
  ],
  [
    '[D10] new etags without new content',
    {
      entities: [fromSales],
      rounds: [
        round(),
        round([
          { do: 'bump', side: 'sales', who: 0 },
          { do: 'bump', side: 'microsoft', who: 0 },
        ]),
      ],
    },
  ],
  [
    '[D14] a field that is cleared',
    {
      entities: [fromSales],
      rounds: [round([edit('sales')]), round([edit('microsoft', 'jobTitle', { how: 'clear' })])],
    },
  ],
  [
    '[D14] a field cleared here and changed there',
    {
      entities: [fromOutlook],
      policy: 'outlook-wins',
      rounds: [
        round([edit('microsoft', 'department')]),
        round([edit('microsoft', 'department', { how: 'clear' }), edit('sales', 'department')]),
      ],
    },
  ],
  [
    '[D19] a text longer than Sales holds',
    {
      entities: [fromOutlook],
      rounds: [round(), round([edit('microsoft', 'jobTitle', { how: 'long' })]), round()],
    },
  ],
  [
    '[D19] the short form edited behind a long text',
    {
      entities: [fromOutlook],
      policy: 'outlook-wins',
      rounds: [
        round(),
        round([edit('microsoft', 'department', { how: 'long' })]),
        round([edit('sales', 'department')]),
      ],
    },
  ],
  [
    '[D15] the losing value restored',
    {
      entities: [fromSales],
      rounds: [round(), round(contested), round([{ do: 'restore-kept' }]), round()],
    },
  ],
  [
    '[D12] an address and a phone number edited',
    {
      entities: [fromSales],
      rounds: [round(), round([edit('microsoft', 'businessAddress'), edit('sales', 'phone.work')])],
    },
  ],
  [
    '[D2] [A2] the natural key itself edited on both sides',
    {
      entities: [onBoth()],
      rounds: [round(), round([edit('microsoft', 'email'), edit('sales', 'email')]), round()],
    },
  ],
  [
    '[D4] edited again while the write is under way',
    {
      entities: [fromOutlook],
      rounds: [
        round(),
        round([edit('microsoft')], { during: [{ on: 'sales.write', nth: 1, deed: edit('microsoft') }] }),
      ],
    },
  ],
  [
    '[D5] edited on the other side while the write is under way',
    {
      entities: [fromSales],
      rounds: [
        round(),
        round([edit('sales')], {
          during: [{ on: 'microsoft.write', nth: 1, deed: edit('microsoft', 'department') }],
        }),
      ],
    },
  ],
  [
    '[C1] edited while it is created',
    {
      entities: [fromOutlook],
      rounds: [round([], { during: [{ on: 'sales.write', nth: 1, deed: edit('microsoft') }] }), round()],
    },
  ],
  [
    '[I26] a record that Sales refuses for ever',
    {
      entities: [fromOutlook, fromOutlook],
      poisoned: 0,
      rounds: [round(), round([edit('microsoft', 'jobTitle', { who: 1 })])],
    },
  ],
  [
    '[D2] many edited in Sales, page by page',
    {
      entities: [fromSales, fromSales, fromSales],
      quirks: { pageSize: 1 },
      rounds: [round(), round([0, 1, 2].map((who) => edit('sales', 'jobTitle', { who })))],
    },
  ],
  [
    '[D4] edited while Sales has no etags',
    {
      entities: [fromOutlook],
      quirks: { salesEtags: 'absent' },
      rounds: [round(), round([edit('microsoft')]), round([edit('sales', 'department')])],
    },
  ],
  [
    '[G7] two values that people change to and fro',
    {
      entities: [fromSales],
      rounds: [
        round([edit('sales')]),
        round([edit('sales')], { waitMinutes: 20 }),
        ...(['microsoft', 'sales', 'microsoft', 'sales', 'microsoft'] as const).map((side) =>
          round([edit(side, 'jobTitle', { how: 'again' })], { waitMinutes: 20 }),
        ),
      ],
    },
  ],
];
