// Users grouped by what is to blame, and how that moved. The same users as the list shows with `?card=all&cause=`.

import type { CauseGroup } from '../../../contract/administration.ts';
import type { CauseCode } from '../../../contract/causes.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

type Counted = Omit<CauseGroup, 'trend'>;

export async function readCauses(
  sql: SqlTransaction,
  tenantId: string,
): Promise<{ readonly items: readonly Counted[] }> {
  const items = await sql.query<Counted>(
    `SELECT cause, count(*) AS users, count(*) FILTER (WHERE is_failing) AS failing,
       count(*) FILTER (WHERE has_error) AS "withErrors"
     FROM (
       SELECT cause, user_id, bool_or(is_failing) AS is_failing, bool_or(NOT is_failing) AS has_error FROM (
         SELECT cause, user_id, true AS is_failing FROM user_status
         WHERE tenant_id = $1::uuid AND standing = 'failed' AND cause IS NOT NULL
         UNION ALL
         SELECT DISTINCT cause, user_id, false FROM user_errors
         WHERE tenant_id = $1::uuid AND dismissed_ms IS NULL) blamed
       GROUP BY cause, user_id) per_user
     GROUP BY cause ORDER BY users DESC, cause`,
    [tenantId],
  );
  return { items };
}

export async function readCauseGroups(
  sql: SqlTransaction,
  tenantId: string,
  nowMs: number,
): Promise<CauseGroup[]> {
  const { items } = await readCauses(sql, tenantId);
  const trends = await readTrends(sql, tenantId, nowMs);
  return items.map((group) => ({
    ...group,
    trend: trends.get(group.cause) ?? { day: 0, dayBefore: 0, weekBefore: 0 },
  }));
}

interface Trend {
  readonly cause: CauseCode;
  readonly day: number;
  readonly dayBefore: number;
  readonly weekBefore: number;
}

/** Three days of failed runs, by an index that holds only failed ones. */
async function readTrends(
  sql: SqlTransaction,
  tenantId: string,
  nowMs: number,
): Promise<ReadonlyMap<CauseCode, CauseGroup['trend']>> {
  const within = (endMs: number) => `started_ms > ${endMs - dayMs} AND started_ms <= ${endMs}`;
  const rows = await sql.query<Trend>(
    `SELECT cause, count(DISTINCT user_id) FILTER (WHERE ${within(nowMs)}) AS day,
       count(DISTINCT user_id) FILTER (WHERE ${within(nowMs - dayMs)}) AS "dayBefore",
       count(DISTINCT user_id) FILTER (WHERE ${within(nowMs - weekMs)}) AS "weekBefore"
     FROM runs
     WHERE tenant_id = $1::uuid AND outcome IN ('failed', 'partly-failed') AND cause IS NOT NULL
       AND (started_ms > $2::bigint - ${2 * dayMs} OR (${within(nowMs - weekMs)}))
     GROUP BY cause`,
    [tenantId, nowMs],
  );
  return new Map(rows.map(({ cause, ...trend }) => [cause, trend]));
}
