// Who did what to whom and when. Never changed, only dropped by age.

import { randomUUID } from 'node:crypto';
import type { AuditAction } from '../../../contract/administration.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { Caller } from '../../identity/caller.ts';

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
