// The only lease there is: one statement decides, by the database's clock, so that two relay processes cannot both grant.
// It also notes when: a later report only names its grant, and rule A6 goes by our clock.

import type { LeaseRequest, WireLeaseGrant } from '../../../contract/runner-calls.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';
import { nowMs, paneKeepsMs } from '../database-time.ts';
import { readInstance } from '../tenants.ts';
import { instantOrNull } from '../users/user-row.ts';

export const leaseMs = 90_000;
/** a background run gives up at its next renewal, which comes every 30 s: asking more often helps nobody */
const handoverRetryMs = 5_000;

/**
 * The milliseconds of today: a row that is made anew after its user was deleted must not begin below the number under
 * which the user's own store was written last, or that store refuses every run. Each grant raises the number by one at
 * most, and no grant takes less than a millisecond.
 */
const firstEpoch = nowMs;

/** A report that comes later than this many grants is of a run long overtaken: when that began matters no more. */
const rememberedGrants = 8;

interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

interface Granted {
  epoch: number;
  expires_ms: number;
  is_new_store: boolean;
}

/**
 * Answers (does not throw, for the transaction must commit that the pane was seen) `user-disabled`, `user-deleted`, or
 * `lease-refused` with the time after which asking again makes sense.
 */
export async function takeLease(
  sql: SqlTransaction,
  { tenantId, userId }: UserKey,
  request: LeaseRequest,
): Promise<WireLeaseGrant | ProblemError> {
  const user = await touchUser(sql, { tenantId, userId }, request);
  if (user === null) return new ProblemError('user-deleted');
  if (!user.is_enabled)
    return new ProblemError(
      'user-disabled',
      user.disabled_reason === null ? {} : { detail: user.disabled_reason },
    );
  if (request.runner === 'delegated' && user.pane_left_ms > 0)
    return new ProblemError('lease-refused', {
      detail: "the user's pane is open and syncs itself",
      retryAfterMs: user.pane_left_ms,
    });
  const [granted] = await sql.query<Granted>(
    `WITH granted AS (
       INSERT INTO leases AS l (tenant_id, user_id, epoch, since_epoch, store_id, runner, expires_ms, is_new_store)
       VALUES ($1::uuid, $2::uuid, ${firstEpoch}, ${firstEpoch}, $3::text, $4::text, ${nowMs} + ${leaseMs}, false)
       ON CONFLICT (tenant_id, user_id) DO UPDATE SET
         epoch = CASE WHEN l.store_id = $3::text AND l.expires_ms > ${nowMs} THEN l.epoch ELSE l.epoch + 1 END,
         since_epoch = CASE WHEN l.store_id = $3::text THEN l.since_epoch ELSE l.epoch + 1 END,
         is_new_store = l.is_new_store OR l.store_id <> $3::text,
         store_id = $3::text, runner = $4::text, expires_ms = ${nowMs} + ${leaseMs}
       WHERE l.store_id = $3::text OR l.expires_ms <= ${nowMs}
       RETURNING epoch, expires_ms, is_new_store),
     noted AS (
       INSERT INTO lease_grants (tenant_id, user_id, epoch, store_id, granted_ms)
       SELECT $1::uuid, $2::uuid, epoch, $3::text, ${nowMs} FROM granted
       ON CONFLICT DO NOTHING RETURNING epoch),
     forgotten AS (
       DELETE FROM lease_grants g USING noted
       WHERE g.tenant_id = $1::uuid AND g.user_id = $2::uuid AND g.epoch <= noted.epoch - ${rememberedGrants})
     SELECT epoch, expires_ms, is_new_store FROM granted`,
    [tenantId, userId, request.storeId, request.runner],
  );
  if (granted === undefined) return refusal(sql, { tenantId, userId }, request);
  return {
    epoch: granted.epoch,
    expiresAt: toInstant(granted.expires_ms),
    ttlMs: leaseMs,
    isNewStore: granted.is_new_store,
    lastSuccessStartedAt: instantOrNull(user.last_success_started_ms),
    instanceId: (await readInstance(sql, tenantId)) ?? '',
  };
}

interface Touched {
  is_enabled: boolean;
  disabled_reason: string | null;
  last_success_started_ms: number;
  /** how long background runs must still keep off */
  pane_left_ms: number;
}

async function touchUser(
  sql: SqlTransaction,
  user: UserKey,
  { runner }: LeaseRequest,
): Promise<Touched | null> {
  const [row] = await sql.query<Touched>(
    `UPDATE user_status SET runner_seen_ms = ${nowMs},
       pane_seen_ms = CASE WHEN $3::text = 'pane' THEN ${nowMs} ELSE pane_seen_ms END
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid
     RETURNING is_enabled, disabled_reason, last_success_started_ms,
       GREATEST(pane_seen_ms + ${paneKeepsMs} - ${nowMs}, 0) AS pane_left_ms`,
    [user.tenantId, user.userId, runner],
  );
  return row ?? null;
}

async function refusal(sql: SqlTransaction, user: UserKey, request: LeaseRequest): Promise<ProblemError> {
  const [holder] = await sql.query<{ runner: string; left_ms: number }>(
    `SELECT runner, GREATEST(expires_ms - ${nowMs}, 1) AS left_ms FROM leases
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [user.tenantId, user.userId],
  );
  const leftMs = holder?.left_ms ?? 1;
  const isHandover = request.runner === 'pane' && holder?.runner === 'delegated';
  return new ProblemError('lease-refused', {
    detail: `held by a runner of kind ${holder?.runner ?? 'unknown'}`,
    retryAfterMs: isHandover ? Math.min(leftMs, handoverRetryMs) : leftMs,
  });
}

/** Gives the lease back at once; another store's lease is left alone. */
export async function releaseLease(sql: SqlTransaction, user: UserKey, storeId: string): Promise<void> {
  await sql.query(
    `UPDATE leases SET expires_ms = ${nowMs}
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND store_id = $3::text AND expires_ms > ${nowMs}`,
    [user.tenantId, user.userId, storeId],
  );
}
