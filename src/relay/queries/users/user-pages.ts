// Pages of the Monitor's table by keyset (never OFFSET), and single rows.

import type { SqlTransaction, SqlValue } from '../../../database/sql-database.ts';
import { mostSorted } from '../../../contract/user-filters.ts';
import type { UserPage, UserRow } from '../../../contract/users.ts';
import { searchPattern } from '../../fold.ts';
import { userCondition, usersTables } from './user-filter.ts';
import type { SqlCondition, UserFilter } from './user-filter.ts';
import { toUserRow, userRowColumns } from './user-row.ts';
import type { RowMoment, StoredUserRow } from './user-row.ts';
import { readPosition, sortColumns, writePosition } from './user-sort.ts';
import type { Sort } from './user-sort.ts';

/** a search that matches more is cut here and says so */
export const searchCut = 2_000;

export interface PageRequest {
  readonly tenantId: string;
  readonly filter: UserFilter;
  readonly sort: Sort;
  /** the order to fall back to where more than 20,000 users match: no index carries `sort` */
  readonly sortWhenTooMany?: Sort;
  readonly after: string | undefined;
  readonly limit: number;
  /** for exports: a search is not cut, and nothing is counted (`total` is then the page's length) */
  readonly isWhole?: boolean;
  /** the number of matches if somebody has counted them already */
  readonly total?: number | undefined;
  readonly moment: RowMoment;
}

type Sorted = StoredUserRow & { sort_value: string | number };

export async function readUserPage(sql: SqlTransaction, asked: PageRequest): Promise<UserPage> {
  const isWhole = asked.isWhole ?? false;
  const isSearch = !isWhole && (asked.filter.q ?? '') !== '';
  const request = isSearch ? await searched(sql, asked) : asked;
  const count = isWhole ? null : (request.total ?? (await countMatches(sql, request)));
  const isSortTooWide = !isSearch && request.sortWhenTooMany !== undefined && (count ?? 0) > mostSorted;
  const sort = (isSortTooWide ? request.sortWhenTooMany : undefined) ?? request.sort;
  const rows = await readSorted(sql, { ...request, sort });
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  // What was counted earlier never contradicts the rows that are read now.
  const isWholeList = request.after === undefined && rows.length === shown.length;
  const counted = isWhole || isWholeList ? shown.length : Math.max(count ?? 0, rows.length);
  return {
    items: shown.map((row) => toUserRow(row, request.moment)),
    next:
      rows.length > request.limit && last !== undefined
        ? writePosition(sort, { value: last.sort_value, userId: last.user_id })
        : null,
    total: isSearch ? Math.min(counted, searchCut) : counted,
    isCut: isSearch && (count ?? 0) > searchCut,
    isSortTooWide,
  };
}

/**
 * A search asks by the ids of its first 2,000 users from here on. Row-level security keeps `LIKE` from the trigram index
 * in any statement but `find_users`, which knows no cards: where it finds more than 2,000, the card's users are read.
 */
async function searched(sql: SqlTransaction, request: PageRequest): Promise<PageRequest> {
  const { q = '', ...filter } = request.filter;
  const { card, ...filters } = filter;
  const isAlone = card === 'all' && Object.values(filters).every((value) => value === undefined);
  let found = await sql.query<{ id: string }>('SELECT id FROM find_users($1::text, $2::int) AS id', [
    searchPattern(q),
    searchCut + 1,
  ]);
  const isComplete = isAlone || found.length <= searchCut;
  if (!isComplete) {
    const { text, values } = conditionOf(request);
    found = await sql.query<{ id: string }>(
      `SELECT s.user_id AS id FROM user_status s WHERE ${text} LIMIT ${searchCut + 1}`,
      values,
    );
  }
  return {
    ...request,
    filter: { ...filter, ids: found.slice(0, searchCut).map(({ id }) => id) },
    ...(isAlone || !isComplete ? { total: found.length } : {}),
  };
}

function conditionOf({ tenantId, filter, moment }: PageRequest): SqlCondition {
  return userCondition(tenantId, moment.nowMs, filter);
}

async function countMatches(sql: SqlTransaction, request: PageRequest): Promise<number> {
  const { text, values } = conditionOf(request);
  const [row] = await sql.query<{ total: number }>(
    `SELECT count(*) AS total FROM user_status s WHERE ${text}`,
    values,
  );
  return row?.total ?? 0;
}

/** One row more than asked tells whether another page follows. Only the page's rows are read whole. */
function readSorted(sql: SqlTransaction, request: PageRequest): Promise<Sorted[]> {
  const { expression, type, tables = 'user_status s' } = sortColumns[request.sort.key];
  const { direction } = request.sort;
  const { text, values: conditionValues } = conditionOf(request);
  const values: SqlValue[] = [...conditionValues];
  let position = '';
  if (request.after !== undefined) {
    const { value, userId } = readPosition(request.sort, request.after);
    const at = `($${values.push(value)}::${type}, $${values.push(userId)}::uuid)`;
    position = ` AND (${expression}, s.user_id) ${direction === 'asc' ? '>' : '<'} ${at}`;
  }
  return sql.query<Sorted>(
    `SELECT ${userRowColumns}, sort_value FROM (
       SELECT s.tenant_id, s.user_id, ${expression} AS sort_value FROM ${tables} WHERE ${text}${position}
       ORDER BY ${expression} ${direction}, s.user_id ${direction} LIMIT ${request.limit + 1}) page
     JOIN user_status s USING (tenant_id, user_id) JOIN user_profile p USING (tenant_id, user_id)
     ORDER BY sort_value ${direction}, user_id ${direction}`,
    values,
  );
}

/** Rows of these ids that exist, in no order. */
export async function readUserRows(
  sql: SqlTransaction,
  tenantId: string,
  wanted: { readonly ids: readonly string[]; readonly moment: RowMoment },
): Promise<UserRow[]> {
  const condition = userCondition(tenantId, wanted.moment.nowMs, { card: 'all', ids: wanted.ids });
  const rows = await sql.query<StoredUserRow>(
    `SELECT ${userRowColumns} FROM ${usersTables} WHERE ${condition.text}`,
    condition.values,
  );
  return rows.map((row) => toUserRow(row, wanted.moment));
}
