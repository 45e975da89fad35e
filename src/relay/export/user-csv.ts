// The users of an export as a CSV stream (RFC 4180, UTF-8 with BOM), a page at a time: memory does not grow with the
// number of users, and a slow reader slows the reading.

import { Readable, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { UserPage, UserRow } from '../../contract/users.ts';
import { readCycleMs } from '../queries/tenants.ts';
import { readUserPage } from '../queries/users/user-pages.ts';
import { sortOf } from '../queries/users/user-sort.ts';
import type { StoredExport } from '../queries/administration/exports.ts';
import type { TenantSql } from '../tenant-sql.ts';
import { csvCells, csvColumns } from './csv-columns.ts';

interface Export {
  readonly tenantId: string;
  readonly request: StoredExport;
}

interface Parts {
  readonly sql: TenantSql;
  readonly clock: () => number;
}

const pageRows = 1_000;

export function userCsv(parts: Parts, wanted: Export): Readable {
  const csv = stringify({
    bom: true,
    header: true,
    columns: Object.keys(csvColumns),
    record_delimiter: 'windows',
  });
  // errors of the reading side destroy the stream: a cut file must not look like a whole one
  pipeline(Readable.from(cells(parts, wanted)), csv, () => undefined);
  return csv;
}

async function* cells(parts: Parts, wanted: Export): AsyncGenerator<string[]> {
  for await (const row of rows(parts, wanted)) yield csvCells(row);
}

async function* rows(parts: Parts, wanted: Export): AsyncGenerator<UserRow> {
  let after: string | undefined;
  do {
    const page = await readPage(parts, wanted, after);
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

function readPage(
  { sql, clock }: Parts,
  { tenantId, request }: Export,
  after: string | undefined,
): Promise<UserPage> {
  return sql.read(tenantId, async (transaction) =>
    readUserPage(transaction, {
      tenantId,
      filter: request,
      sort: sortOf({ card: 'all' }),
      after,
      limit: pageRows,
      isWhole: true,
      moment: { nowMs: clock(), cycleMs: await readCycleMs(transaction, tenantId) },
    }),
  );
}
