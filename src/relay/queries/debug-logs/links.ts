// Single-use links to bundles: the window navigates to them without a token. Only a link's digest is stored.

import { createHash, randomBytes } from 'node:crypto';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';
import type { UserKey } from './debug-logs.ts';

export const linkMs = 60_000;

export interface LogKey extends UserKey {
  readonly logId: string;
}

/** Answers the token of the link; an older link of the same log ends. Throws `not-found`. */
export async function createLink(sql: SqlTransaction, log: LogKey, nowMs: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const changed = await sql.query(
    `UPDATE debug_logs SET link_digest = $4::text, link_expires_ms = $5::bigint
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND log_id = $3::uuid RETURNING log_id`,
    [log.tenantId, log.userId, log.logId, digestOf(token), nowMs + linkMs],
  );
  if (changed.length === 0) throw new ProblemError('not-found');
  return token;
}

/** Uses the link up. null when it is unknown, used or too old. Needs a role that sees all tenants. */
export async function takeLink(sql: SqlTransaction, token: string, nowMs: number): Promise<LogKey | null> {
  const [row] = await sql.query<{ tenant_id: string; user_id: string; log_id: string }>(
    `UPDATE debug_logs SET link_digest = NULL, link_expires_ms = NULL
     WHERE link_digest = $1::text AND link_expires_ms > $2::bigint RETURNING tenant_id, user_id, log_id`,
    [digestOf(token), nowMs],
  );
  return row === undefined ? null : { tenantId: row.tenant_id, userId: row.user_id, logId: row.log_id };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
