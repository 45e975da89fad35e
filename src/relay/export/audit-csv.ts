// The audit as a CSV stream, a page at a time, like the users' (user-csv.ts).

import { Readable, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { AuditEntry, AuditFilter } from '../../contract/administration.ts';
import { readAudit } from '../queries/administration/audit-pages.ts';
import type { TenantSql } from '../tenant-sql.ts';
import { csvForm, safeCell } from './csv-columns.ts';

const pageRows = 1_000;

const columns: Readonly<Record<string, (entry: AuditEntry) => string | number | null>> = {
  Time: ({ at }) => at,
  Administrator: ({ administratorName }) => administratorName,
  'Administrator Id': ({ administrator }) => administrator,
  Action: ({ action }) => action,
  Users: ({ idCount }) => idCount,
  'User Names': ({ users }) => users.map(({ displayName }) => displayName).join('; '),
  Selection: ({ selection }) => JSON.stringify(selection),
  Outcome: ({ outcome }) => JSON.stringify(outcome),
  Id: ({ id }) => id,
};

interface Wanted {
  readonly tenantId: string;
  readonly filter: AuditFilter;
}

export function auditCsv(sql: TenantSql, wanted: Wanted): Readable {
  const csv = stringify({ ...csvForm, columns: Object.keys(columns) });
  // errors of the reading side destroy the stream: a cut file must not look like a whole one
  pipeline(Readable.from(cells(sql, wanted)), csv, () => undefined);
  return csv;
}

async function* cells(sql: TenantSql, { tenantId, filter }: Wanted): AsyncGenerator<string[]> {
  let after: string | undefined;
  do {
    const page = await sql.read(tenantId, (transaction) =>
      readAudit(transaction, tenantId, { ...filter, after, limit: pageRows }),
    );
    for (const entry of page.items) yield Object.values(columns).map((read) => safeCell(read(entry)));
    after = page.next ?? undefined;
  } while (after !== undefined);
}
