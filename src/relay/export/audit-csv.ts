// The audit as a CSV stream, a page at a time, like the users' (user-csv.ts).

import { Readable, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import type { AuditEntry, AuditFilter } from '../../contract/administration.ts';
import type { CommandProgress } from '../../contract/commands.ts';
import { filterWords, outcomeWords, selectedBy } from '../../contract/organisation/audit-words.ts';
import type { SqlTransaction } from '../../database/sql-database.ts';
import { readAudit } from '../queries/administration/audit-pages.ts';
import { readStates } from '../queries/administration/command-progress.ts';
import type { TenantSql } from '../tenant-sql.ts';
import { csvForm, safeCell } from './csv-columns.ts';
import type { Cell } from './csv-columns.ts';

const pageRows = 1_000;

interface Line extends AuditEntry {
  /** of a command, when the file is made */
  readonly states: CommandProgress['counts'] | null;
}

const columns: Readonly<Record<string, (line: Line) => Cell>> = {
  Time: ({ at }) => at,
  Administrator: ({ administratorName }) => administratorName,
  'Administrator Id': ({ administrator }) => administrator,
  Action: ({ action }) => action,
  'Selected By': selectedBy,
  Users: ({ idCount }) => idCount,
  'User Names': ({ users }) => users.map(({ displayName }) => displayName).join('; '),
  Filter: filterWords,
  Reason: ({ selection }) => textOf(selection['reason']),
  'Users Hit': ({ outcome }) => numberOf(outcome['hits']),
  'Users Skipped': ({ outcome }) => numberOf(outcome['skips']),
  Sent: ({ states }) => stateOf(states, 'sent'),
  Seen: ({ states }) => stateOf(states, 'seen'),
  Done: ({ states }) => stateOf(states, 'done'),
  Refused: ({ states }) => stateOf(states, 'refused'),
  Expired: ({ states }) => stateOf(states, 'expired'),
  Outcome: outcomeWords,
  Batch: batchOf,
  Id: ({ id }) => id,
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function stateOf(states: Line['states'], state: keyof CommandProgress['counts']): number | null {
  return states === null ? null : (states[state] ?? 0);
}

function batchOf({ outcome }: AuditEntry): string | null {
  return z.uuid().safeParse(outcome['batchId']).data ?? null;
}

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
    const request = { ...filter, after, limit: pageRows };
    const page = await sql.read(tenantId, async (transaction) => {
      const { items, next } = await readAudit(transaction, tenantId, request);
      return { lines: await withStates(transaction, tenantId, items), next };
    });
    for (const line of page.lines) yield Object.values(columns).map((read) => safeCell(read(line)));
    after = page.next ?? undefined;
  } while (after !== undefined);
}

async function withStates(
  sql: SqlTransaction,
  tenantId: string,
  entries: readonly AuditEntry[],
): Promise<Line[]> {
  const batches = entries.flatMap((entry) => batchOf(entry) ?? []);
  const states = await readStates(sql, tenantId, batches);
  return entries.map((entry) => {
    const batch = batchOf(entry);
    return { ...entry, states: batch === null ? null : (states.get(batch) ?? {}) };
  });
}
