// Runs of one user per day of the administrator's clock, for the chart above the history.

import type { DayQuery, RunDay } from '../../../contract/administration.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

interface Counted extends Omit<RunDay, 'day'> {
  readonly number: number;
}

export interface DaysCall extends DayQuery {
  readonly tenantId: string;
  readonly userId: string;
  readonly nowMs: number;
}

/** Oldest day first, every day of the range. A day begins at midnight of a clock that is `offsetMinutes` ahead of UTC. */
export async function readRunDays(sql: SqlTransaction, call: DaysCall): Promise<RunDay[]> {
  const offsetMs = call.offsetMinutes * minuteMs;
  const today = Math.floor((call.nowMs + offsetMs) / dayMs);
  const first = today - call.days + 1;
  const rows = await sql.query<Counted>(
    `SELECT (started_ms + $3::bigint) / ${dayMs} AS number,
       count(*) FILTER (WHERE outcome IN ('succeeded', 'succeeded-with-conflicts')) AS succeeded,
       count(*) FILTER (WHERE outcome = 'partly-failed') AS "partlyFailed",
       count(*) FILTER (WHERE outcome = 'failed') AS failed,
       count(*) FILTER (WHERE outcome IS NULL OR outcome IN ('suspended', 'skipped', 'interrupted')) AS other,
       round(avg((durations->>'totalMs')::bigint))::bigint AS "averageMs",
       max((durations->>'totalMs')::bigint) AS "longestMs"
     FROM runs WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND started_ms >= $4::bigint
     GROUP BY 1`,
    [call.tenantId, call.userId, offsetMs, first * dayMs - offsetMs],
  );
  const known = new Map(rows.map(({ number, ...day }) => [number, day]));
  return Array.from({ length: call.days }, (_, at) => ({
    ...(known.get(first + at) ?? none),
    day: new Date((first + at) * dayMs).toISOString().slice(0, 10),
  }));
}

const none: Omit<RunDay, 'day'> = {
  succeeded: 0,
  partlyFailed: 0,
  failed: 0,
  other: 0,
  averageMs: null,
  longestMs: null,
};
