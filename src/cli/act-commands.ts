// The commands that change something or leave a file. Nothing is sent before it was shown whom it concerns; the relay does
// the same key once, so that a command that was cut off can be repeated with --key.

import { randomUUID } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { commandKinds, selection, type CommandKind, type CommandPreview } from '../contract/commands.ts';
import { exportRequest } from '../contract/users.ts';
import type { Connection } from './connect.ts';
import { CliFailure } from './failure.ts';
import { saveDownload } from './files.ts';
import { checked, formOptions, userFilterOptions, userSelectionOptions, withVersion } from './options.ts';
import { printDocument, printTable, type Form } from './print.ts';
import type { World } from './world.ts';

export interface Acting {
  readonly world: World;
  connection(): Promise<Connection>;
}

interface CommandOptions extends Form {
  readonly ids?: string;
  readonly reason?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly expect?: string;
  readonly key?: string;
}

const nobodyRemedy = 'Name them with --ids, or with --card or another filter; --card all means everybody.';

export function addActCommands(program: Command, acting: Acting): void {
  addCommand(program, acting);
  addExport(program, acting);
}

function addCommand(program: Command, { world, connection }: Acting): void {
  formOptions(
    userSelectionOptions(
      program
        .command('command')
        .description('act on the users that --ids or a filter names (--card all: everybody)'),
    ),
  )
    .addArgument(new Argument('<kind>', 'what to do').choices(commandKinds))
    .option('--ids <ids>', 'user ids, divided by commas, instead of a filter')
    .option('--reason <text>', 'shown to the user with disable')
    .option('--dry-run', 'only say whom it concerns')
    .option('--yes', 'do not ask')
    .option('--expect <number>', 'refuse when another number of users is concerned; delete needs it')
    .option('--key <key>', 'repeat an earlier call safely')
    .action(async (kind: CommandKind, options: CommandOptions) => {
      const request = {
        kind,
        selection: selectionOf(options),
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      };
      const { monitor } = await connection();
      const preview = await monitor.preview(request);
      if (options.dryRun) {
        printPreview(world, preview, options);
        return;
      }
      await agreed(world, preview, options);
      const key = options.key ?? randomUUID();
      const accepted = await monitor.send(
        options.expect === undefined ? request : { ...request, expectedHits: Number(options.expect) },
        key,
      );
      printPreview(world, { ...accepted, key }, options);
    });
}

function selectionOf(options: CommandOptions) {
  const filter = filterOf(options);
  const isFiltered = Object.keys(filter).length > 0;
  if (options.ids === undefined && isFiltered)
    return checked(selection, { by: 'filter', card: 'all', except: [], ...filter });
  if (options.ids === undefined)
    throw new CliFailure('usage', 'Nobody is selected. Nothing was sent.', nobodyRemedy);
  if (isFiltered)
    throw new CliFailure('usage', 'Both ids and a filter are given. Nothing was sent.', 'Leave one out.');
  return checked(selection, { by: 'ids', ids: idsOf(options.ids) });
}

const idsOf = (text: string): string[] => text.split(',').map((id) => id.trim());

function filterOf(options: object): object {
  const names = ['card', 'q', 'cause', 'runner', 'version', 'authorization'];
  return Object.fromEntries(Object.entries(withVersion(options)).filter(([name]) => names.includes(name)));
}

/** Rejects unless the person or the script said that these users are meant. */
async function agreed(world: World, preview: CommandPreview, options: CommandOptions): Promise<void> {
  const { hits, kind } = preview;
  // What was sent with this key and done is answered as it was the first time.
  if (hits === 0 && options.key !== undefined) return;
  if (hits === 0)
    throw new CliFailure('refused', 'No user is concerned. Nothing was sent.', skipWords(preview));
  if (kind === 'delete' && options.expect === undefined) {
    const remedy = `Add --expect ${String(hits)} when exactly these are meant.`;
    throw new CliFailure('usage', `Delete concerns ${String(hits)}. Nothing was sent.`, remedy);
  }
  if (options.expect !== undefined && options.expect !== String(hits)) {
    const message = `${String(hits)} users are concerned, not ${options.expect}. Nothing was sent.`;
    throw new CliFailure('refused', message, 'Look at them with --dry-run.');
  }
  if (options.yes) return;
  const answer = await world.ask(
    `${kind}: ${String(hits)} concerned, ${String(preview.skips)} skipped. Go on? [y/N] `,
  );
  if (answer === null)
    throw new CliFailure('usage', 'Nobody can be asked here. Nothing was sent.', 'Add --yes.');
  if (!/^y(?:es)?$/i.test(answer.trim()))
    throw new CliFailure('refused', 'Nothing was sent.', 'It was not confirmed.');
}

function skipWords({ skippedUsers }: CommandPreview): string {
  const reasons = [...new Set(skippedUsers.map(({ reason }) => reason))];
  return reasons.length === 0 ? 'Check the ids or the filter.' : `Skipped because: ${reasons.join(', ')}.`;
}

function printPreview(
  world: World,
  preview: CommandPreview & { key?: string; batchId?: string },
  form: Form,
): void {
  if (form.json ?? form.ndjson) {
    printDocument(world, preview, form);
    return;
  }
  printTable(world, [preview], {
    command: () => preview.kind,
    concerned: () => preview.hits,
    skipped: () => preview.skips,
    'wait for their pane': () => preview.queued,
    'stay off': () => preview.stayOff,
    mails: () => preview.mails,
    batch: () => preview.batchId,
    key: () => preview.key,
  });
  if (preview.batchId === undefined) printConcerned(world, preview);
}

/** Of a dry run, who they are: the relay names 200 of each at most. */
function printConcerned(world: World, { hits, skips, hitUsers, skippedUsers }: CommandPreview): void {
  const rows = [
    ...hitUsers.map((user) => ({ ...user, becomes: 'concerned' })),
    ...skippedUsers.map(({ reason, ...user }) => ({ ...user, becomes: `skipped: ${reason}` })),
  ];
  if (rows.length === 0) return;
  printTable(world, rows, {
    user: ({ displayName }) => displayName,
    id: ({ userId }) => userId,
    '': ({ becomes }) => becomes,
  });
  const unnamed = hits + skips - rows.length;
  if (unnamed > 0) world.err(`${String(unnamed)} more are not named here.\n`);
}

function addExport(program: Command, { world, connection }: Acting): void {
  userFilterOptions(program.command('export <file>').description('all columns as CSV; - is standard output'))
    .option('--ids <ids>', 'only these users, divided by commas')
    .action(async (file: string, options: { readonly ids?: string }) => {
      const { monitor, fetch } = await connection();
      const only = options.ids === undefined ? {} : { ids: idsOf(options.ids) };
      const url = await monitor.exportUrl(checked(exportRequest, { ...filterOf(options), ...only }));
      await saveDownload(world, fetch, { url, file });
    });
}
