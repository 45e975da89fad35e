// Samples of ours and of both references as lines of the report.

import type { Measured } from '../report.ts';
import { median, p95 } from '../samples.ts';

export interface Samples {
  readonly ours: readonly number[];
  readonly table?: readonly number[];
  readonly grid?: readonly number[];
}

type Common = Pick<Measured, 'case' | 'unit' | 'limit'>;

/** One line per reference; the limit stands on the first only. */
export function figures(common: Common, ours: number, references: Partial<Record<'table' | 'grid', number>>) {
  const named = [
    ['plain table', references.table],
    ['DataGrid, 5,000 rows', references.grid],
  ] as const;
  const lines = named.flatMap(([name, reference]) =>
    reference === undefined ? [] : [{ ...common, case: `${common.case} (${name})`, ours, reference }],
  );
  if (lines.length === 0) return [{ ...common, ours, reference: null }];
  return lines.map((line, at): Measured => (at === 0 ? line : withoutLimit(line)));
}

export function distribution(common: Common, { ours, table, grid }: Samples): Measured[] {
  const each = (name: string, rank: (samples: readonly number[]) => number): Measured[] =>
    figures({ ...common, case: `${common.case}, ${name}` }, rank(ours), {
      ...(table === undefined ? {} : { table: rank(table) }),
      ...(grid === undefined ? {} : { grid: rank(grid) }),
    });
  return [...each('median', median), ...each('p95', p95)];
}

function withoutLimit({ case: name, ours, reference, unit }: Measured): Measured {
  return { case: name, ours, reference, unit };
}
