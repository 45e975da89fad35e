// Runners that should report and do not. A background runner is missed by the user whom it leaves alone; a pane is closed
// every night, and only all of them silent at once may mean something, to those who ask for it.

import { toInstant } from '../../../contract/wire.ts';
import { nowMs as databaseMs } from '../database-time.ts';
import { runnerSilentMs } from '../users/user-row.ts';
import type { Condition, Question } from './condition.ts';

const minuteMs = 60_000;
/** told one by one up to here; more at once have one reason, and are one fact by kind of runner */
const mostSilent = 20;

/** those who could run: sync is on, nobody paused it, both sign-ins work */
const canRun = 's.tenant_id = $1::uuid AND s.is_enabled AND s.paused_ms IS NULL AND s.is_authorized';
const reportedMs = 'GREATEST(s.heartbeat_ms, s.last_finish_ms)';
/** no report for so long, and the run that was announced has not come either */
const isSilent = `${reportedMs} < $2::bigint - $3::bigint
  AND coalesce(s.next_run_ms, 0) < $2::bigint - ${runnerSilentMs}`;

interface SilentKind {
  runner: string;
  silent: number;
  users: number;
  reported: number;
}

export async function silentBackground(question: Question): Promise<Condition[]> {
  const { sql, tenantId, rules, isSyncOn, nowMs } = question;
  const { isOn, minutes } = rules.silentRunner;
  if (!isOn || !isSyncOn) return [];
  const kinds = await sql.query<SilentKind>(
    `SELECT s.runner, count(*) FILTER (WHERE ${isSilent}) AS silent, count(*) AS users,
       coalesce(max(${reportedMs}) FILTER (WHERE ${isSilent}), 0) AS reported
     FROM user_status s WHERE ${canRun} AND s.runner <> 'pane' AND ${reportedMs} > 0
     GROUP BY s.runner HAVING count(*) FILTER (WHERE ${isSilent}) > 0 ORDER BY s.runner`,
    [tenantId, nowMs, minutes * minuteMs],
  );
  const found: Condition[] = [];
  for (const kind of kinds) {
    const isShared = kind.silent > 1 && (kind.silent === kind.users || kind.silent > mostSilent);
    if (isShared) found.push(toldByKind(kind));
    found.push(...(await silentUsers(question, { runner: kind.runner, isShared })));
  }
  return found;
}

function toldByKind({ runner, silent, reported }: SilentKind): Condition {
  const facts = { runner, users: silent, lastReportAt: toInstant(reported) };
  return { rule: 'silent-runner', subject: runner, facts };
}

/**
 * Those who were told stay the case until their runner reports, also while all of its kind are silent: to end them would
 * be told as a recovery.
 */
async function silentUsers(
  { sql, tenantId, rules, nowMs }: Question,
  { runner, isShared }: { readonly runner: string; readonly isShared: boolean },
): Promise<Condition[]> {
  const rows = await sql.query<{ user_id: string; reported: number }>(
    `SELECT s.user_id, ${reportedMs} AS reported FROM user_status s
       LEFT JOIN notification_states n ON n.tenant_id = s.tenant_id AND n.rule = 'silent-runner'
         AND n.subject = s.user_id::text
     WHERE ${canRun} AND s.runner = $4::text AND ${reportedMs} > 0 AND ${isSilent}
       AND (NOT $5::boolean OR n.subject IS NOT NULL)
     ORDER BY n.subject IS NULL, s.user_id LIMIT ${mostSilent}`,
    [tenantId, nowMs, rules.silentRunner.minutes * minuteMs, runner, isShared],
  );
  return rows.map(({ user_id, reported }) => ({
    rule: 'silent-runner',
    subject: user_id,
    facts: { runner, userId: user_id, lastReportAt: toInstant(reported) },
  }));
}

/** An open pane is heard of without a run; none of them open is what this tells. */
export async function silentPanes({ sql, tenantId, rules }: Question): Promise<Condition[]> {
  const { isOn, minutes, panes } = rules.silentRunner;
  if (!isOn || !panes) return [];
  const [row] = await sql.query<{ seen: number | null; users: number }>(
    `SELECT max(s.pane_seen_ms) AS seen, count(*) AS users FROM user_status s
     WHERE ${canRun} AND s.runner = 'pane' HAVING max(s.pane_seen_ms) < ${databaseMs} - $2::bigint`,
    [tenantId, minutes * minuteMs],
  );
  if (row?.seen == null) return [];
  const facts = { runner: 'pane', users: row.users, lastReportAt: toInstant(row.seen) };
  return [{ rule: 'silent-runner', subject: 'pane', facts }];
}
