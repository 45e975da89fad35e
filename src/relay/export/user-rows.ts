// Every user that matches, a page at a time: memory does not grow with their number, and a slow reader slows the reading.

import type { UserPage, UserRow } from '../../contract/users.ts';
import { readCycleMs } from '../queries/tenants.ts';
import type { UserFilter } from '../queries/users/user-filter.ts';
import { readUserPage } from '../queries/users/user-pages.ts';
import type { Sort } from '../queries/users/user-sort.ts';
import type { TenantSql } from '../tenant-sql.ts';

export interface RowParts {
  readonly sql: TenantSql;
  readonly clock: () => number;
}

export interface WantedRows {
  readonly tenantId: string;
  readonly filter: UserFilter;
  readonly sort: Sort;
  /** opaque position to go on after */
  readonly after?: string | undefined;
}

const pageRows = 1_000;

export async function* userRows(parts: RowParts, wanted: WantedRows): AsyncGenerator<UserRow> {
  let { after } = wanted;
  do {
    const page = await readPage(parts, wanted, after);
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

function readPage(
  { sql, clock }: RowParts,
  { tenantId, filter, sort }: WantedRows,
  after: string | undefined,
): Promise<UserPage> {
  return sql.read(tenantId, async (transaction) =>
    readUserPage(transaction, {
      tenantId,
      filter,
      sort,
      after,
      limit: pageRows,
      isWhole: true,
      moment: { nowMs: clock(), cycleMs: await readCycleMs(transaction, tenantId) },
    }),
  );
}
