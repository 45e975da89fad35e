// Runs in a window: one line each.

import { Link, makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { RunSummary } from '../../../contract/runs.ts';
import { useMoments } from '../../shell/moments.ts';
import { usePlace } from '../data/use-place.ts';
import { Moment } from '../frame/Moment.tsx';
import { StatusIcon } from '../frame/Status.tsx';
import type { RunsProps } from './RunLines.tsx';

const useStyles = makeStyles({
  frame: { overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse' },
  head: {
    ...typographyStyles.caption1Strong,
    textAlign: 'start',
    color: tokens.colorNeutralForeground2,
    padding: tokens.spacingVerticalXS,
    paddingInlineEnd: tokens.spacingHorizontalM,
    verticalAlign: 'bottom',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    padding: tokens.spacingVerticalXS,
    paddingInlineEnd: tokens.spacingHorizontalM,
    height: '36px',
    boxSizing: 'border-box',
    whiteSpace: 'nowrap',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  // As a block: an inline box would stand on the line's baseline, higher than the other cells.
  result: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

const columns = [
  'result',
  'transaction',
  'start',
  'end',
  'microsoftChanges',
  'microsoftDuration',
  'salesChanges',
  'salesDuration',
  'conflicts',
  'client',
] as const;
type Column = (typeof columns)[number];
const numeric = new Set<Column>(['microsoftChanges', 'salesChanges', 'conflicts']);

export function RunTable({ id, runs }: RunsProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const contents = useContents(id);
  const alignment = (column: Column) => (numeric.has(column) ? styles.number : '');
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={mergeClasses(styles.head, alignment(column))}>
                {column === 'client' ? t('column.client') : t(`history.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.transactionNumber}>
              {columns.map((column) => (
                <td key={column} className={mergeClasses(styles.cell, alignment(column))}>
                  {contents[column](run)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useContents(id: string): Readonly<Record<Column, (run: RunSummary) => ReactNode>> {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { number, length } = useMoments();
  const { runHref } = usePlace();
  const time = (ms: number | undefined): string => (ms === undefined ? '–' : length(ms));
  return {
    result: ({ outcome }) => (
      <span className={styles.result}>
        <StatusIcon standing={outcome ?? 'running'} />
        <Text>{t(`outcome.${outcome ?? 'running'}`)}</Text>
      </span>
    ),
    transaction: ({ transactionNumber }) => (
      <Link href={runHref(id, transactionNumber)}>{t('history.number', { number: transactionNumber })}</Link>
    ),
    start: ({ startedAt }) => <Moment iso={startedAt} as="at" />,
    end: ({ finishedAt }) => <Moment iso={finishedAt} as="at" />,
    microsoftChanges: ({ microsoftChanges }) => number(microsoftChanges),
    microsoftDuration: ({ durations }) => time(durations?.microsoftMs),
    salesChanges: ({ salesChanges }) => number(salesChanges),
    salesDuration: ({ durations }) => time(durations?.salesMs),
    conflicts: ({ conflicts }) => number(conflicts),
    // There is one generation of clients: each of them is the new one.
    client: ({ clientVersion }) => details('history.nextGenYes', { version: clientVersion }),
  };
}
