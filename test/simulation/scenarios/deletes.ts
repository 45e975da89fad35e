// Deletes and what they may cause (D3, D6-D9, D11, G1-G4).

import { edit, fromOutlook, fromSales, onBoth, remove, round } from './build-plan.ts';
import type { Untitled } from './scenario.ts';

/** A side that becomes empty looks like an outage (G1): somebody has to stay. */
const bystander = fromSales;
const deleteLimit = 2;
const many = Array.from({ length: 4 }, () => fromSales);
const manyGone = many.map((_, who) => remove('sales', who));

export const deletes: readonly Untitled[] = [
  [
    '[D3] deleted in Sales',
    { entities: [fromSales, bystander], rounds: [round(), round([remove('sales')]), round()] },
  ],
  [
    '[D7] deleted in Outlook where deletes are allowed',
    {
      entities: [fromOutlook, fromOutlook],
      allowDeleteInSales: true,
      rounds: [round(), round([remove('microsoft')])],
    },
  ],
  [
    '[D11] deleted in Outlook where deletes are not allowed',
    { entities: [fromOutlook, fromOutlook], rounds: [round(), round([remove('microsoft')])] },
  ],
  [
    '[D11] born in Outlook, deleted in Sales',
    { entities: [fromOutlook, fromOutlook], rounds: [round(), round([remove('sales')]), round()] },
  ],
  [
    '[D11] an adopted pair deleted on either side',
    {
      entities: [onBoth(), onBoth(), bystander],
      allowDeleteInSales: true,
      rounds: [round(), round([remove('sales', 0), remove('microsoft', 1)]), round()],
    },
  ],
  [
    '[D9] deleted on both sides',
    {
      entities: [fromSales, bystander],
      rounds: [round(), round([remove('sales'), remove('microsoft')]), round()],
    },
  ],
  [
    '[D8] deleted in Outlook, edited in Sales',
    {
      entities: [fromSales, bystander],
      rounds: [round(), round([remove('microsoft'), edit('sales')]), round()],
    },
  ],
  [
    '[D6] edited just before its copy is deleted',
    {
      entities: [fromSales, bystander],
      rounds: [
        round(),
        round([remove('sales')], {
          during: [{ on: 'microsoft.write', nth: 1, deed: edit('microsoft') }],
        }),
        round(),
      ],
    },
  ],
  [
    '[D3] a new etag does not save a deleted record',
    {
      entities: [fromSales, bystander],
      rounds: [round(), round([{ do: 'bump', side: 'microsoft', who: 0 }, remove('sales')]), round()],
    },
  ],
  [
    '[D11] removed by you, then memory is lost',
    {
      entities: [fromSales, bystander],
      rounds: [round(), round([remove('microsoft')]), round([], { disk: 'wiped' })],
    },
  ],
  [
    '[D11] removed by you and brought back',
    {
      entities: [fromSales, bystander],
      rounds: [round(), round([remove('microsoft')]), round([{ do: 'bring-back', who: 0 }])],
    },
  ],
  [
    '[D3] deleted in Sales and restored there',
    {
      entities: [fromSales, bystander],
      rounds: [round(), round([remove('sales')]), round([{ do: 'restore', side: 'sales', who: 0 }]), round()],
    },
  ],
  [
    '[D11] deleted in Outlook and taken out of Deleted Items',
    {
      entities: [fromSales, bystander],
      rounds: [
        round(),
        round([remove('microsoft')]),
        round([{ do: 'restore', side: 'microsoft', who: 0 }]),
        round(),
      ],
    },
  ],
  [
    '[D7] [F18] a delete in Outlook that no delta reports',
    {
      entities: [fromOutlook, fromOutlook],
      allowDeleteInSales: true,
      quirks: { silentDeletes: true },
      rounds: [round(), round([remove('microsoft')]), round([], { mode: 'full' })],
    },
  ],
  [
    '[G1] too many deletes wait',
    { entities: [...many, bystander], deleteLimit, rounds: [round(), round(manyGone), round(manyGone)] },
  ],
  [
    '[G1] held deletes confirmed',
    {
      entities: [...many, bystander],
      deleteLimit,
      rounds: [round(), round(manyGone), round([{ do: 'decide-held', decision: 'apply' }])],
    },
  ],
  [
    '[G1] held deletes refused',
    {
      entities: [...many, bystander],
      deleteLimit,
      rounds: [round(), round(manyGone), round([{ do: 'decide-held', decision: 'keep' }]), round()],
    },
  ],
  [
    '[G1] a decision about fewer deletes than there are now',
    {
      entities: [...many, fromSales, bystander],
      deleteLimit: 0,
      rounds: [
        round(),
        round(manyGone),
        round([{ do: 'decide-held', decision: 'apply' }, remove('sales', many.length)]),
      ],
    },
  ],
];
