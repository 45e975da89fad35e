// The commands that read about one user: row, runs, one run, days, open errors, debug logs.

import type { Command } from 'commander';
import { z } from 'zod';
import { dayQuery, runQuery } from '../contract/administration.ts';
import type { RunDetails } from '../contract/runs.ts';
import type { OpenErrors } from '../contract/users.ts';
import { checked, formOptions, pageOptions, type Paging } from './options.ts';
import { printList, printPages } from './pages.ts';
import { printDocument, printTable, type Columns, type Form } from './print.ts';
import { userColumns, type Reading } from './read-commands.ts';

const failureColumns: Columns<RunDetails['failures'][number]> = {
  kind: ({ kind }) => kind,
  record: ({ recordKey }) => recordKey,
  on: ({ side }) => side,
  operation: ({ operation }) => operation,
  cause: ({ cause }) => cause,
  attribute: ({ attribute }) => attribute,
  status: ({ status }) => status,
  request: ({ requestId }) => requestId,
};

export function addUserReads(program: Command, reading: Reading): void {
  const { world, monitor } = reading;
  formOptions(program.command('user <id>').description('one user with kinds and latest runs')).action(
    async (id: string, form: Form) => {
      const details = await (await monitor()).user(encodeURIComponent(id));
      if (form.json ?? form.ndjson) printDocument(world, details, form);
      else printTable(world, [details.user], userColumns);
    },
  );
  addRuns(program, reading);
  addRun(program, reading);
  addDays(program, reading);
  addErrors(program, reading);
  addDebugLogs(program, reading);
}

function addRuns(program: Command, { world, monitor }: Reading): void {
  pageOptions(program.command('runs <id>').description('transaction history of one user'))
    .option('--result <result>', 'such as failed or partly-failed')
    .option('--from <instant>', 'begun at this time or later, ISO 8601 in UTC')
    .option('--to <instant>', 'begun at this time or earlier, ISO 8601 in UTC')
    .action(async (id: string, options: Form & Paging & { result?: string }) => {
      const client = await monitor();
      const query = checked(runQuery, { ...options, outcome: options.result });
      await printPages(world, options, {
        read: (after) => client.history(id, { ...query, ...(after === null ? {} : { after }) }),
        columns: {
          '#': (run) => run.transactionNumber,
          result: (run) => run.outcome ?? 'running',
          cause: (run) => run.cause,
          start: (run) => run.startedAt,
          end: (run) => run.finishedAt,
          microsoft: (run) => run.microsoftChanges,
          sales: (run) => run.salesChanges,
          failing: (run) => run.failing,
        },
      });
    });
}

function addRun(program: Command, { world, monitor }: Reading): void {
  formOptions(
    program
      .command('run <id> <number>')
      .description('one run: counts by kind and side, and every record that failed'),
  ).action(async (id: string, number: string, form: Form) => {
    const transactionNumber = checked(z.coerce.number().int().min(1), number);
    const run = await (await monitor()).run(encodeURIComponent(id), transactionNumber);
    if (form.json ?? form.ndjson) {
      printDocument(world, run, form);
      return;
    }
    printTable(world, Object.entries(run.kinds), {
      kind: ([kind]) => kind,
      'created, updated, deleted at microsoft': ([, { microsoft }]) => changesOf(microsoft),
      'at sales': ([, { sales }]) => changesOf(sales),
      'in sync': ([, { inSync }]) => inSync,
      failing: ([, { failing }]) => failing,
      contested: ([, { contested }]) => contested,
    });
    if (run.failures.length > 0) printTable(world, run.failures, failureColumns);
  });
}

function addDays(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('days <id>').description('runs of one user by day'))
    .option('--days <number>', 'how many, up to today (1 to 90)', '30')
    .option('--offset-minutes <number>', 'minutes that your clock is ahead of UTC', '0')
    .action(async (id: string, options: Form & Record<string, unknown>) => {
      const days = await (await monitor()).days(id, checked(dayQuery, options));
      printList(world, options, {
        document: days,
        items: days.items,
        columns: {
          day: ({ day }) => day,
          succeeded: ({ succeeded }) => succeeded,
          'partly failed': ({ partlyFailed }) => partlyFailed,
          failed: ({ failed }) => failed,
          other: ({ other }) => other,
          'average ms': ({ averageMs }) => averageMs,
          'longest ms': ({ longestMs }) => longestMs,
        },
      });
    });
}

function addErrors(program: Command, { world, monitor }: Reading): void {
  const columns: Columns<OpenErrors['items'][number]> = { ...failureColumns, since: ({ since }) => since };
  formOptions(program.command('errors <id>').description('records of one user that fail')).action(
    async (id: string, form: Form) => {
      const errors = await (await monitor()).errors(encodeURIComponent(id));
      printList(world, form, { document: errors, items: errors.items, columns });
    },
  );
}

function addDebugLogs(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('debug-logs <id>').description('debug logs of one user')).action(
    async (id: string, form: Form) => {
      const logs = await (await monitor()).debugLogs(id);
      printList(world, form, {
        document: logs,
        items: logs.items,
        columns: {
          log: (log) => log.id,
          started: ({ startedAt }) => startedAt,
          by: ({ startedBy }) => startedBy,
          ends: ({ endsAt }) => endsAt,
          active: ({ isActive }) => isActive,
          entries: ({ entries }) => entries,
        },
      });
    },
  );
}

function changesOf({ created, updated, deleted }: Record<'created' | 'updated' | 'deleted', number>): string {
  return `${String(created)}, ${String(updated)}, ${String(deleted)}`;
}
