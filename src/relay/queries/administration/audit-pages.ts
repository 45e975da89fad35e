// Reading the audit: newest first, page by page, by action, administrator, user and time. A selection may hold 10,000 ids;
// the first fifty of them travel, with their number.

import { z } from 'zod';
import type { AuditAction, AuditEntry, AuditFilter, AuditPage } from '../../../contract/administration.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction, SqlValue } from '../../../database/sql-database.ts';
import { searchPattern } from '../../fold.ts';
import { invalid } from '../../problem-error.ts';

export interface AuditRequest extends AuditFilter {
  readonly after?: string | undefined;
  readonly limit: number;
}

interface Stored {
  audit_id: string;
  at_ms: number;
  administrator: string;
  administrator_name: string;
  action: AuditAction;
  selection: AuditEntry['selection'];
  id_count: number | null;
  ids: string[] | null;
  outcome: AuditEntry['outcome'];
}

type Named = AuditEntry['users'][number];

const position = z.tuple([z.coerce.number().int(), z.uuid()]);
/** users that a search for a name may mean, and as many deleted ones; more are not one user any more */
const mostUsers = 200;
const idsShown = 50;

function readPosition(after: string): [number, string] {
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
  const values: SqlValue[] = [tenantId];
  const next = (value: SqlValue): string => `$${values.push(value)}`;
  const parts = [
    'a.tenant_id = $1::uuid',
    ...filterParts(request, next),
    ...(await userParts(sql, { tenantId, text: request.user ?? '' }, next)),
  ];
  if (request.after !== undefined) {
    const [afterMs, afterId] = readPosition(request.after);
    parts.push(`(a.at_ms, a.audit_id) < (${next(afterMs)}::bigint, ${next(afterId)}::uuid)`);
  }
  const isList = "jsonb_typeof(a.selection -> 'ids') = 'array'";
  const rows = await sql.query<Stored>(
    `SELECT a.audit_id, a.at_ms, a.administrator, a.administrator_name, a.action, a.selection - 'ids' AS selection,
       CASE WHEN ${isList} THEN jsonb_array_length(a.selection -> 'ids')
            WHEN jsonb_typeof(a.selection -> 'ids') = 'number' THEN (a.selection ->> 'ids')::int END AS id_count,
       CASE WHEN ${isList}
            THEN jsonb_path_query_array(a.selection, '$.ids[0 to ${idsShown - 1}]') END AS ids, a.outcome
     FROM audit a WHERE ${parts.join(' AND ')}
     ORDER BY a.at_ms DESC, a.audit_id DESC LIMIT ${next(request.limit + 1)}::int`,
    values,
  );
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const names = await namesOf(sql, tenantId, new Set(shown.flatMap(({ ids }) => ids ?? [])));
  return {
    items: shown.map((row) => toEntry(row, names)),
    next: rows.length > request.limit && last !== undefined ? `${last.at_ms}_${last.audit_id}` : null,
  };
}

function filterParts(filter: AuditFilter, next: (value: SqlValue) => string): string[] {
  const parts: string[] = [];
  if (filter.action !== undefined) parts.push(`a.action = ${next(filter.action)}::text`);
  if (filter.administrator !== undefined && filter.administrator !== '') {
    const text = filter.administrator.toLowerCase();
    parts.push(
      `(strpos(lower(a.administrator_name), ${next(text)}::text) > 0 OR a.administrator = ${next(text)}::text)`,
    );
  }
  if (filter.from !== undefined) parts.push(`a.at_ms >= ${next(Date.parse(filter.from))}::bigint`);
  if (filter.to !== undefined) parts.push(`a.at_ms <= ${next(Date.parse(filter.to))}::bigint`);
  return parts;
}

/** Named in the selection, or hit by the command of the entry: a command by filter names nobody. */
async function userParts(
  sql: SqlTransaction,
  { tenantId, text }: { readonly tenantId: string; readonly text: string },
  next: (value: SqlValue) => string,
): Promise<string[]> {
  if (text === '') return [];
  const ids = z.uuid().safeParse(text).success ? [text.toLowerCase()] : await idsLike(sql, tenantId, text);
  if (ids.length === 0) return ['false'];
  const list = next(JSON.stringify(ids));
  const wanted = `SELECT value FROM jsonb_array_elements_text(${list}::jsonb)`;
  return [
    `(EXISTS (SELECT FROM jsonb_array_elements_text(
         CASE WHEN jsonb_typeof(a.selection -> 'ids') = 'array' THEN a.selection -> 'ids' ELSE '[]' END) AS named
       WHERE named IN (${wanted}))
     OR EXISTS (SELECT FROM commands c WHERE c.tenant_id = a.tenant_id
       AND c.batch_id::text = a.outcome ->> 'batchId' AND c.user_id::text IN (${wanted})))`,
  ];
}

async function idsLike(sql: SqlTransaction, tenantId: string, text: string): Promise<string[]> {
  const found = (table: string): string =>
    `(SELECT user_id FROM ${table} WHERE tenant_id = $1::uuid AND search_text LIKE $2::text LIMIT ${mostUsers})`;
  const rows = await sql.query<{ user_id: string }>(
    `${found('user_profile')} UNION ALL ${found('deleted_names')}`,
    [tenantId, searchPattern(text)],
  );
  return rows.map(({ user_id }) => user_id);
}

async function namesOf(
  sql: SqlTransaction,
  tenantId: string,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Named>> {
  if (ids.size === 0) return new Map();
  const named = (table: string, isDeleted: boolean): string =>
    `SELECT user_id, display_name, ${isDeleted} AS is_deleted FROM ${table} WHERE tenant_id = $1::uuid
       AND user_id::text IN (SELECT value FROM jsonb_array_elements_text($2::jsonb))`;
  const rows = await sql.query<{ user_id: string; display_name: string; is_deleted: boolean }>(
    `${named('user_profile', false)} UNION ALL ${named('deleted_names', true)}`,
    [tenantId, JSON.stringify([...ids])],
  );
  return new Map(
    rows.map(({ user_id, display_name, is_deleted }) => [
      user_id,
      { userId: user_id, displayName: display_name, ...(is_deleted ? { isDeleted: true } : {}) },
    ]),
  );
}

function toEntry(row: Stored, names: ReadonlyMap<string, Named>): AuditEntry {
  const ids = row.ids ?? [];
  return {
    id: row.audit_id,
    at: toInstant(row.at_ms),
    administrator: row.administrator,
    administratorName: row.administrator_name,
    action: row.action,
    selection: row.ids === null ? row.selection : { ...row.selection, ids },
    idCount: row.id_count,
    users: ids.flatMap((userId) => {
      const user = names.get(userId);
      return user === undefined ? [] : [user];
    }),
    outcome: row.outcome,
  };
}
