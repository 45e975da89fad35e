// The log of what changed, from which live updates are made. Written in the transaction of the change itself.

import type { SqlTransaction } from '../../database/sql-database.ts';

export interface Change {
  readonly sequence: number;
  readonly tenantId: string;
  readonly atMs: number;
  readonly what: ChangeContent;
}

/** Ids only; readers fetch the present state. */
export interface ChangeContent {
  /** rows of the Monitor that changed */
  readonly users?: readonly string[] | undefined;
  readonly removed?: readonly string[] | undefined;
  /** batches of commands whose progress changed */
  readonly batches?: readonly string[] | undefined;
  /** users for whom commands wait */
  readonly commandsFor?: readonly string[] | 'everybody' | undefined;
  /** users whose runner should call `PUT /me` again */
  readonly me?: readonly string[] | 'everybody' | undefined;
  /** too much changed to name it: monitors read everything again */
  readonly reload?: true | undefined;
}

export const changesChannel = 'relay_changes';
/** change rows are kept this long; a stream that was away longer reads everything again */
export const changesKeptMs = 10 * 60_000;
/** content above this many characters is read from the table instead of travelling with the notification */
const longestNotification = 6_000;

export async function recordChange(
  sql: SqlTransaction,
  tenantId: string,
  change: { readonly what: ChangeContent; readonly atMs: number },
): Promise<void> {
  await recordChanges(sql, [{ tenantId, ...change }]);
}

/** One notification for all of them. */
export async function recordChanges(
  sql: SqlTransaction,
  changes: readonly Omit<Change, 'sequence'>[],
): Promise<void> {
  if (changes.length === 0) return;
  const stored = await sql.query<Change>(
    `INSERT INTO changes (tenant_id, at_ms, what)
     SELECT c."tenantId", c."atMs", c.what
     FROM jsonb_to_recordset($1::jsonb) AS c("tenantId" uuid, "atMs" bigint, what jsonb)
     RETURNING sequence, tenant_id AS "tenantId", at_ms AS "atMs", what`,
    [JSON.stringify(changes)],
  );
  for (const payload of payloads(stored)) await sql.notify(changesChannel, payload);
}

/** As few as fit. A change too long to travel is announced by its number. */
function payloads(changes: readonly Change[]): string[] {
  const groups: string[][] = [];
  let room = 0;
  for (const change of changes) {
    const { sequence, tenantId } = change;
    const whole = JSON.stringify(change);
    const text = whole.length <= longestNotification ? whole : JSON.stringify({ sequence, tenantId });
    if (text.length > room) {
      groups.push([]);
      room = longestNotification;
    }
    room -= text.length + 1;
    groups.at(-1)?.push(text);
  }
  return groups.map((group) => `[${group.join(',')}]`);
}

const columns = 'sequence, tenant_id AS "tenantId", at_ms AS "atMs", what';

/** Changes of one tenant after a position, oldest first. */
export function changesAfter(
  sql: SqlTransaction,
  tenantId: string,
  position: { readonly sequence: number; readonly limit: number },
): Promise<Change[]> {
  return sql.query<Change>(
    `SELECT ${columns} FROM changes WHERE tenant_id = $1::uuid AND sequence > $2::bigint
     ORDER BY sequence LIMIT $3::int`,
    [tenantId, position.sequence, position.limit],
  );
}

export async function lastChange(sql: SqlTransaction, tenantId: string): Promise<number> {
  const [row] = await sql.query<{ sequence: number }>(
    'SELECT sequence FROM changes WHERE tenant_id = $1::uuid ORDER BY sequence DESC LIMIT 1',
    [tenantId],
  );
  return row?.sequence ?? 0;
}
