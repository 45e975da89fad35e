// A worker's module and all it imports of ours, as one file of plain JavaScript. The loader of TypeScript gives every function
// its name again each time it is made, which costs a simulation a fifth of its time; a bundle leaves that out.

import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = 'node_modules/.cache/simulation';

/** Calls `act` with the bundle's path; the file is gone when that is over. Rejects where the module does not compile. */
export async function withBundle(module: URL, act: (file: string) => Promise<void>): Promise<void> {
  const source = fileURLToPath(module);
  const file = path.resolve(folder, `${path.basename(source, '.ts')}-${String(process.pid)}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      entryPoints: [source],
      outfile: file,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
    });
    await act(file);
  } finally {
    await rm(file, { force: true });
  }
}
