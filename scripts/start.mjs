// npm start: packages, pane, then the whole system in one child. It ends when the child ends, with the child's code.
import { bootstrap } from './bootstrap.mjs';
import { buildPane, isPaneBuilt } from './build.mjs';
import { runNode } from './run-child.mjs';

bootstrap();
// A wrong environment is told before the slow part; src/local checks it again in any case.
if (!isPaneBuilt()) {
  const code = await runNode(['--import', 'tsx', 'scripts/check-environment.ts']);
  if (code !== 0) process.exit(code);
}
if (!(await buildPane())) {
  console.error('The pane could not be built; nothing was started.');
  process.exit(1);
}
process.exit(await runNode(['--import', 'tsx', 'src/local/main.ts']));
