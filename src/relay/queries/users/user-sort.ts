// Sort keys by allow-list, and the opaque position of a keyset page. The second key is always the user id.

import { z } from 'zod';
import type { CardId, SortKey } from '../../../contract/users.ts';
import { invalid } from '../../problem-error.ts';
import { readOpaque, writeOpaque } from '../opaque-position.ts';
import { firstEnd, usersTables } from './user-filter.ts';

type InnerSortKey =
  SortKey | 'signedUp' | 'runningSince' | 'authorizationSince' | 'disabledSince' | 'firstEnd';
export type Direction = 'asc' | 'desc';

export interface Sort {
  readonly key: InnerSortKey;
  readonly direction: Direction;
}

export interface SortColumn {
  readonly expression: string;
  readonly type: 'text' | 'bigint';
  /** where `user_status s` alone does not hold it */
  readonly tables?: string;
}

const sinceUnauthorized = `GREATEST(
  CASE WHEN s.microsoft_state <> 'active' THEN s.microsoft_since_ms ELSE 0 END,
  CASE WHEN s.sales_state <> 'active' THEN s.sales_since_ms ELSE 0 END)`;

/** later than any instant */
const never = Number.MAX_SAFE_INTEGER;
/** worst first when descending */
const outcomeRank = `CASE s.outcome WHEN 'failed' THEN 4 WHEN 'partly-failed' THEN 3
  WHEN 'succeeded-with-conflicts' THEN 2 WHEN 'succeeded' THEN 1 ELSE 0 END`;
const authorizationRank = (side: 'microsoft' | 'sales'): string =>
  `CASE s.${side}_state WHEN 'active' THEN 0 WHEN 'expired' THEN 2 ELSE 1 END`;

/** who is stopped or has lost a sign-in has no next run, whatever a runner announced before */
const nextRun = `CASE WHEN s.is_enabled AND s.paused_ms IS NULL AND s.is_authorized
  THEN coalesce(s.next_run_ms, ${never}) ELSE ${never} END`;

export const sortColumns: Readonly<Record<InnerSortKey, SortColumn>> = {
  name: { expression: 's.sort_name', type: 'text' },
  lastStart: { expression: 's.last_start_ms', type: 'bigint' },
  duration: { expression: 's.duration_ms', type: 'bigint' },
  openErrors: { expression: 's.open_errors', type: 'bigint' },
  lastSuccess: { expression: 's.last_success_ms', type: 'bigint' },
  // negative, so that descending begins with the longest lag and ends with those who have none, or no run to come
  lag: {
    expression: `(CASE WHEN s.is_enabled THEN -coalesce(s.oldest_waiting_ms, ${never}) ELSE -${never} END)`,
    type: 'bigint',
  },
  lastSync: { expression: outcomeRank, type: 'bigint' },
  email: { expression: 'p.email_key COLLATE "C"', type: 'text', tables: usersTables },
  sales: { expression: authorizationRank('sales'), type: 'bigint' },
  microsoft: { expression: authorizationRank('microsoft'), type: 'bigint' },
  inLatestCycle: { expression: 's.last_scheduled_ms', type: 'bigint' },
  client: { expression: `coalesce(s.client_version, '') COLLATE "C"`, type: 'text' },
  nextRun: { expression: nextRun, type: 'bigint' },
  conflicts: { expression: 's.conflicts', type: 'bigint' },
  runner: { expression: `coalesce(s.runner, '') COLLATE "C"`, type: 'text' },
  enabled: { expression: 's.is_enabled::int', type: 'bigint' },
  paneSeen: { expression: 's.pane_seen_ms', type: 'bigint' },
  firstEnd: { expression: firstEnd, type: 'bigint' },
  signedUp: { expression: 's.signed_up_ms', type: 'bigint' },
  runningSince: { expression: 's.run_started_ms', type: 'bigint' },
  authorizationSince: { expression: sinceUnauthorized, type: 'bigint' },
  disabledSince: { expression: 'coalesce(s.disabled_ms, 0)', type: 'bigint' },
};

/** monitor.md section 2, column "default order" */
const cardSorts: Readonly<Record<CardId, Sort>> = {
  failed: { key: 'lastStart', direction: 'desc' },
  never: { key: 'signedUp', direction: 'asc' },
  'in-progress': { key: 'runningSince', direction: 'asc' },
  succeeded: { key: 'lastStart', direction: 'desc' },
  all: { key: 'name', direction: 'asc' },
  expired: { key: 'authorizationSince', direction: 'desc' },
  disabled: { key: 'disabledSince', direction: 'desc' },
  errors: { key: 'openErrors', direction: 'desc' },
  behind: { key: 'lag', direction: 'desc' },
  stopping: { key: 'firstEnd', direction: 'asc' },
};

/** Columns that begin with their smallest value when first pressed. */
const ascendingFirst: readonly SortKey[] = ['name', 'email', 'nextRun', 'runner', 'enabled'];

interface SortChoice {
  readonly card: CardId;
  readonly sort?: SortKey | undefined;
  readonly direction?: Direction | undefined;
}

export function sortOf({ card, sort, direction }: SortChoice): Sort {
  const usual = cardSorts[card];
  if (sort === undefined) return { key: usual.key, direction: direction ?? usual.direction };
  return { key: sort, direction: direction ?? (ascendingFirst.includes(sort) ? 'asc' : 'desc') };
}

const position = z.tuple([z.string(), z.enum(['asc', 'desc']), z.union([z.string(), z.int()]), z.uuid()]);

export interface Position {
  readonly value: string | number;
  readonly userId: string;
}

export function writePosition(sort: Sort, at: Position): string {
  return writeOpaque([sort.key, sort.direction, at.value, at.userId]);
}

/** Throws ProblemError for a position of another order, or one that was not made here. */
export function readPosition(sort: Sort, after: string): Position {
  const [key, direction, value, userId] = readOpaque(position, after);
  const expected = sortColumns[sort.key].type === 'text' ? 'string' : 'number';
  if (key !== sort.key || direction !== sort.direction || typeof value !== expected)
    throw invalid('/after', 'is a position of another order');
  return { value, userId };
}
