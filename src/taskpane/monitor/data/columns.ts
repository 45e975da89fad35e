// Columns of the users' table in the order they stand in; the first nine are on unless the address says otherwise.

import type { CardId, SortKey } from '../../../contract/users.ts';

export const columnIds = [
  'lastSync',
  'user',
  'microsoftUser',
  'lastStart',
  'duration',
  'sales',
  'microsoft',
  'openErrors',
  'lag',
  'inLatestCycle',
  'client',
  'lastSuccess',
  'nextRun',
  'conflicts',
  'runner',
  'enabled',
  'paneSeen',
] as const;
export type ColumnId = (typeof columnIds)[number];

export const defaultColumns: readonly ColumnId[] = columnIds.slice(0, 9);

/** A link to the user's details stands in it, so it cannot be switched off. */
export const fixedColumn: ColumnId = 'user';

interface Width {
  readonly minPx: number;
  /** share of what is left over */
  readonly share: number;
}

/** The first nine need no more than a window of 1,280 has beside a scrollbar. */
export const columnWidths: Readonly<Record<ColumnId, Width>> = {
  lastSync: { minPx: 216, share: 2 },
  user: { minPx: 136, share: 1 },
  microsoftUser: { minPx: 128, share: 3 },
  lastStart: { minPx: 96, share: 0 },
  duration: { minPx: 100, share: 0 },
  sales: { minPx: 152, share: 0 },
  microsoft: { minPx: 152, share: 0 },
  openErrors: { minPx: 68, share: 0 },
  lag: { minPx: 120, share: 1 },
  inLatestCycle: { minPx: 96, share: 0 },
  client: { minPx: 112, share: 1 },
  lastSuccess: { minPx: 112, share: 1 },
  nextRun: { minPx: 136, share: 1 },
  conflicts: { minPx: 92, share: 0 },
  runner: { minPx: 112, share: 1 },
  enabled: { minPx: 128, share: 1 },
  paneSeen: { minPx: 112, share: 1 },
};

/** of the boxes before the first column */
export const checkPx = 44;

/** What stays in its place while the rest scrolls sideways: boxes and names. A table that scrolls has no width to spare. */
export const stayingPx = checkPx + columnWidths[fixedColumn].minPx;

/** Sort keys of the relay by the column whose heading asks for them. */
export const sortOfColumn: Readonly<Record<ColumnId, SortKey>> = {
  lastSync: 'lastSync',
  user: 'name',
  microsoftUser: 'email',
  lastStart: 'lastStart',
  duration: 'duration',
  sales: 'sales',
  microsoft: 'microsoft',
  openErrors: 'openErrors',
  lag: 'lag',
  inLatestCycle: 'inLatestCycle',
  client: 'client',
  lastSuccess: 'lastSuccess',
  nextRun: 'nextRun',
  conflicts: 'conflicts',
  runner: 'runner',
  enabled: 'enabled',
  paneSeen: 'paneSeen',
};

const ascendingFirst: readonly SortKey[] = ['name', 'email', 'nextRun', 'runner', 'enabled'];
/** As the relay does when no direction is asked for. */
export const isAscendingFirst = (sort: SortKey): boolean => ascendingFirst.includes(sort);

export type Direction = 'asc' | 'desc';

export interface Order {
  readonly sort: SortKey;
  readonly direction: Direction;
}

/** Orders the relay uses when none is asked for, where a column shows them. */
export const usualOrders: Readonly<Partial<Record<CardId, Order>>> = {
  failed: { sort: 'lastStart', direction: 'desc' },
  succeeded: { sort: 'lastStart', direction: 'desc' },
  all: { sort: 'name', direction: 'asc' },
  errors: { sort: 'openErrors', direction: 'desc' },
  behind: { sort: 'lag', direction: 'desc' },
};
