import { describe, expect, it } from '@jest/globals';
import { readOptions, UsageError } from './options.ts';
import { toJson, toTable, type BenchReport } from './report.ts';
import { median, p95 } from './samples.ts';

const report: BenchReport = {
  name: 'monitor',
  results: [
    { case: 'card switch, median', ours: 90.04, reference: 45.02, unit: 'ms', limit: 150 },
    { case: 'sort, median', ours: 151, reference: 100, unit: 'ms', limit: 150 },
    { case: 'long tasks', ours: 2, reference: 0, unit: 'tasks', limit: 0 },
    { case: 'rows reached', ours: 100_000, reference: null, unit: 'rows' },
  ],
  notes: ['Measured on a kettle.'],
  failures: [],
};

function failureOf(...args: string[]): UsageError {
  try {
    readOptions(args);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error('was not refused');
}

describe('npm run bench', () => {
  it('prints name and results as JSON and nothing else', () => {
    expect(JSON.parse(toJson(report))).toStrictEqual({
      name: 'monitor',
      results: [
        { case: 'card switch, median', ours: 90, reference: 45, ratio: 2, unit: 'ms' },
        { case: 'sort, median', ours: 151, reference: 100, ratio: 1.51, unit: 'ms' },
        { case: 'long tasks', ours: 2, reference: 0, ratio: null, unit: 'tasks' },
        { case: 'rows reached', ours: 100_000, reference: null, ratio: null, unit: 'rows' },
      ],
    });
  });

  it('says in the table which limits are met, and what was noted', () => {
    const lines = toTable(report).split('\n');
    const line = (name: string) => lines.find((text) => text.includes(name));
    expect(line('card switch')).toContain('150 met');
    expect(line('sort')).toContain('150 MISSED');
    expect(line('rows reached')).not.toMatch(/met|MISSED/);
    expect(lines.at(-1)).toBe('Measured on a kettle.');
  });

  it('lists the names for an unknown or missing one', () => {
    for (const args of [['moniter'], []]) {
      const { message, exitCode } = failureOf(...args);
      expect(message).toContain('The names are: monitor');
      expect(exitCode).toBe(1);
    }
  });

  it.each([
    [['monitor', '--users', 'many'], '--users'],
    [['monitor', '--users', '9999'], '--users'],
    [['monitor', '--database', 'sqlite'], '--database'],
    [['monitor', '--fast'], '--fast'],
    [['monitor', 'again'], 'one benchmark'],
  ])('refuses %j by name', (args, named) => {
    const { message, exitCode } = failureOf(...args);
    expect(message).toContain(named);
    expect(exitCode).toBe(2);
  });

  it('takes 100,000 users of the embedded database unless told otherwise', () => {
    expect(readOptions(['monitor'])).toStrictEqual({
      name: 'monitor',
      isJson: false,
      isQuick: false,
      users: 100_000,
      database: 'embedded',
    });
    expect(readOptions(['monitor', '--json', '--users', '1000000', '--database', 'postgres'])).toMatchObject({
      isJson: true,
      users: 1_000_000,
      database: 'postgres',
    });
  });

  it('reports samples that were measured', () => {
    const samples = [5, 1, 4, 2, 3];
    expect(median(samples)).toBe(3);
    expect(p95(samples)).toBe(5);
    expect(median([])).toBeNaN();
  });
});
