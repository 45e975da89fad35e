// The commands that change something about users beside `command`: added users, credentials, errors put aside, debug logs.
// Each may be repeated: what was done before is done once.

import { Option, type Command } from 'commander';
import { z } from 'zod';
import { debugLogRequest } from '../contract/debug-logs.ts';
import { credentialsChange, newUsers } from '../contract/users.ts';
import type { Acting } from './act-commands.ts';
import { CliFailure } from './failure.ts';
import { readJson, saveDownload } from './files.ts';
import { checked, checkedFile, formOptions } from './options.ts';
import { printList } from './pages.ts';
import { printDocument, type Form } from './print.ts';

/** what the relay takes in one call */
const atOnce = 5_000;

export function addUserActs(program: Command, acting: Acting): void {
  addUsers(program, acting);
  addCredentials(program, acting);
  addDismiss(program, acting);
  addDebug(program, acting);
}

function addUsers(program: Command, { world, connection }: Acting): void {
  formOptions(
    program
      .command('add <file>')
      .description('users before their first sign-in: a JSON list of {email, salesUserName, displayName?}'),
  ).action(async (file: string, form: Form) => {
    const users = checkedFile(z.array(newUsers.shape.users.element).min(1), await readJson(world, file));
    const { monitor } = await connection();
    const added: string[] = [];
    const refused = [];
    for (let from = 0; from < users.length; from += atOnce) {
      const answer = await monitor.addUsers({ users: users.slice(from, from + atOnce) });
      added.push(...answer.added);
      refused.push(...answer.refused.map((one) => ({ ...one, index: one.index + from })));
    }
    if (form.json ?? form.ndjson) {
      printDocument(world, { added, refused }, form);
      return;
    }
    world.out(`${String(added.length)} added, ${String(refused.length)} refused\n`);
    if (refused.length === 0) return;
    printList(world, form, {
      document: refused,
      items: refused,
      columns: {
        '#': ({ index }) => index + 1,
        email: ({ email }) => email,
        same: ({ same }) => same,
        'as user': ({ otherUser }) => otherUser,
      },
    });
  });
}

function addCredentials(program: Command, { world, connection }: Acting): void {
  program
    .command('credentials <id>')
    .description('another e-mail or Sales user name; the user is asked to sign in')
    .option('--email <address>', 'at Microsoft')
    .option('--sales-user-name <name>', 'in Sales')
    .action(async (id: string, options: object) => {
      const change = checked(credentialsChange, options);
      const { monitor } = await connection();
      printDocument(world, await monitor.changeCredentials(encodeURIComponent(id), change), {});
    });
}

function addDismiss(program: Command, { world, connection }: Acting): void {
  program
    .command('dismiss <id>')
    .description('puts open errors aside; they come back when a run reports them again')
    .addOption(new Option('--all', 'all that are open').conflicts('record'))
    .option('--record <keys>', 'only those of these records, divided by commas')
    .action(async (id: string, { all, record }: { all?: true; record?: string }) => {
      const { monitor } = await connection();
      if (all) {
        printDocument(world, await monitor.dismissErrors(id, { all }), {});
        return;
      }
      const keys = record?.split(',').map((key) => key.trim()) ?? [];
      const open = (await monitor.errors(encodeURIComponent(id))).items;
      const errors = open
        .filter(({ recordKey }) => keys.includes(recordKey))
        .map(({ kind, recordKey, side, operation }) => ({ kind, recordKey, side, operation }));
      if (errors.length === 0)
        throw new CliFailure(
          'usage',
          'No open error is meant.',
          'Add --all, or --record with keys of errors.',
        );
      printDocument(world, await monitor.dismissErrors(id, { errors }), {});
    });
}

function addDebug(program: Command, { world, connection }: Acting): void {
  const debug = program.command('debug').description('debug logs of one user: start, stop, save');
  debug
    .command('start <id>')
    .option('--minutes <number>', 'until it ends by itself (1,440 at most)', '60')
    .action(async (id: string, options: { minutes: string }) => {
      const { minutes } = checked(debugLogRequest, { minutes: Number(options.minutes) });
      printDocument(world, await (await connection()).monitor.startDebugLog(id, minutes), {});
    });
  debug.command('stop <id> <log>').action(async (id: string, log: string) => {
    printDocument(world, await (await connection()).monitor.stopDebugLog(id, encodeURIComponent(log)), {});
  });
  debug
    .command('save <id> <log> <file>')
    .description('the bundle; - is standard output')
    .action(async (id: string, log: string, file: string) => {
      const { monitor, fetch } = await connection();
      const url = await monitor.debugLogUrl(id, encodeURIComponent(log));
      await saveDownload(world, fetch, { url, file });
    });
}
