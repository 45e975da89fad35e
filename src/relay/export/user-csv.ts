// The users of an export as a CSV stream (RFC 4180, UTF-8 with BOM), a page at a time: memory does not grow with the
// number of users, and a slow reader slows the reading.

import { Readable, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import { sortOf } from '../queries/users/user-sort.ts';
import type { StoredExport } from '../queries/administration/exports.ts';
import { csvCells, csvColumns, csvForm } from './csv-columns.ts';
import { userRows, type RowParts } from './user-rows.ts';

interface Export {
  readonly tenantId: string;
  readonly request: StoredExport;
}

export function userCsv(parts: RowParts, wanted: Export): Readable {
  const csv = stringify({ ...csvForm, columns: Object.keys(csvColumns) });
  // errors of the reading side destroy the stream: a cut file must not look like a whole one
  pipeline(Readable.from(cells(parts, wanted)), csv, () => undefined);
  return csv;
}

async function* cells(parts: RowParts, { tenantId, request }: Export): AsyncGenerator<string[]> {
  const sort = sortOf({ card: 'all' });
  for await (const row of userRows(parts, { tenantId, filter: request, sort })) yield csvCells(row);
}
