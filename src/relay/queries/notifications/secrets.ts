// The secret under which webhooks are signed. Written, used, never answered. With a key of the operator's it rests encrypted
// (AES-256-GCM, bound to its tenant), without one as it is.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SqlTransaction } from '../../../database/sql-database.ts';

/** 32 bytes, or null: the operator gave none */
export type SecretKey = Buffer | null;

const cipherName = 'aes-256-gcm';
const ivBytes = 12;

export async function writeSecret(
  sql: SqlTransaction,
  { tenantId, key }: { readonly tenantId: string; readonly key: SecretKey },
  secret: string | null,
): Promise<void> {
  if (secret === null) {
    await sql.query('DELETE FROM webhook_secrets WHERE tenant_id = $1::uuid', [tenantId]);
    return;
  }
  await sql.query(
    `INSERT INTO webhook_secrets (tenant_id, secret, is_encrypted) VALUES ($1::uuid, $2::text, $3::boolean)
     ON CONFLICT (tenant_id) DO UPDATE SET secret = excluded.secret, is_encrypted = excluded.is_encrypted`,
    [tenantId, key === null ? secret : seal(key, tenantId, secret), key !== null],
  );
}

/** null: none was given. Throws when it was encrypted under another key. */
export async function readSecret(
  sql: SqlTransaction,
  { tenantId, key }: { readonly tenantId: string; readonly key: SecretKey },
): Promise<string | null> {
  const [row] = await sql.query<{ secret: string; is_encrypted: boolean }>(
    'SELECT secret, is_encrypted FROM webhook_secrets WHERE tenant_id = $1::uuid',
    [tenantId],
  );
  if (row === undefined) return null;
  if (!row.is_encrypted) return row.secret;
  if (key === null) throw new Error('the webhook secret is encrypted and no key is set');
  return open(key, tenantId, row.secret);
}

export async function secretFacts(
  sql: SqlTransaction,
  tenantId: string,
): Promise<{ readonly hasSecret: boolean; readonly isEncrypted: boolean | null }> {
  const [row] = await sql.query<{ is_encrypted: boolean }>(
    'SELECT is_encrypted FROM webhook_secrets WHERE tenant_id = $1::uuid',
    [tenantId],
  );
  return { hasSecret: row !== undefined, isEncrypted: row?.is_encrypted ?? null };
}

function seal(key: Buffer, tenantId: string, secret: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, key, iv).setAAD(Buffer.from(tenantId));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.');
}

function open(key: Buffer, tenantId: string, sealed: string): string {
  const [iv, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (iv === undefined || tag === undefined || text === undefined) throw new Error('not a sealed secret');
  const decipher = createDecipheriv(cipherName, key, iv).setAAD(Buffer.from(tenantId)).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}
