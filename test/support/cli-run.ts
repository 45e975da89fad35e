// The command line as a script runs it: words in, exit code and both outputs out.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../src/cli/run.ts';
import type { World } from '../../src/cli/world.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly saved: Readonly<Record<string, string>>;
}

export interface Around {
  readonly environment?: World['environment'];
  readonly files?: Readonly<Record<string, string>>;
  /** to the question whether to go on */
  readonly answer?: string;
}

/** `words` are divided by blanks. */
export async function runWords(
  words: string,
  { environment = {}, files = {}, answer }: Around,
): Promise<Ran> {
  let out = '';
  let err = '';
  const saved: Record<string, string> = {};
  const code = await runCli(words.split(' '), {
    environment,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readText: (file) => {
      const text = files[file];
      return text === undefined ? Promise.reject(new Error(`no ${file}`)) : Promise.resolve(text);
    },
    save: async (file, content) => {
      // Any other name is kept in memory.
      const text = await new Response(content).text();
      if (path.isAbsolute(file)) await writeFile(file, text);
      else saved[file] = text;
    },
    ask: () => Promise.resolve(answer ?? null),
  });
  return { code, out, err, saved };
}
