// Records that meet for the first time, and what becomes of the memory of it (A1-A6, C1, C2, P2).

import { edit, fromOutlook, fromSales, onBoth, privately, remove, round, twins } from './build-plan.ts';
import type { Untitled } from './scenario.ts';

export const firstMeetings: readonly Untitled[] = [
  ['[C2] a contact of the search arrives in Outlook', { entities: [fromSales], rounds: [round()] }],
  ['[C1] a shared contact goes to Sales', { entities: [fromOutlook], rounds: [round()] }],
  ['[C8] a contact nobody shared stays in Outlook', { entities: [privately], rounds: [round()] }],
  ['[A2] adopts what is there', { entities: [onBoth()], rounds: [round()] }],
  ['[A3] adopts what differs', { entities: [onBoth('jobTitle', 'phone.work')], rounds: [round()] }],
  [
    '[A3] [D16] adopts what differs and asks',
    { entities: [onBoth('department')], policy: 'ask-user', rounds: [round()] },
  ],
  [
    '[A3] [D13] adopts what differs where Outlook wins',
    { entities: [onBoth('department')], policy: 'outlook-wins', rounds: [round()] },
  ],
  ['[A2] two Sales records of one natural key', { entities: [twins], rounds: [round(), round()] }],
  [
    '[C2] [A2] many at once, page by page',
    { entities: [fromSales, fromOutlook, onBoth()], quirks: { pageSize: 1 }, rounds: [round()] },
  ],
  [
    '[C1] [F30] a search by key that lags',
    { entities: [fromOutlook, fromSales], quirks: { searchLagMs: 20_000 }, rounds: [round(), round()] },
  ],
  [
    '[D10] a service that rewrites what it is sent',
    {
      entities: [fromOutlook, fromSales],
      quirks: { rewrites: true },
      rounds: [round(), round([edit('microsoft', 'phone.work'), edit('sales', 'department', { who: 1 })])],
    },
  ],
  [
    '[C2] a contact that is added later',
    { entities: [fromSales], rounds: [round(), round([{ do: 'add', entity: fromOutlook }])] },
  ],
  [
    '[P2] the first sync waits for consent',
    { entities: [fromSales], asksFirst: true, rounds: [round(), round([{ do: 'approve' }])] },
  ],
  [
    '[P3] a record that changed while the plan waited',
    {
      entities: [fromSales, fromOutlook],
      asksFirst: true,
      rounds: [round(), round([edit('sales'), { do: 'approve' }]), round()],
    },
  ],
  [
    '[A6] memory that is lost',
    { entities: [fromSales, fromOutlook], rounds: [round(), round([], { disk: 'wiped' })] },
  ],
  [
    '[A6] memory that is lost before an edit in Sales',
    { entities: [fromSales], rounds: [round(), round([edit('sales')], { disk: 'wiped' })] },
  ],
  [
    '[A6] memory that is lost before edits on both sides',
    {
      entities: [onBoth()],
      rounds: [round(), round([edit('sales'), edit('microsoft', 'department')], { disk: 'wiped' })],
    },
  ],
  [
    '[A6] memory that is lost before a delete',
    { entities: [fromSales, fromOutlook], rounds: [round(), round([remove('sales')], { disk: 'wiped' })] },
  ],
  [
    '[F6] memory that is set back by two commits',
    { entities: [fromSales], rounds: [round(), round([], { disk: { lostCommits: 2 } })] },
  ],
  [
    '[A1] memory that is lost after a copy was made',
    {
      entities: [fromSales],
      rounds: [round(), round([{ do: 'copy', who: 0 }]), round([], { disk: 'wiped' })],
    },
  ],
  [
    '[A4] somebody of a company with one account, and somebody of one with two',
    {
      entities: [
        { ...fromOutlook, company: 'known' },
        { ...fromOutlook, company: 'ambiguous' },
      ],
      rounds: [round(), round([edit('sales')])],
    },
  ],
];
