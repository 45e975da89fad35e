// The commands that read about everybody: cards, users, causes, audit, notifications, permission. JSON is what the relay
// answers, whole.

import { type Command, Option } from 'commander';
import { auditFilter, auditQuery, type AuditQuery } from '../contract/administration.ts';
import { filterWords, outcomeWords, userWords } from '../contract/organisation/audit-words.ts';
import { isNarrowSort } from '../contract/user-filters.ts';
import { cardIds, userQuery, type UserRow } from '../contract/users.ts';
import type { MonitorClient } from '../remote/relay/monitor-client.ts';
import { search } from '../remote/relay/query.ts';
import type { RelayStream } from '../remote/relay/relay-call.ts';
import { checked, formOptions, pageOptions, userFilterOptions, withVersion, type Paging } from './options.ts';
import { printList, printPages } from './pages.ts';
import { printDocument, printStream, printTable, type Columns, type Form } from './print.ts';
import type { Download } from './files.ts';
import type { World } from './world.ts';

export interface Reading {
  readonly world: World;
  monitor(): Promise<MonitorClient>;
  readonly stream: RelayStream;
  save(download: Download): Promise<void>;
}

const lines = 'application/x-ndjson';

/** As the screen says it: when the next run comes, or what has to happen before. */
function nextRunWords(user: UserRow): string | null {
  if (!user.isSyncEnabled) return 'not while disabled';
  if (user.pausedAt !== null) return 'when the user resumes';
  if (user.waitReason === 'sign-in-needed') return 'after the sign-in';
  if (user.runnerState === 'pane-closed') return 'when the pane opens';
  return user.running ? 'runs now' : user.nextRunAt;
}

/** who suspended or disabled; null where nobody did */
const stopperOf = ({ isSyncEnabled, disabledBy, suspendedBy }: UserRow): string | null =>
  isSyncEnabled ? suspendedBy : disabledBy;

export const userColumns: Columns<UserRow> = {
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
  by: (user) => stopperOf(user),
  'next run': nextRunWords,
  runner: (user) => user.runnerState,
};

export function addReadCommands(program: Command, reading: Reading): void {
  const { world, monitor } = reading;
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
      const query = checked(userQuery, withVersion(options));
      // The other orders the relay makes for pages only.
      if (options.ndjson && options.all && !isNarrowSort(query.sort)) {
        await printStream(world, await reading.stream(`/users?${search(query)}`, lines));
        return;
      }
      const client = await monitor();
      await printPages(world, options, {
        read: (after) => client.users({ ...query, ...(after === null ? {} : { after }) }),
        columns: userColumns,
      });
    });
  addCauses(program, reading);
  addAudit(program, reading);
  addNotifications(program, reading);
  addPermission(program, reading);
}

function addCauses(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('causes').description('failing users by what is to blame')).action(
    async (form: Form) => {
      const causes = await (await monitor()).causes();
      printList(world, form, {
        document: causes,
        items: causes.items,
        columns: {
          cause: (group) => group.cause,
          users: (group) => group.users,
          failing: (group) => group.failing,
          'with errors': (group) => group.withErrors,
        },
      });
    },
  );
}

function addAudit(program: Command, { world, monitor, save }: Reading): void {
  pageOptions(program.command('audit').description('what administrators did, newest first'))
    .option('--action <action>', 'such as disable or change-settings')
    .option('--administrator <text>', 'part of the name')
    .option('--user <text>', 'id, or part of a name or address')
    .option('--from <instant>', 'ISO 8601 in UTC')
    .option('--to <instant>', 'ISO 8601 in UTC')
    .addOption(new Option('--csv <file>', 'all of them as CSV; - is standard output').conflicts(csvStandsFor))
    .action(async (options: Form & Paging & Record<string, unknown> & { readonly csv?: string }) => {
      const client = await monitor();
      if (options.csv !== undefined) {
        const { action, administrator, user, from, to } = options;
        const filter = checked(auditFilter, { action, administrator, user, from, to });
        await save({ url: await client.administration.auditExportUrl(filter), file: options.csv });
        return;
      }
      const query: Partial<AuditQuery> = checked(auditQuery, options);
      await printPages(world, options, {
        read: (after) => client.administration.audit({ ...query, ...(after === null ? {} : { after }) }),
        columns: {
          at: (entry) => entry.at,
          administrator: (entry) => entry.administratorName,
          action: (entry) => entry.action,
          users: userWords,
          filter: filterWords,
          hit: ({ outcome }) => wholeOf(outcome['hits']),
          skipped: ({ outcome }) => wholeOf(outcome['skips']),
          outcome: outcomeWords,
        },
      });
    });
}

/** it is a form of its own, and always whole */
const csvStandsFor = ['json', 'ndjson', 'after', 'all'];

const wholeOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function addNotifications(program: Command, { world, monitor }: Reading): void {
  formOptions(
    program.command('notifications').description('the webhook: what is the case now, and what was sent'),
  ).action(async (form: Form) => {
    const status = await (await monitor()).administration.notifications();
    printList(world, form, {
      document: status,
      items: status.deliveries,
      columns: {
        at: ({ notification }) => notification.at,
        rule: ({ notification }) => notification.rule,
        about: ({ notification }) => notification.subject,
        says: ({ notification }) => notification.state,
        delivery: ({ state }) => state,
        attempts: ({ attempts }) => attempts,
        error: ({ lastError }) => lastError,
      },
    });
  });
}

function addPermission(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('permission').description('the application permission of the worker')).action(
    async (form: Form) => {
      const permission = await (await monitor()).administration.applicationPermission();
      if (form.json ?? form.ndjson) {
        printDocument(world, permission, form);
        return;
      }
      printTable(world, [permission], {
        state: ({ state }) => state,
        error: ({ error }) => error?.code ?? error?.cause,
        'certificate ends': ({ certificateEndsAt }) => certificateEndsAt,
        reported: ({ reportedAt }) => reportedAt,
        silent: ({ isSilent }) => isSilent,
      });
    },
  );
}
