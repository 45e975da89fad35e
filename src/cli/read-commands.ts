// The commands that read: cards, users, one user, runs, causes, audit. JSON is what the relay answers, whole.

import type { Command } from 'commander';
import { auditQuery, runQuery, type AuditQuery } from '../contract/administration.ts';
import { cardIds, userQuery, type UserRow } from '../contract/users.ts';
import type { MonitorClient } from '../remote/relay/monitor-client.ts';
import { checked, formOptions, pageOptions, userFilterOptions, type Paging } from './options.ts';
import { printDocument, printLines, printTable, type Columns, type Form } from './print.ts';
import type { World } from './world.ts';

export interface Reading {
  readonly world: World;
  monitor(): Promise<MonitorClient>;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const userColumns: Columns<UserRow> = {
  id: (user) => user.id,
  user: (user) => user.displayName,
  email: (user) => user.email,
  'last sync': (user) => (user.running ? 'running' : user.outcome),
  cause: (user) => user.cause,
  'last start': (user) => user.lastStartAt,
  microsoft: (user) => user.microsoft.state,
  sales: (user) => user.sales.state,
  errors: (user) => user.openErrors,
  waits: (user) => user.waitReason,
};

export function addReadCommands(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('cards').description('how many users each card counts')).action(
    async (form: Form) => {
      const cards = await (await monitor()).cards();
      if (form.json ?? form.ndjson) {
        printDocument(world, cards, form);
        return;
      }
      printTable(world, cardIds, { card: (id) => id, users: (id) => cards.counts[id] });
    },
  );
  pageOptions(userFilterOptions(program.command('users').description('the table of users')))
    .option('--sort <column>', 'name, lastStart, duration, openErrors, lastSuccess …')
    .option('--direction <asc|desc>', 'of the sort')
    .action(async (options: Form & Paging & Record<string, unknown>) => {
      const client = await monitor();
      const query = checked(userQuery, options);
      await printPages(world, options, {
        read: (after) => client.users({ ...query, ...(after === null ? {} : { after }) }),
        columns: userColumns,
      });
    });
  formOptions(program.command('user <id>').description('one user with kinds and latest runs')).action(
    async (id: string, form: Form) => {
      const details = await (await monitor()).user(encodeURIComponent(id));
      if (form.json ?? form.ndjson) {
        printDocument(world, details, form);
        return;
      }
      printTable(world, [details.user], userColumns);
    },
  );
  addRuns(program, { world, monitor });
  addCauses(program, { world, monitor });
  addAudit(program, { world, monitor });
}

function addRuns(program: Command, { world, monitor }: Reading): void {
  pageOptions(program.command('runs <id>').description('transaction history of one user')).action(
    async (id: string, options: Form & Paging) => {
      const client = await monitor();
      const query = checked(runQuery, options);
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
    },
  );
}

function addCauses(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('causes').description('failing users by what is to blame')).action(
    async (form: Form) => {
      const causes = await (await monitor()).causes();
      if (form.json) {
        printDocument(world, causes, form);
        return;
      }
      if (form.ndjson) {
        printLines(world, causes.items);
        return;
      }
      printTable(world, causes.items, {
        cause: (group) => group.cause,
        users: (group) => group.users,
        failing: (group) => group.failing,
        'with errors': (group) => group.withErrors,
      });
    },
  );
}

function addAudit(program: Command, { world, monitor }: Reading): void {
  pageOptions(program.command('audit').description('what administrators did, newest first'))
    .option('--action <action>', 'such as disable or change-settings')
    .option('--administrator <text>', 'part of the name')
    .option('--user <text>', 'id, or part of a name or address')
    .option('--from <instant>', 'ISO 8601 in UTC')
    .option('--to <instant>', 'ISO 8601 in UTC')
    .action(async (options: Form & Paging & Record<string, unknown>) => {
      const client = await monitor();
      const query: Partial<AuditQuery> = checked(auditQuery, options);
      await printPages(world, options, {
        read: (after) => client.administration.audit({ ...query, ...(after === null ? {} : { after }) }),
        columns: {
          at: (entry) => entry.at,
          administrator: (entry) => entry.administratorName,
          action: (entry) => entry.action,
          users: (entry) => entry.users.map(({ displayName }) => displayName).join(', '),
          outcome: (entry) => JSON.stringify(entry.outcome),
        },
      });
    });
}

interface Pages<T> {
  read(after: string | null): Promise<Page<T>>;
  readonly columns: Columns<T>;
}

/** One page, or with `--all` each page as it comes; JSON needs them all before its first line. */
async function printPages<T>(world: World, options: Form & Paging, pages: Pages<T>): Promise<void> {
  const gathered: T[] = [];
  let page = await pages.read(options.after ?? null);
  for (;;) {
    if (options.ndjson) printLines(world, page.items);
    else gathered.push(...page.items);
    if (!options.all || page.next === null) break;
    page = await pages.read(page.next);
  }
  if (options.ndjson) return;
  if (options.json) {
    printDocument(world, { ...page, items: gathered }, options);
    return;
  }
  printTable(world, gathered, pages.columns);
  if (page.next !== null) world.err('There are more: --all lists them.\n');
}
