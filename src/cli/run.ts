// One call of the command line: reads its words, runs it, and turns whatever happens into an exit code.

import { Command, CommanderError } from 'commander';
import { addActCommands } from './act-commands.ts';
import { connect, type Connection } from './connect.ts';
import { exitCodes, failureOf } from './failure.ts';
import { saveDownload } from './files.ts';
import { addReadCommands, type Reading } from './read-commands.ts';
import { addProgress } from './read-progress.ts';
import { addSettings } from './settings-commands.ts';
import { addUserActs } from './user-acts.ts';
import { addUserReads } from './user-reads.ts';
import type { World } from './world.ts';

/** `words` without the program's own name. Resolves to the exit code, never rejects. */
export async function runCli(words: readonly string[], world: World): Promise<number> {
  try {
    await createProgram(world).parseAsync([...words], { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Commander has said it already; help and version are no failures.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const { kind, message, remedy } = failureOf(error);
    world.err(`${message}\n${remedy}\n`);
    return exitCodes[kind];
  }
}

function createProgram(world: World): Command {
  const program = new Command('monitor')
    .description(
      'The Microsoft 365 Monitor in the terminal. Exit codes: 0 done, 1 usage, 2 refused, 3 unreachable.',
    )
    .configureOutput({ writeOut: (text) => world.out(text), writeErr: (text) => world.err(text) })
    .exitOverride()
    .showHelpAfterError('Run monitor --help for the commands.');
  let connected: Promise<Connection> | null = null;
  const connection = (): Promise<Connection> => (connected ??= connect(world));
  const reading: Reading = {
    world,
    monitor: async () => (await connection()).monitor,
    stream: async (path, accept) => (await connection()).stream(path, accept),
    save: async (download) => saveDownload(world, (await connection()).fetch, download),
  };
  addReadCommands(program, reading);
  addUserReads(program, reading);
  addProgress(program, reading);
  addActCommands(program, { world, connection });
  addUserActs(program, { world, connection });
  addSettings(program, { world, connection });
  return program;
}
