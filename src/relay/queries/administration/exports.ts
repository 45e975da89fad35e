// Single-use download links. Only the digest of a link is stored: who reads the database cannot download.

import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { auditFilter } from '../../../contract/administration.ts';
import { type exportLink, exportRequest } from '../../../contract/users.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

const auditExport = z.strictObject({ what: z.literal('audit'), filter: auditFilter });
/** users carry no mark: links of before have none */
const storedExport = z.union([auditExport, exportRequest]);

export type StoredExport = z.output<typeof exportRequest>;
export type AuditExport = z.output<typeof auditExport>;
type ExportLink = z.output<typeof exportLink>;
export type AnyExport = z.output<typeof storedExport>;

const linkMs = 60_000;

/** Answers the link as the caller gets it. */
export async function createExport(
  sql: SqlTransaction,
  { tenantId, nowMs }: { readonly tenantId: string; readonly nowMs: number },
  request: AnyExport,
): Promise<ExportLink> {
  const token = randomBytes(32).toString('base64url');
  await sql.query(
    `INSERT INTO exports (tenant_id, token_digest, request, expires_ms)
     VALUES ($1::uuid, $2::text, $3::jsonb, $4::bigint)`,
    [tenantId, digestOf(token), JSON.stringify(request), nowMs + linkMs],
  );
  return { url: `/api/v1/exports/${token}`, expiresAt: toInstant(nowMs + linkMs) };
}

/** Uses the link up. null when it is unknown, used or too old. Needs a role that sees all tenants: a link names none. */
export async function takeExport(
  sql: SqlTransaction,
  token: string,
  nowMs: number,
): Promise<{ readonly tenantId: string; readonly request: AnyExport } | null> {
  const [row] = await sql.query<{ tenant_id: string; request: unknown }>(
    'DELETE FROM exports WHERE token_digest = $1::text AND expires_ms > $2::bigint RETURNING tenant_id, request',
    [digestOf(token), nowMs],
  );
  return row === undefined ? null : { tenantId: row.tenant_id, request: storedExport.parse(row.request) };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
