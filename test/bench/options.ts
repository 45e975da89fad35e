// What `npm run bench -- …` understands.

import { parseArgs } from 'node:util';

export const benchNames = ['monitor'] as const;
export type BenchName = (typeof benchNames)[number];

export interface BenchOptions {
  readonly name: BenchName;
  /** the JSON of the results and nothing else on standard output */
  readonly isJson: boolean;
  /** fewer and shorter measurements, to see that all of it works */
  readonly isQuick: boolean;
  readonly users: number;
  readonly database: 'embedded' | 'postgres';
}

/** The message is for the person who typed the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** 1: no such benchmark, 2: an option is wrong */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

const fewestUsers = 10_000;
const mostUsers = 2_000_000;

/** Throws UsageError. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parsed(args);
  const [asked, ...more] = positionals;
  const name = benchNames.find((known) => known === asked);
  if (name === undefined) {
    const problem = asked === undefined ? 'Name a benchmark.' : `There is no benchmark "${asked}".`;
    throw new UsageError(1, `${problem} The names are: ${benchNames.join(', ')}`);
  }
  if (more.length > 0) throw new UsageError(2, 'Name one benchmark at a time.');
  return {
    name,
    isJson: values.json,
    isQuick: values.quick,
    users: usersOf(values.users),
    database: databaseOf(values.database),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        users: { type: 'string', default: '100000' },
        database: { type: 'string', default: 'embedded' },
      },
    });
  } catch (error) {
    throw new UsageError(2, error instanceof Error ? error.message : String(error));
  }
}

function usersOf(text: string): number {
  const users = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (users >= fewestUsers && users <= mostUsers) return users;
  throw new UsageError(2, `--users takes a whole number from ${fewestUsers} to ${mostUsers}, not "${text}"`);
}

function databaseOf(text: string): BenchOptions['database'] {
  if (text === 'embedded' || text === 'postgres') return text;
  throw new UsageError(2, `--database takes "embedded" or "postgres", not "${text}"`);
}
