// The organisation's settings: read, saved, and what they were before.

import type { Command } from 'commander';
import { z } from 'zod';
import { settingsHistoryQuery } from '../contract/organisation/wire.ts';
import { organisationSettings } from '../contract/settings.ts';
import type { Acting } from './act-commands.ts';
import { readJson } from './files.ts';
import { checked, checkedFile, formOptions } from './options.ts';
import { printPages } from './pages.ts';
import { printDocument, type Form } from './print.ts';

const settingsFile = z.union([
  z.object({ settings: organisationSettings, version: z.int() }),
  organisationSettings.transform((settings) => ({ settings, version: null })),
]);

export function addSettings(program: Command, { world, connection }: Acting): void {
  const settings = program.command('settings').description('settings of the organization');
  addHistory(settings, { world, connection });
  settings
    .command('get')
    .description('the document and its version, as JSON')
    .action(async () => {
      const { monitor } = await connection();
      printDocument(world, await monitor.administration.settings(), {});
    });
  settings
    .command('put <file>')
    .description('saves what settings get gave, after a change; another save in between is refused')
    .option('--dry-run', 'only say what would change and whom it touches')
    .action(async (file: string, { dryRun }: { dryRun?: true }) => {
      const wanted = checkedFile(settingsFile, await readJson(world, file));
      const { administration } = (await connection()).monitor;
      if (dryRun) {
        printDocument(world, await administration.previewSettings(wanted.settings), {});
        return;
      }
      const version = wanted.version ?? (await administration.settings()).version;
      printDocument(world, await administration.saveSettings({ settings: wanted.settings, version }), {});
    });
}

function addHistory(settings: Command, { world, connection }: Acting): void {
  formOptions(settings.command('history').description('earlier versions, newest first: who, when, what'))
    .option('--before <version>', 'go on where an earlier page ended (its "next")')
    .option('--all', 'every page')
    .action(async (options: Form & { before?: string; all?: true }) => {
      const { before } = checked(settingsHistoryQuery, options);
      const { administration } = (await connection()).monitor;
      await printPages(
        world,
        { ...options, ...(before === undefined ? {} : { after: String(before) }) },
        {
          read: async (after) => {
            const page = await administration.settingsHistory(after === null ? null : Number(after));
            return { items: page.items, next: page.next === null ? null : String(page.next) };
          },
          columns: {
            version: ({ version }) => version,
            at: ({ changedAt }) => changedAt,
            by: ({ changedBy }) => changedBy,
            restored: ({ restored }) => restored,
            changes: ({ changes }) => changes.map(({ path }) => path).join(', '),
          },
        },
      );
    });
}
