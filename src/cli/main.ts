// `npm run monitor`: the process around the command line.

import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCli } from './run.ts';
import type { World } from './world.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const world: World = {
  environment: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readText: (file) => readFile(file, 'utf8'),
  save: (file, content) => {
    const target = file === '-' ? process.stdout : createWriteStream(file);
    return pipeline(Readable.fromWeb(content), target, {
      end: file !== '-',
    });
  },
  ask: async (question) => {
    if (!process.stdin.isTTY) return null;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
};

process.exitCode = await runCli(process.argv.slice(2), world);
