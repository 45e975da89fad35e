// One row of the Monitor from the hot and the searchable table.

import { toInstant } from '../../../contract/wire.ts';
import type { RunnerState, UserRow, WaitReason } from '../../../contract/users.ts';

/** A running run counts as active this long after its last message. */
export const heartbeatMs = 90_000;
/** a pane unseen for this long counts as closed, a background runner as down */
export const runnerSilentMs = 10 * 60_000;

const statusColumns = [
  'outcome',
  'cause',
  'cause_side',
  'duration_ms',
  'microsoft_ms',
  'sales_ms',
  'internal_ms',
  'badge',
  'badge_cause',
  'badge_cause_side',
  'badge_by',
  'run_id',
  'run_started_ms',
  'heartbeat_ms',
  'phase',
  'done',
  'total',
  'left_ms',
  'last_start_ms',
  'last_scheduled_ms',
  'last_finish_ms',
  'last_success_ms',
  'next_run_ms',
  'throttled_ms',
  'holds',
  'conflicts',
  'open_errors',
  'oldest_waiting_ms',
  'microsoft_state',
  'microsoft_since_ms',
  'microsoft_ends_ms',
  'microsoft_cause',
  'sales_state',
  'sales_since_ms',
  'sales_ends_ms',
  'sales_cause',
  'is_enabled',
  'disabled_by',
  'disabled_reason',
  'disabled_ms',
  'paused_ms',
  'runner',
  'client_version',
  'pane_seen_ms',
  'runner_seen_ms',
  'version',
];

/** For `FROM user_status s JOIN user_profile p USING (tenant_id, user_id)`. */
export const userRowColumns = [
  's.user_id',
  'p.display_name',
  'p.email',
  'p.sales_user_name',
  ...statusColumns.map((name) => `s.${name}`),
].join(', ');

export interface StoredUserRow {
  user_id: string;
  display_name: string;
  email: string;
  sales_user_name: string | null;
  outcome: UserRow['outcome'];
  cause: UserRow['cause'];
  cause_side: UserRow['causeSide'];
  duration_ms: number;
  microsoft_ms: number;
  sales_ms: number;
  internal_ms: number;
  badge: UserRow['badge'];
  badge_cause: UserRow['cause'];
  badge_cause_side: UserRow['causeSide'];
  badge_by: UserRow['suspendedBy'];
  run_id: string | null;
  run_started_ms: number;
  heartbeat_ms: number;
  phase: NonNullable<UserRow['running']>['phase'] | null;
  done: number;
  total: number;
  left_ms: number | null;
  last_start_ms: number;
  /** of a run by schedule or by the opening of the pane; 0 for never */
  last_scheduled_ms: number;
  last_finish_ms: number;
  last_success_ms: number;
  next_run_ms: number | null;
  throttled_ms: number;
  holds: number;
  conflicts: number;
  open_errors: number;
  oldest_waiting_ms: number | null;
  microsoft_state: UserRow['microsoft']['state'];
  microsoft_since_ms: number;
  microsoft_ends_ms: number | null;
  microsoft_cause: UserRow['cause'];
  sales_state: UserRow['sales']['state'];
  sales_since_ms: number;
  sales_ends_ms: number | null;
  sales_cause: UserRow['cause'];
  is_enabled: boolean;
  disabled_by: UserRow['disabledBy'];
  disabled_reason: string | null;
  disabled_ms: number | null;
  paused_ms: number | null;
  runner: UserRow['runner'];
  client_version: string | null;
  pane_seen_ms: number;
  runner_seen_ms: number;
  version: number;
}

export interface RowMoment {
  readonly nowMs: number;
  /** a scheduled run that started within this time is part of the latest cycle */
  readonly cycleMs: number;
}

/** Instants of sort columns are 0 for never. */
export function instantOrNull(epochMs: number | null): string | null {
  return epochMs === null || epochMs <= 0 ? null : toInstant(epochMs);
}

export function toUserRow(row: StoredUserRow, moment: RowMoment): UserRow {
  return {
    id: row.user_id,
    displayName: row.display_name,
    email: row.email,
    salesUserName: row.sales_user_name,
    outcome: row.outcome,
    badge: row.badge,
    suspendedBy: row.paused_ms !== null ? 'user' : row.badge === 'suspended' ? row.badge_by : null,
    pausedAt: instantOrNull(row.paused_ms),
    ...causeOf(row),
    running: runningOf(row, moment),
    lastStartAt: instantOrNull(row.last_start_ms),
    lastFinishAt: instantOrNull(row.last_finish_ms),
    lastSuccessAt: instantOrNull(row.last_success_ms),
    nextRunAt: isStopped(row) ? null : instantOrNull(row.next_run_ms),
    durations: durationsOf(row),
    microsoft: {
      state: row.microsoft_state,
      since: toInstant(row.microsoft_since_ms),
      endsAt: instantOrNull(row.microsoft_ends_ms),
      cause: row.microsoft_cause,
    },
    sales: {
      state: row.sales_state,
      since: toInstant(row.sales_since_ms),
      endsAt: instantOrNull(row.sales_ends_ms),
      cause: row.sales_cause,
    },
    isSyncEnabled: row.is_enabled,
    disabledBy: row.disabled_by,
    disabledReason: row.disabled_reason,
    disabledAt: instantOrNull(row.disabled_ms),
    openErrors: row.open_errors,
    conflicts: row.conflicts,
    oldestWaitingAt: instantOrNull(row.oldest_waiting_ms),
    waitReason: waitReasonOf(row, moment),
    isInLatestCycle: row.last_scheduled_ms > 0 && row.last_scheduled_ms >= moment.nowMs - moment.cycleMs,
    runner: row.runner,
    clientVersion: row.client_version,
    paneSeenAt: instantOrNull(row.pane_seen_ms),
    runnerSeenAt: instantOrNull(row.runner_seen_ms),
    runnerState: runnerStateOf(row, moment),
    version: row.version,
  };
}

/** The cause belongs to the outcome; a skipped run's own cause shows only where the outcome has none. */
function causeOf(row: StoredUserRow): Pick<UserRow, 'cause' | 'causeSide'> {
  return row.cause === null
    ? { cause: row.badge_cause, causeSide: row.badge_cause_side }
    : { cause: row.cause, causeSide: row.cause_side };
}

function runningOf(row: StoredUserRow, { nowMs }: RowMoment): UserRow['running'] {
  if (row.run_id === null || row.heartbeat_ms <= nowMs - heartbeatMs) return null;
  return {
    startedAt: toInstant(row.run_started_ms),
    phase: row.phase ?? 'preparing',
    done: row.done,
    total: row.total,
    estimatedMsLeft: row.left_ms,
  };
}

function durationsOf(row: StoredUserRow): UserRow['durations'] {
  if (row.duration_ms < 0) return null;
  return {
    totalMs: row.duration_ms,
    microsoftMs: row.microsoft_ms,
    salesMs: row.sales_ms,
    internalMs: row.internal_ms,
  };
}

/** No run comes before a person or an administrator acts, whatever a runner announced before. */
const isStopped = (row: StoredUserRow): boolean =>
  !row.is_enabled || row.paused_ms !== null || !isAuthorized(row);

const isAuthorized = (row: StoredUserRow): boolean =>
  row.microsoft_state === 'active' && row.sales_state === 'active';

/** A background runner that announced a later run is not late before that. */
function runnerStateOf(row: StoredUserRow, { nowMs }: RowMoment): RunnerState {
  const { runner } = row;
  if (runner === null || row.runner_seen_ms <= 0) return 'none';
  const sinceMs = nowMs - runnerSilentMs;
  if (runner === 'pane') return row.pane_seen_ms < sinceMs ? 'pane-closed' : 'present';
  const isExpected = row.next_run_ms !== null && row.next_run_ms >= sinceMs;
  return row.runner_seen_ms < sinceMs && !isExpected ? 'worker-silent' : 'present';
}

function waitReasonOf(row: StoredUserRow, moment: RowMoment): WaitReason {
  if (!row.is_enabled) return 'disabled';
  if (!isAuthorized(row)) return 'sign-in-needed';
  if (row.paused_ms !== null) return 'suspended';
  if (row.holds > 0) return 'held';
  // Nobody looks at what waits: the next run after a suspended or a throttled one does not come.
  const state = runnerStateOf(row, moment);
  if (state === 'pane-closed' || state === 'worker-silent') return state;
  if (row.badge === 'suspended') return 'suspended';
  if (row.cause === 'throttled') return 'throttled';
  if (row.oldest_waiting_ms === null) return 'none';
  if (row.throttled_ms > 0) return 'throttled';
  return row.open_errors > 0 ? 'failing' : 'none';
}
