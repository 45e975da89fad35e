// npm run check: every static check, two at a time, one line each; the output of a failed one follows its line.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { bootstrap, root } from './bootstrap.mjs';

const bin = (name) => `node_modules/${name}`;

const checks = [
  { name: 'eslint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'] },
  ...readdirSync(root)
    .filter((file) => /^tsconfig\..+\.json$/.test(file))
    .map((file) => ({ name: `types ${file}`, args: [bin('typescript/bin/tsc'), '--noEmit', '-p', file] })),
  {
    name: 'rooms (dependency-cruiser)',
    args: [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      'src',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'unused (knip)', args: [bin('knip/bin/knip.js')] },
  { name: 'format (prettier)', args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
];

/** Resolves to whether the check passed. */
function run({ name, args }) {
  const startedAtMs = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, FORCE_COLOR: '0' } });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(Buffer.concat(output).toString());
      resolve(code === 0);
    });
  });
}

bootstrap();
const waiting = [...checks];
let failed = 0;
async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    if (!(await run(check))) failed += 1;
  }
}
await Promise.all([work(), work()]);
console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${checks.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
