// Names of the users whom notifications are about. A message holds the id alone: what leaves the relay names nobody.

import { z } from 'zod';
import type { SqlTransaction } from '../../../database/sql-database.ts';

/** By user id. */
export async function subjectNames(
  sql: SqlTransaction,
  tenantId: string,
  told: readonly { readonly subject: string }[],
): Promise<Record<string, string>> {
  const ids = new Set(
    told.map(({ subject }) => subject).filter((subject) => z.uuid().safeParse(subject).success),
  );
  if (ids.size === 0) return {};
  const rows = await sql.query<{ user_id: string; display_name: string }>(
    `SELECT user_id, display_name FROM user_profile WHERE tenant_id = $1::uuid
       AND user_id IN (SELECT jsonb_array_elements_text($2::jsonb)::uuid)`,
    [tenantId, JSON.stringify([...ids])],
  );
  return Object.fromEntries(rows.map((row) => [row.user_id, row.display_name]));
}
