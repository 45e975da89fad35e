// The columns of the export: everything the table can show, in its order, one heading per value.

import type { UserRow } from '../../contract/users.ts';

export type Cell = string | number | boolean | null;

export const csvColumns: Readonly<Record<string, (row: UserRow) => Cell>> = {
  'Last Sync': (row) => row.outcome ?? 'never',
  Badge: (row) => row.badge,
  'Suspended By': (row) => row.suspendedBy,
  'Paused Since': (row) => row.pausedAt,
  Cause: (row) => row.cause,
  'Cause Side': (row) => row.causeSide,
  User: (row) => row.displayName,
  'Microsoft 365 User': (row) => row.email,
  'Sales User': (row) => row.salesUserName,
  'Last Sync Start': (row) => row.lastStartAt,
  'Last Sync End': (row) => row.lastFinishAt,
  'Last Success': (row) => row.lastSuccessAt,
  'Next Run': (row) => row.nextRunAt,
  'In Progress': (row) => row.running !== null,
  'Duration (ms)': (row) => row.durations?.totalMs ?? null,
  'Microsoft Duration (ms)': (row) => row.durations?.microsoftMs ?? null,
  'Sales Duration (ms)': (row) => row.durations?.salesMs ?? null,
  'Internal Duration (ms)': (row) => row.durations?.internalMs ?? null,
  'Sales Authorized': (row) => row.sales.state,
  'Sales Authorized Since': (row) => row.sales.since,
  'Sales Authorization Ends': (row) => row.sales.endsAt,
  'Microsoft Authorized': (row) => row.microsoft.state,
  'Microsoft Authorized Since': (row) => row.microsoft.since,
  'Microsoft Authorization Ends': (row) => row.microsoft.endsAt,
  'Sync Enabled': (row) => row.isSyncEnabled,
  'Disabled By': (row) => row.disabledBy,
  'Disabled Reason': (row) => row.disabledReason,
  'Open Errors': (row) => row.openErrors,
  Conflicts: (row) => row.conflicts,
  'Oldest Waiting Change': (row) => row.oldestWaitingAt,
  'Wait Reason': (row) => row.waitReason,
  'Included in Latest Sync': (row) => row.isInLatestCycle,
  Runner: (row) => row.runner,
  'Runner State': (row) => row.runnerState,
  'Using Next Gen': (row) => row.clientVersion !== null,
  'Client Version': (row) => row.clientVersion,
  'Pane Last Seen': (row) => row.paneSeenAt,
  'User Id': (row) => row.id,
};

/** RFC 4180 for spreadsheets. One half of a line end ends a line for them, too, which the writer would leave bare. */
export const csvForm = {
  bom: true,
  header: true,
  record_delimiter: 'windows',
  quoted_match: /[\r\n]/,
} as const;

const formulaStart = /^[=+\-@\t\r]/;

/** Spreadsheets run cells that begin like a formula: those get an apostrophe. */
export function csvCells(row: UserRow): string[] {
  return Object.values(csvColumns).map((read) => safeCell(read(row)));
}

export function safeCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return formulaStart.test(value) ? `'${value}` : value;
}
