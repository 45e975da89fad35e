// Where a run's time went: Microsoft, Sales, our own work. The three parts sum to the whole.

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMoments } from '../../shell/moments.ts';
import { Exact } from './Exact.tsx';

const forced = '@media (forced-colors: active)';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    columnGap: '1px',
    height: '6px',
    width: '100%',
    maxWidth: '96px',
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
    forcedColorAdjust: 'none',
    [forced]: { outline: '1px solid CanvasText', backgroundColor: 'CanvasText' },
  },
  broad: { maxWidth: 'none', height: '10px' },
  // Where the colours are not ours, full, striped and empty tell the parts apart.
  microsoft: {
    backgroundColor: tokens.colorPaletteBlueBorderActive,
    [forced]: { backgroundColor: 'Highlight' },
  },
  sales: {
    backgroundColor: tokens.colorPaletteMarigoldBorderActive,
    [forced]: {
      backgroundColor: 'Canvas',
      backgroundImage: 'repeating-linear-gradient(90deg, CanvasText 0 2px, Canvas 2px 4px)',
    },
  },
  internal: { backgroundColor: tokens.colorNeutralStroke1, [forced]: { backgroundColor: 'Canvas' } },
  cell: { display: 'grid', rowGap: tokens.spacingVerticalXXS, width: '100%' },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
  },
  entry: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  key: {
    width: '10px',
    height: '10px',
    borderRadius: tokens.borderRadiusSmall,
    forcedColorAdjust: 'none',
    [forced]: { outline: '1px solid CanvasText' },
  },
});

type Durations = NonNullable<UserRow['durations']>;
const parts = ['microsoft', 'sales', 'internal'] as const;
const lengthOf = (durations: Durations, part: (typeof parts)[number]): number => durations[`${part}Ms`];

function Bar({ durations, isBroad = false }: { readonly durations: Durations; readonly isBroad?: boolean }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.bar, isBroad && styles.broad)} aria-hidden="true">
      {parts.map((part) => (
        <span
          key={part}
          className={styles[part]}
          style={{ flexGrow: lengthOf(durations, part), flexBasis: 0 }}
        />
      ))}
    </span>
  );
}

function useFigures(): (durations: Durations) => readonly string[] {
  const { t } = useTranslation('monitor');
  const { length } = useMoments();
  return (durations) =>
    parts.map((part) => t(`duration.${part}`, { time: length(lengthOf(durations, part)) }));
}

interface DurationCellProps {
  readonly durations: Durations | null;
  readonly isActive: boolean;
}

/** For a table cell: total and bar; the figures on hover, and while the cell has the keyboard. */
export function DurationCell({ durations, isActive }: DurationCellProps) {
  const styles = useStyles();
  const { length } = useMoments();
  const figures = useFigures();
  if (!durations) return <>–</>;
  const words = figures(durations).join(' · ');
  return (
    <>
      <span className={styles.cell} title={words}>
        <span>{length(durations.totalMs)}</span>
        <Bar durations={durations} />
      </span>
      {isActive ? <Exact words={words} /> : null}
    </>
  );
}

/** For details: bar and figures. */
export function DurationSplit({ durations }: { readonly durations: Durations }) {
  const styles = useStyles();
  const figures = useFigures();
  return (
    <div className={styles.cell} style={{ rowGap: tokens.spacingVerticalS }}>
      <Bar durations={durations} isBroad />
      <div className={styles.legend}>
        {figures(durations).map((figure, at) => (
          <span key={parts[at]} className={styles.entry}>
            <span className={mergeClasses(styles.key, styles[parts[at] ?? 'internal'])} />
            <Text size={200}>{figure}</Text>
          </span>
        ))}
      </div>
    </div>
  );
}
