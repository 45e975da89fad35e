// Who did what to whom and when. Never changed, only dropped by age.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AuditAction, AuditEntry, AuditPage } from '../../../contract/administration.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { Caller } from '../../identity/caller.ts';
import { invalid } from '../../problem-error.ts';

interface NewEntry {
  readonly action: AuditAction;
  readonly atMs: number;
  readonly selection: object;
  readonly outcome: object;
}

export async function writeAudit(sql: SqlTransaction, caller: Caller, entry: NewEntry): Promise<void> {
  await sql.query(
    `INSERT INTO audit (tenant_id, audit_id, at_ms, administrator, administrator_name, action, selection, outcome)
     VALUES ($1::uuid, $2::uuid, $3::bigint, $4::text, $5::text, $6::text, $7::jsonb, $8::jsonb)`,
    [
      caller.tenantId,
      randomUUID(),
      entry.atMs,
      caller.oid,
      caller.displayName,
      entry.action,
      JSON.stringify(entry.selection),
      JSON.stringify(entry.outcome),
    ],
  );
}

interface Stored {
  audit_id: string;
  at_ms: number;
  administrator: string;
  administrator_name: string;
  action: AuditAction;
  selection: AuditEntry['selection'];
  outcome: AuditEntry['outcome'];
}

interface AuditRequest {
  readonly action?: AuditAction | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const position = z.tuple([z.coerce.number().int(), z.uuid()]);

function readPosition(after: string | undefined): [number, string] | [null, null] {
  if (after === undefined) return [null, null];
  const parsed = position.safeParse(after.split('_'));
  if (!parsed.success) throw invalid('/after', 'is not a position of this list');
  return parsed.data;
}

/** Newest first. */
export async function readAudit(
  sql: SqlTransaction,
  tenantId: string,
  request: AuditRequest,
): Promise<AuditPage> {
  const [afterMs, afterKey] = readPosition(request.after);
  const rows = await sql.query<Stored>(
    `SELECT audit_id, at_ms, administrator, administrator_name, action, selection, outcome FROM audit
     WHERE tenant_id = $1::uuid AND ($2::text IS NULL OR action = $2::text)
       AND ($3::bigint IS NULL OR (at_ms, audit_id) < ($3::bigint, $4::uuid))
     ORDER BY at_ms DESC, audit_id DESC LIMIT $5::int`,
    [tenantId, request.action ?? null, afterMs, afterKey, request.limit + 1],
  );
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.audit_id,
      at: toInstant(row.at_ms),
      administrator: row.administrator,
      administratorName: row.administrator_name,
      action: row.action,
      selection: row.selection,
      outcome: row.outcome,
    })),
    next: rows.length > request.limit && last !== undefined ? `${last.at_ms}_${last.audit_id}` : null,
  };
}
