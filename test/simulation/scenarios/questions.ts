// Questions to a person: asked, answered, overtaken, dissolved (D16, D20).

import { edit, fromOutlook, fromSales, onBoth, remove, round, twins, type Parts } from './build-plan.ts';
import type { Untitled } from './scenario.ts';
import type { Deed } from '../plan.ts';

const contested = [edit('microsoft'), edit('sales')];

function asking(...after: readonly (readonly Deed[])[]): Parts {
  return {
    entities: [fromSales, fromSales],
    policy: 'ask-user',
    rounds: [round(), round(contested), ...after.map((deeds) => round(deeds))],
  };
}

export const questions: readonly Untitled[] = [
  ['[D16] a contested field waits for a person', asking()],
  ['[D16] question answered for Sales', asking([{ do: 'answer', with: 'sales' }])],
  ['[D16] question answered for Outlook', asking([{ do: 'answer', with: 'microsoft' }], [])],
  [
    '[D16] answered, then changed again',
    asking([{ do: 'answer', with: 'sales' }, edit('microsoft')], [{ do: 'answer', with: 'microsoft' }]),
  ],
  ['[D16] values that agree meanwhile', asking([{ do: 'agree', who: 0, field: 'jobTitle' }])],
  ['[D16] other fields flow while a question waits', asking([edit('sales', 'department')])],
  [
    '[D16] an answer to values that came back',
    asking([{ do: 'answer', with: 'sales' }], contested, [{ do: 'answer', with: 'microsoft' }], []),
  ],
  ['[D16] the policy stops asking', asking([{ do: 'policy', policy: 'sales-wins' }])],
  ['[D16] [D3] deleted in Sales while a question waits', asking([remove('sales')], [])],
  ['[D16] [D8] deleted in Outlook while a question waits', asking([remove('microsoft')], [])],
  [
    '[A3] [D16] an adopted pair answered',
    {
      entities: [onBoth('jobTitle', 'department')],
      policy: 'ask-user',
      rounds: [round(), round([{ do: 'answer', with: 'microsoft' }])],
    },
  ],
  [
    '[D6] [D20] deleted in Sales, edited in Outlook: created again',
    {
      entities: [fromOutlook, fromSales],
      rounds: [
        round(),
        round([edit('microsoft'), remove('sales')]),
        round([{ do: 'answer', with: 'recreate' }]),
        round(),
      ],
    },
  ],
  [
    '[D6] [D20] deleted in Sales, edited in Outlook: let go',
    {
      entities: [fromSales, fromSales],
      rounds: [
        round(),
        round([edit('microsoft'), remove('sales')]),
        round([{ do: 'answer', with: 'let-go' }]),
      ],
    },
  ],
  [
    '[D8] deleted in Outlook, edited in Sales, asked',
    {
      entities: [fromSales, fromSales],
      policy: 'ask-user',
      rounds: [
        round(),
        round([edit('sales'), remove('microsoft')]),
        round([{ do: 'answer', with: 'recreate' }]),
      ],
    },
  ],
  [
    '[D20] two Sales records merged',
    { entities: [twins], rounds: [round(), round([{ do: 'merge', who: 0, into: 0 }]), round()] },
  ],
  [
    '[D20] a merged Sales record whose copy was edited',
    {
      entities: [fromOutlook, fromSales],
      rounds: [
        round(),
        round([edit('microsoft', 'jobTitle'), { do: 'merge', who: 0, into: 1 }]),
        round([{ do: 'answer', with: 'recreate' }]),
      ],
    },
  ],
];
