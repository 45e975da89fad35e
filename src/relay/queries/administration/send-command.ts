// Stores a batch of commands with its effects, once per idempotency key, in one transaction. What the relay itself can
// do (disable, enable, delete) it does at once; the command tells the runner.

import { createHash, randomUUID } from 'node:crypto';
import { commandAccepted } from '../../../contract/commands.ts';
import type { CommandAccepted, CommandKind, CommandRequest } from '../../../contract/commands.ts';
import type { SqlTransaction, SqlValue } from '../../../database/sql-database.ts';
import type { Caller } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { recordChange } from '../changes.ts';
import { addSignInMails } from '../notifications/sign-in-mails.ts';
import { deleteUsers } from '../users/deleted-users.ts';
import { hasSwitchedOff } from '../users/user-settings.ts';
import { writeAudit } from './audit.ts';
import { previewCommand, selectedUsers } from './command-selection.ts';

export interface CommandCall {
  readonly caller: Caller;
  readonly request: CommandRequest;
  readonly idempotencyKey: string;
  readonly nowMs: number;
  readonly isMailSetUp: boolean;
}

/** above this many hits, readers are told to read everything anew instead of by id */
const longestChange = 1_000;

export async function sendCommand(sql: SqlTransaction, call: CommandCall): Promise<CommandAccepted> {
  const { tenantId, oid } = call.caller;
  const batchId = randomUUID();
  const fingerprint = createHash('sha256').update(JSON.stringify(call.request)).digest('hex');
  // waits for a transaction with the same key, and then sees its answer
  const created = await sql.query(
    `INSERT INTO command_batches (tenant_id, batch_id, administrator, idempotency_key, fingerprint, kind, created_ms)
     VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::bigint)
     ON CONFLICT (tenant_id, administrator, idempotency_key) DO NOTHING RETURNING batch_id`,
    [tenantId, batchId, oid, call.idempotencyKey, fingerprint, call.request.kind, call.nowMs],
  );
  if (created.length === 0) return firstAnswer(sql, call, fingerprint);
  const { request, nowMs, isMailSetUp } = call;
  const selection = { tenantId, request, nowMs, isMailSetUp };
  const answer = { ...(await previewCommand(sql, selection)), batchId };
  const ids = await insertCommands(sql, call, batchId);
  refuseOthers(call.request, ids.length);
  await applyEffects(sql, call, { batchId, ids });
  await sql.query(
    'UPDATE command_batches SET answer = $3::jsonb WHERE tenant_id = $1::uuid AND batch_id = $2::uuid',
    [tenantId, batchId, JSON.stringify(answer)],
  );
  await writeAudit(sql, call.caller, {
    action: call.request.kind,
    atMs: call.nowMs,
    selection: { ...call.request.selection, ...(call.request.reason ? { reason: call.request.reason } : {}) },
    outcome: {
      batchId,
      hits: answer.hits,
      skips: answer.skips,
      ...(answer.stayOff > 0 ? { stayOff: answer.stayOff } : {}),
      ...(answer.mails > 0 ? { mails: answer.mails } : {}),
    },
  });
  return answer;
}

/** Who agreed to a number of users agreed to no other. */
function refuseOthers({ expectedHits }: CommandRequest, hits: number): void {
  if (expectedHits === undefined || expectedHits === hits) return;
  const detail = `${String(hits)} users would be hit now`;
  throw new ProblemError('conflict', { detail, errors: [{ pointer: '/expectedHits', detail }] });
}

async function firstAnswer(
  sql: SqlTransaction,
  call: CommandCall,
  fingerprint: string,
): Promise<CommandAccepted> {
  const [first] = await sql.query<{ answer: unknown; fingerprint: string }>(
    `SELECT answer, fingerprint FROM command_batches
     WHERE tenant_id = $1::uuid AND administrator = $2::text AND idempotency_key = $3::text`,
    [call.caller.tenantId, call.caller.oid, call.idempotencyKey],
  );
  if (first?.fingerprint !== fingerprint)
    throw new ProblemError('conflict', { detail: 'this Idempotency-Key was used for another request' });
  return commandAccepted.parse(first.answer);
}

/**
 * SQL of who needs no runner's answer. Nobody is left of a user who was deleted; and where no runner is at hand to stop or to
 * start, a switched row is all there is to do: the next runner learns it when it signs up.
 */
const doneByRelay: Readonly<Partial<Record<CommandKind, string>>> = {
  delete: 'true',
  disable: 'NOT is_reachable',
  enable: 'NOT is_reachable',
};

async function insertCommands(sql: SqlTransaction, call: CommandCall, batchId: string): Promise<string[]> {
  const { request, nowMs, caller, isMailSetUp } = call;
  const selected = selectedUsers({ tenantId: caller.tenantId, request, nowMs, isMailSetUp });
  const values: SqlValue[] = [...selected.values];
  const next = (value: SqlValue): string => `$${values.push(value)}`;
  const isDone = doneByRelay[request.kind] ?? 'false';
  const rows = await sql.query<{ user_id: string }>(
    `INSERT INTO commands (tenant_id, command_id, batch_id, user_id, display_name, kind, reason, state, sent_ms,
       answered_ms)
     SELECT $1::uuid, gen_random_uuid(), ${next(batchId)}::uuid, user_id, display_name, ${next(request.kind)}::text,
       ${next(request.reason ?? null)}::text, CASE WHEN ${isDone} THEN 'done' ELSE 'sent' END, $2::bigint,
       CASE WHEN ${isDone} THEN $2::bigint END
     FROM (${selected.text}) selected WHERE skip IS NULL
     RETURNING user_id`,
    values,
  );
  return rows.map(({ user_id }) => user_id);
}

interface Sent {
  readonly batchId: string;
  readonly ids: readonly string[];
}

async function applyEffects(sql: SqlTransaction, call: CommandCall, { batchId, ids }: Sent): Promise<void> {
  const { tenantId } = call.caller;
  const { kind } = call.request;
  if (kind === 'disable' || kind === 'enable') await switchSync(sql, call, batchId);
  if (kind === 'ask-to-sign-in') await askToSignIn(sql, call, batchId);
  if (kind === 'delete') await deleteUsers(sql, tenantId, { ids, atMs: call.nowMs });
  const isLong = ids.length > longestChange;
  const touchesRows = kind === 'disable' || kind === 'enable';
  await recordChange(sql, tenantId, {
    atMs: call.nowMs,
    what: {
      batches: [batchId],
      reload: isLong && (touchesRows || kind === 'delete') ? true : undefined,
      users: touchesRows && !isLong ? ids : undefined,
      removed: kind === 'delete' && !isLong ? ids : undefined,
      commandsFor: isLong ? 'everybody' : ids,
    },
  });
}

async function switchSync(sql: SqlTransaction, call: CommandCall, batchId: string): Promise<void> {
  const isDisable = call.request.kind === 'disable';
  // Whom an administrator lets run again does so, but who switched it off himself goes on being off by his own hand.
  const isOff = isDisable ? 'true' : hasSwitchedOff;
  await sql.query(
    `UPDATE user_status s SET is_enabled = NOT ${isOff}, disabled_by = CASE WHEN ${isOff} THEN $3::text END,
       disabled_reason = $4::text, disabled_ms = CASE WHEN ${isOff} THEN $5::bigint END, version = s.version + 1
     FROM commands c
     WHERE c.tenant_id = $1::uuid AND c.batch_id = $2::uuid
       AND s.tenant_id = c.tenant_id AND s.user_id = c.user_id`,
    [
      call.caller.tenantId,
      batchId,
      isDisable ? 'administrator' : 'user',
      isDisable ? (call.request.reason ?? null) : null,
      call.nowMs,
    ],
  );
}

/** Asked again, the first question stands: the person reads since when. */
async function askToSignIn(sql: SqlTransaction, call: CommandCall, batchId: string): Promise<void> {
  await sql.query(
    `UPDATE user_status s SET sign_in_asked_ms = $3::bigint
     FROM commands c
     WHERE c.tenant_id = $1::uuid AND c.batch_id = $2::uuid
       AND s.tenant_id = c.tenant_id AND s.user_id = c.user_id AND s.sign_in_asked_ms IS NULL`,
    [call.caller.tenantId, batchId, call.nowMs],
  );
  if (call.isMailSetUp)
    await addSignInMails(sql, { tenantId: call.caller.tenantId, nowMs: call.nowMs }, batchId);
}
