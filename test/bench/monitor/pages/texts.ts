// What both reference pages show, in the Monitor's order.

import type { CardId, SortKey, UserRow } from '../../../../src/contract/users.ts';

export const cardNames: readonly (readonly [CardId, string])[] = [
  ['failed', 'Last Sync Failed'],
  ['never', 'Never Synced'],
  ['in-progress', 'In Progress'],
  ['succeeded', 'Last Sync Succeeded'],
  ['all', 'All Users'],
  ['expired', 'Expired Authorizations'],
  ['disabled', 'Sync Disabled'],
  ['errors', 'Outstanding Sync Errors'],
  ['behind', 'Behind target'],
  ['stopping', 'Stops within 7 days'],
];

export const sortable: readonly (readonly [string, SortKey])[] = [
  ['User', 'name'],
  ['Last Sync Start', 'lastStart'],
  ['Duration', 'duration'],
  ['Open Errors', 'openErrors'],
];

const time = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' });
const timeOf = (instant: string | null): string =>
  instant === null ? '–' : time.format(Date.parse(instant));

/** One text per column, the Monitor's nine. */
export function cellTexts(user: UserRow): readonly string[] {
  const { durations, running } = user;
  return [
    running === null ? (user.outcome ?? 'never') : `running ${running.done} of ${running.total}`,
    user.displayName,
    user.email,
    timeOf(user.lastStartAt),
    durations === null ? '–' : `${Math.round(durations.totalMs / 1000)} s`,
    user.sales.state,
    user.microsoft.state,
    String(user.openErrors),
    timeOf(user.oldestWaitingAt),
  ];
}
