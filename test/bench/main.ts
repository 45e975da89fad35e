// `npm run bench -- NAME [--json]`: measures a part side by side with its reference, in one run. Only ever by command:
// a time that passes or fails a test says more about the machine than about the code.

import { readOptions, UsageError, type BenchName, type BenchOptions } from './options.ts';
import { toJson, toTable, type BenchReport } from './report.ts';

type Say = (line: string) => void;
type RunBench = (options: BenchOptions, say: Say) => Promise<BenchReport>;

/** Brought in only when asked for. */
const benches: Readonly<Record<BenchName, () => Promise<RunBench>>> = {
  monitor: async () => (await import('./monitor/run-monitor.ts')).runMonitor,
};

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const run = await benches[options.name]();
  const startedMs = performance.now();
  const report = await run(options, (line) => {
    process.stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(0)} s: ${line}\n`);
  });
  process.stdout.write(`${options.isJson ? toJson(report) : toTable(report)}\n`);
  for (const failure of report.failures) process.stderr.write(`not measured: ${failure}\n`);
  return report.failures.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
