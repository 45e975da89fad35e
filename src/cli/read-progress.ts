// What became of a command, user by user.

import type { Command } from 'commander';
import { mostProgressUsers, type CommandProgress } from '../contract/commands.ts';
import type { MonitorClient } from '../remote/relay/monitor-client.ts';
import { formOptions, type Paging } from './options.ts';
import { printList } from './pages.ts';
import { printTable, type Form } from './print.ts';
import type { Reading } from './read-commands.ts';

export function addProgress(program: Command, { world, monitor }: Reading): void {
  formOptions(program.command('progress <batch>'))
    .description('what became of a command for each user: refused and expired first')
    .option('--after <position>', 'go on where an earlier page ended (its "next")')
    .option('--all', 'every user, not only the first 200')
    .action(async (batch: string, options: Form & Paging) => {
      const progress = await progressOf(await monitor(), batch, options);
      if (!(options.json ?? options.ndjson))
        printTable(world, [progress.counts], {
          refused: ({ refused }) => refused ?? 0,
          expired: ({ expired }) => expired ?? 0,
          sent: ({ sent }) => sent ?? 0,
          seen: ({ seen }) => seen ?? 0,
          done: ({ done }) => done ?? 0,
        });
      printList(world, options, {
        document: progress,
        items: progress.users,
        columns: {
          user: ({ displayName }) => displayName,
          id: ({ userId }) => userId,
          state: ({ state }) => state,
          reason: ({ reason }) => reason,
          run: ({ run }) => run && (run.outcome ?? 'running'),
          cause: ({ run }) => run?.cause,
        },
      });
      if (progress.next !== null) world.err('There are more: --all lists them.\n');
    });
}

/** One page of users, or all of them with the counts of the last answer. */
async function progressOf(client: MonitorClient, batch: string, options: Paging): Promise<CommandProgress> {
  const read = (after: string | undefined): Promise<CommandProgress> =>
    client.progress(encodeURIComponent(batch), {
      ...(after === undefined ? {} : { after }),
      ...(options.all ? { limit: mostProgressUsers } : {}),
    });
  let page = await read(options.after);
  const users = [...page.users];
  while (options.all && page.next !== null) {
    page = await read(page.next);
    users.push(...page.users);
  }
  return { ...page, users };
}
