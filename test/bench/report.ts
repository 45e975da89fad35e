// What a benchmark found, and its two forms: JSON for programs, a table for people.

import Table from 'cli-table3';

export interface Measured {
  readonly case: string;
  readonly ours: number;
  /** null where the reference cannot do it */
  readonly reference: number | null;
  readonly unit: 'ms' | 'MB' | 'rows' | 'tasks' | 'moves';
  /** what the specification asks for, as a limit in `unit` */
  readonly limit?: number;
}

export interface BenchReport {
  readonly name: string;
  readonly results: readonly Measured[];
  /** for people only: where the time goes, what the machine was */
  readonly notes: readonly string[];
  /** parts that could not be measured: what there is, is shown all the same */
  readonly failures: readonly string[];
}

export function toJson({ name, results }: BenchReport): string {
  return JSON.stringify({
    name,
    results: results.map((one) => ({
      case: one.case,
      ours: rounded(one.ours),
      reference: one.reference === null ? null : rounded(one.reference),
      ratio: ratioOf(one),
      unit: one.unit,
    })),
  });
}

export function toTable({ name, results, notes }: BenchReport): string {
  const table = new Table({
    head: [name, 'ours', 'reference', 'ratio', 'unit', 'limit'],
    colAligns: ['left', 'right', 'right', 'right', 'left', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const one of results)
    table.push([
      one.case,
      rounded(one.ours),
      one.reference === null ? '–' : rounded(one.reference),
      ratioOf(one) ?? '–',
      one.unit,
      limitWords(one),
    ]);
  return [table.toString(), ...notes].join('\n');
}

/** null without a reference, and where it is 0. */
function ratioOf({ ours, reference }: Measured): number | null {
  return reference === null || reference === 0 ? null : Math.round((ours / reference) * 100) / 100;
}

function limitWords({ ours, limit }: Measured): string {
  if (limit === undefined) return '';
  return `${limit} ${ours <= limit ? 'met' : 'MISSED'}`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
