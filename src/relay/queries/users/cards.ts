// Counts of all cards in one pass over a tenant's users.

import type { SqlTransaction } from '../../../database/sql-database.ts';
import { causeCodes } from '../../../contract/causes.ts';
import { remedies } from '../../../contract/remedies.ts';
import type { CauseCode } from '../../../contract/causes.ts';
import type { CardId, Cards } from '../../../contract/users.ts';
import { toInstant } from '../../../contract/wire.ts';
import { cardConditions } from './user-filter.ts';
import { instantOrNull } from './user-row.ts';

interface Counted extends Record<CardId, number> {
  fully_failed: number;
  last_ms: number | null;
}

const counted = Object.entries(cardConditions).map(
  ([card, condition]) => `count(*) FILTER (WHERE ${condition}) AS "${card}"`,
);

/** Causes that pass by themselves need nobody. */
const personal = causeCodes.filter((code) => remedies[code].fixer !== 'wait');

export async function readCards(sql: SqlTransaction, tenantId: string, nowMs: number): Promise<Cards> {
  const [row] = await sql.query<Counted>(
    `SELECT ${counted.join(', ')},
       count(*) FILTER (WHERE s.standing = 'failed' AND s.outcome = 'failed') AS fully_failed,
       GREATEST(max(s.last_finish_ms), max(s.heartbeat_ms)) AS last_ms
     FROM user_status s WHERE s.tenant_id = $1::uuid AND $2::bigint IS NOT NULL`,
    [tenantId, nowMs],
  );
  if (row === undefined) throw new Error('an aggregate without a row');
  const { fully_failed, last_ms, ...counts } = row;
  return {
    counts,
    failed: { failed: fully_failed, partlyFailed: counts.failed - fully_failed },
    needYou: await readNeeds(sql, tenantId),
    lastReportAt: instantOrNull(last_ms),
    at: toInstant(nowMs),
  };
}

async function readNeeds(sql: SqlTransaction, tenantId: string): Promise<Cards['needYou']> {
  const groups = await sql.query<{ cause: CauseCode; users: number }>(
    `SELECT cause, count(*) AS users FROM user_status
     WHERE tenant_id = $1::uuid AND standing = 'failed'
       AND cause IN (SELECT jsonb_array_elements_text($2::jsonb))
     GROUP BY cause ORDER BY users DESC, cause`,
    [tenantId, JSON.stringify(personal)],
  );
  return {
    users: groups.reduce((sum, { users }) => sum + users, 0),
    topCause: groups[0]?.cause ?? null,
    topCauseUsers: groups[0]?.users ?? 0,
  };
}
