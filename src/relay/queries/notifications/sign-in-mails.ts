// Outbox of the mails that ask a person to sign in. A mail is marked before it is handed to the mail server: one whose fate
// nobody knows, because the process died in between, is not sent a second time.

import type { SignInMail } from '../../../contract/users.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

interface Moment {
  readonly tenantId: string;
  readonly nowMs: number;
}

/** a person gets one such mail in this time, however often administrators ask */
const mailEveryMs = 24 * 60 * 60_000;
/** pauses after the 1st, 2nd … attempt that a mail server could not take */
const pausesMs = [30_000, 120_000, 600_000, 3_600_000, 21_600_000];
/** longer than an attempt takes */
const sendingMs = 10 * 60_000;
const dueAtOnce = 50;

/** SQL of who of `user_status s` gets a mail when asked at `$2`. */
export const isMailDue = `NOT EXISTS (SELECT FROM sign_in_mails m
  WHERE m.tenant_id = s.tenant_id AND m.user_id = s.user_id AND m.state <> 'failed'
    AND m.asked_ms > $2::bigint - ${mailEveryMs})`;

/** Everybody a batch asks gets a mail, but who got one a short while ago. */
export async function addSignInMails(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
  batchId: string,
): Promise<void> {
  await sql.query(
    `INSERT INTO sign_in_mails AS m (tenant_id, user_id, state, asked_ms, next_ms)
     SELECT tenant_id, user_id, 'waiting', $2::bigint, $2::bigint FROM commands
     WHERE tenant_id = $1::uuid AND batch_id = $3::uuid
     ON CONFLICT (tenant_id, user_id) DO UPDATE
       SET state = 'waiting', attempts = 0, asked_ms = $2::bigint, next_ms = $2::bigint, last_ms = NULL, last_error = NULL
       WHERE m.state = 'failed' OR m.asked_ms <= $2::bigint - ${mailEveryMs}`,
    [tenantId, nowMs, batchId],
  );
}

export interface DueMail {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** Takes what is due: nobody else sends it. Who has signed in since is not written to any more. */
export async function takeDueMails(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
): Promise<readonly DueMail[]> {
  await sql.query(
    `UPDATE sign_in_mails SET state = 'failed', last_error = 'unknown'
     WHERE tenant_id = $1::uuid AND state = 'sending' AND next_ms <= $2::bigint`,
    [tenantId, nowMs],
  );
  await sql.query(
    `DELETE FROM sign_in_mails m USING user_status s
     WHERE m.tenant_id = $1::uuid AND m.state = 'waiting' AND s.tenant_id = m.tenant_id AND s.user_id = m.user_id
       AND s.sign_in_asked_ms IS NULL`,
    [tenantId],
  );
  return sql.query<DueMail>(
    `WITH due AS (
       SELECT tenant_id, user_id FROM sign_in_mails
       WHERE tenant_id = $1::uuid AND state = 'waiting' AND next_ms <= $2::bigint
       ORDER BY next_ms, user_id LIMIT ${dueAtOnce} FOR UPDATE SKIP LOCKED)
     UPDATE sign_in_mails m SET state = 'sending', attempts = m.attempts + 1, last_ms = $2::bigint,
       next_ms = $2::bigint + ${sendingMs}
     FROM due JOIN user_profile p USING (tenant_id, user_id)
     WHERE m.tenant_id = due.tenant_id AND m.user_id = due.user_id
     RETURNING m.user_id AS "userId", p.display_name AS name, p.email`,
    [tenantId, nowMs],
  );
}

/** `error` null: the mail server took it. `mayRetry`: it was not taken, and another attempt may do. */
export async function settleMail(
  sql: SqlTransaction,
  { tenantId, nowMs }: Moment,
  {
    userId,
    error,
    mayRetry,
  }: { readonly userId: string; readonly error: string | null; readonly mayRetry: boolean },
): Promise<void> {
  const pauses = mayRetry ? pausesMs : [];
  await sql.query(
    `UPDATE sign_in_mails SET last_ms = $3::bigint, last_error = $4::text,
       state = CASE WHEN $4::text IS NULL THEN 'sent' WHEN attempts <= $6::int THEN 'waiting' ELSE 'failed' END,
       next_ms = $3::bigint + coalesce(($5::jsonb ->> (attempts - 1))::bigint, 0)
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND state = 'sending'`,
    [tenantId, userId, nowMs, error, JSON.stringify(pauses), pauses.length],
  );
}

/** Null where nobody asked by mail. */
export async function readSignInMail(
  sql: SqlTransaction,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
): Promise<SignInMail | null> {
  const [row] = await sql.query<{
    state: string;
    asked_ms: number;
    last_ms: number | null;
    last_error: string | null;
  }>(
    `SELECT state, asked_ms, last_ms, last_error FROM sign_in_mails
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid`,
    [tenantId, userId],
  );
  if (row === undefined) return null;
  const state = row.state === 'sent' || row.state === 'failed' ? row.state : 'waiting';
  return { state, at: toInstant(row.last_ms ?? row.asked_ms), error: row.last_error };
}
