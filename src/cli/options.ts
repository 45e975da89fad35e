// Options that several commands share, and their check by the contract: what the relay would refuse is told before it is asked.

import { type Command, Option } from 'commander';
import { type z } from 'zod';
import { cardIds } from '../contract/users.ts';
import { CliFailure } from './failure.ts';

export interface Paging {
  readonly all?: true;
  readonly after?: string;
}

export function formOptions(command: Command): Command {
  return command
    .addOption(new Option('--json', 'as JSON').conflicts('ndjson'))
    .addOption(new Option('--ndjson', 'as JSON, one item per line'));
}

export function pageOptions(command: Command): Command {
  return formOptions(command)
    .option('--limit <number>', 'items per page (1 to 200)', '50')
    .option('--after <position>', 'go on where an earlier page ended (its "next")')
    .option('--all', 'every page');
}

/** Every user without any of them: for what only reads. */
export function userFilterOptions(command: Command): Command {
  return selectingOptions(command, new Option('--card <card>', 'which card').default('all'));
}

/** Nobody without any of them: for what acts, where a forgotten option must not mean everybody. */
export function userSelectionOptions(command: Command): Command {
  return selectingOptions(command, new Option('--card <card>', 'which card; all: every user'));
}

function selectingOptions(command: Command, card: Option): Command {
  return command
    .addOption(card.choices(cardIds))
    .option('--q <text>', 'part of a name or address')
    .option('--cause <cause>', 'such as sales-sign-in-expired')
    .option('--runner <runner>', 'pane, worker, delegated or none')
    .option('--client-version <version>', 'exactly as the table has it')
    .option('--authorization <state>', 'both, microsoft-missing, sales-missing or ending');
}

/** `--version` means the program's own everywhere else; the contract calls the client's just so. */
export function withVersion(options: object): object {
  return 'clientVersion' in options ? { ...options, version: options.clientVersion } : options;
}

/** Throws CliFailure that names each wrong value. Unknown members are dropped. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CliFailure('usage', wrongValues(parsed.error), 'Run the command with --help.');
}

/** What stands in a file: the words of the call were right, so it is refused as the relay would refuse it. */
export function checkedFile<T>(schema: z.ZodType<T>, content: unknown): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new CliFailure('refused', wrongValues(parsed.error), 'Correct what is named above in the file.');
}

function wrongValues({ issues }: z.core.$ZodError): string {
  const lines = issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  return `A value is not right.\n${lines.join('\n')}`;
}
