// Whom a command hits and whom it skips with which reason, judged over the present rows.

import type {
  CommandKind,
  CommandPreview,
  CommandRequest,
  RefusalReason,
  Selection,
} from '../../../contract/commands.ts';
import { remedies } from '../../../contract/remedies.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { nowMs } from '../database-time.ts';
import { isMailDue } from '../notifications/sign-in-mails.ts';
import { ending, userCondition, usersTables } from '../users/user-filter.ts';
import type { SqlCondition } from '../users/user-filter.ts';
import { heartbeatMs } from '../users/user-row.ts';
import { hasSwitchedOff } from '../users/user-settings.ts';

/** names shown in a preview; its counts are whole */
const listedUsers = 200;
/** a runner that made no call for this long is taken for closed */
const reachableMs = 120_000;

const notRunning = `s.run_id IS NULL OR s.heartbeat_ms <= $2::bigint - ${heartbeatMs}`;
const cannotRun = `CASE WHEN NOT s.is_enabled THEN 'sync-disabled' WHEN s.paused_ms IS NOT NULL THEN 'paused'
  WHEN NOT s.is_authorized THEN 'sign-in-needed' END`;

const mendedBySignIn = Object.entries(remedies)
  .filter(([, { action }]) => action === 'sign-in-microsoft' || action === 'sign-in-sales')
  .map(([cause]) => `'${cause}'`)
  .join(', ');
/** a run or a record failed for what only a sign-in mends, whatever the runner says of its sign-ins */
const blamesSignIn = `(s.standing = 'failed' AND s.cause IN (${mendedBySignIn}) OR s.user_id IN (
  SELECT e.user_id FROM user_errors e
  WHERE e.tenant_id = $1::uuid AND e.cause IN (${mendedBySignIn}) AND e.dismissed_ms IS NULL))`;

/** SQL of the reason to skip a row, NULL to hit it. */
const skipReasons: Readonly<Record<CommandKind, string>> = {
  suspend: `CASE WHEN ${notRunning} THEN 'not-running' END`,
  // who switched it off himself may switch it on again, until an administrator disables
  disable: "CASE WHEN NOT s.is_enabled AND s.disabled_by IS DISTINCT FROM 'user' THEN 'already-disabled' END",
  // an administrator takes back only what an administrator or the engine did
  enable: `CASE WHEN s.is_enabled AND s.paused_ms IS NOT NULL THEN 'paused' WHEN s.is_enabled THEN 'not-disabled'
    WHEN s.disabled_by = 'user' THEN 'switched-off-by-user' END`,
  delete: 'NULL::text',
  'sync-now': cannotRun,
  'full-sync': cannotRun,
  'ask-to-sign-in': `CASE WHEN s.is_authorized AND NOT (${ending}) AND ${blamesSignIn} IS NOT TRUE THEN 'signed-in' END`,
};

/** SQL of who does not sync after an *enable* either. */
const ownStop = `s.paused_ms IS NOT NULL OR ${hasSwitchedOff}`;

/** Kinds that wait for a runner when there is none. */
const waitingKinds: readonly CommandKind[] = ['sync-now', 'full-sync'];

export interface SelectionCall {
  readonly tenantId: string;
  readonly request: Pick<CommandRequest, 'kind' | 'selection'>;
  readonly nowMs: number;
  /** *Ask to Sign In* writes mails */
  readonly isMailSetUp: boolean;
}

/** `SELECT user_id, display_name, sort_name, skip, is_reachable, stays_off, gets_mail` of everybody selected. */
export function selectedUsers({ tenantId, request, nowMs: at, isMailSetUp }: SelectionCall): SqlCondition {
  const condition = userCondition(tenantId, at, filterOf(request.selection));
  return {
    text: `SELECT s.user_id, p.display_name, s.sort_name, ${skipReasons[request.kind]} AS skip,
        s.runner_seen_ms > ${nowMs} - ${reachableMs} AS is_reachable,
        ${request.kind === 'enable' ? ownStop : 'false'} AS stays_off,
        ${request.kind === 'ask-to-sign-in' && isMailSetUp ? isMailDue : 'false'} AS gets_mail
      FROM ${usersTables} WHERE ${condition.text}`,
    values: condition.values,
  };
}

function filterOf(selection: Selection): Parameters<typeof userCondition>[2] {
  if (selection.by === 'ids') return { card: 'all', ids: selection.ids };
  const { by: _, ...filter } = selection;
  return filter;
}

type Counts = Readonly<Record<'hits' | 'skips' | 'queued' | 'stayOff' | 'mails', number>>;

export async function previewCommand(sql: SqlTransaction, call: SelectionCall): Promise<CommandPreview> {
  const { text, values } = selectedUsers(call);
  const [counts] = await sql.query<Counts>(
    `SELECT count(*) FILTER (WHERE skip IS NULL) AS hits, count(*) FILTER (WHERE skip IS NOT NULL) AS skips,
       count(*) FILTER (WHERE skip IS NULL AND NOT is_reachable) AS queued,
       count(*) FILTER (WHERE skip IS NULL AND stays_off) AS "stayOff",
       count(*) FILTER (WHERE skip IS NULL AND gets_mail) AS mails
     FROM (${text}) selected`,
    values,
  );
  const list = (condition: string) =>
    sql.query<{ userId: string; displayName: string; reason: RefusalReason }>(
      `SELECT user_id AS "userId", display_name AS "displayName", skip AS reason FROM (${text}) selected
       WHERE ${condition} ORDER BY sort_name, user_id LIMIT ${listedUsers}`,
      values,
    );
  const hitUsers = await list('skip IS NULL');
  const skippedUsers = await list('skip IS NOT NULL');
  const missing = await missingIds(sql, call);
  return {
    kind: call.request.kind,
    hits: counts?.hits ?? 0,
    skips: (counts?.skips ?? 0) + missing.length,
    hitUsers: hitUsers.map(({ userId, displayName }) => ({ userId, displayName })),
    skippedUsers: [
      ...skippedUsers,
      ...missing.map((userId) => ({ userId, displayName: '', reason: 'not-found' as const })),
    ].slice(0, listedUsers),
    queued: waitingKinds.includes(call.request.kind) ? (counts?.queued ?? 0) : 0,
    stayOff: counts?.stayOff ?? 0,
    mails: counts?.mails ?? 0,
  };
}

/** Of a selection by ids, those without a row. */
async function missingIds(sql: SqlTransaction, { tenantId, request }: SelectionCall): Promise<string[]> {
  if (request.selection.by !== 'ids') return [];
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT value AS id FROM jsonb_array_elements_text($2::jsonb)
     WHERE NOT EXISTS (SELECT FROM user_status WHERE tenant_id = $1::uuid AND user_id = value::uuid)`,
    [tenantId, JSON.stringify(request.selection.ids)],
  );
  return rows.map(({ id }) => id);
}
