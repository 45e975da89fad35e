// npm test: packages, pane, a browser, then every ring of tests. Arguments after `--` go to jest, e.g. a part of a path.
// The last line is always `N passed, N failed`; a suite or a jest that could not start counts as failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { buildPane } from './build.mjs';
import { runNode } from './run-child.mjs';

// Jest alone leaves one core to itself, which is half of a machine with two. More than eight only cost memory.
const workers = String(Math.min(availableParallelism(), 8));
const rings = [
  { name: 'units', args: ['--selectProjects', 'node', 'dom', '--maxWorkers', workers] },
  { name: 'simulation', args: ['--selectProjects', 'simulation', '--runInBand'] },
  // One browser test at a time: they share two cores with the servers that they start. A browser that a failed journey
  // left open must not hold the result back.
  { name: 'browser', args: ['--selectProjects', 'browser', '--runInBand', '--forceExit'] },
];

bootstrap();
const total = { passed: 0, failed: 0 };
if (await buildPane()) await runRings(await environmentWithBrowser());
else total.failed += 1;
if (total.passed + total.failed === 0) console.error('No test ran.');
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);

async function environmentWithBrowser() {
  const options = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`;
  const environment = { NODE_OPTIONS: options.trim() };
  try {
    const { findBrowser } = await import('./find-browser.mjs');
    const browser = findBrowser();
    console.log(`Browser: ${browser}`);
    return { ...environment, BROWSER_PATH: browser };
  } catch (error) {
    console.error(error.message);
    total.failed += 1;
    return environment;
  }
}

async function runRings(environment) {
  const folder = path.join(root, 'node_modules/.cache/test-results');
  const given = process.argv.slice(2);
  // A part of a path may lie in one ring only; without one, a ring that finds no test is a mistake.
  const allowance = given.length > 0 ? ['--passWithNoTests'] : [];
  mkdirSync(folder, { recursive: true });
  for (const { name, args } of rings) {
    const outputFile = path.join(folder, `${name}-${process.pid}.json`);
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const jestArgs = [jest, ...args, ...allowance, '--json', `--outputFile=${outputFile}`];
    const code = await runNode([...jestArgs, ...given], environment);
    count(outputFile, code);
    rmSync(outputFile, { force: true });
    const isInterrupted = code >= 128;
    if (isInterrupted) return;
  }
}

function count(outputFile, code) {
  if (!existsSync(outputFile)) {
    total.failed += 1;
    return;
  }
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(outputFile, 'utf8'),
  );
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  total.passed += numPassedTests;
  // Jest may fail without a failed test, e.g. when a teardown throws.
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
}
