// The drawing: what became of the runs of each day, and below it how long they took, over the same days. Hidden from screen
// readers, who get the figures as a table; plain boxes, so that it turns around with the page and its words keep their size.

import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDay } from '../../../../contract/administration.ts';
import { useMoments } from '../../../shell/moments.ts';
import { DayNames, DaysPanel } from './DaysPanel.tsx';
import { useDayWords } from './DaysTable.tsx';
import { runTicks, timeTicks } from './days-scale.ts';

/** from the bottom of a bar to its top */
const parts = ['succeeded', 'partlyFailed', 'failed', 'other'] as const;

const forced = '@media (forced-colors: active)';
const stripes = (angle: string): string =>
  `repeating-linear-gradient(${angle}, CanvasText 0 1px, Canvas 1px 4px)`;

const useStyles = makeStyles({
  chart: {
    display: 'grid',
    // as wide as the widest number
    gridTemplateColumns: 'auto minmax(0, 1fr)',
  },
  head: {
    ...typographyStyles.caption1,
    gridColumn: '1 / -1',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    paddingBlockEnd: tokens.spacingVerticalM,
    ':not(:first-child)': { paddingBlockStart: tokens.spacingVerticalL },
  },
  title: typographyStyles.caption1Strong,
  entry: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  swatch: { width: '10px', height: '10px', flexShrink: 0, borderRadius: tokens.borderRadiusSmall },
  day: {
    display: 'flex',
    flexDirection: 'column-reverse',
    alignItems: 'center',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  // One run among a hundred is still to be seen.
  bar: { width: '70%', maxWidth: '18px', flexShrink: 0, minHeight: '2px' },
  painted: {
    boxSizing: 'border-box',
    forcedColorAdjust: 'none',
    [forced]: { border: '1px solid CanvasText' },
  },
});

// Where the colours are not ours, the filling tells the parts apart.
const usePaint = makeStyles({
  succeeded: {
    backgroundColor: tokens.colorPaletteGreenBackground3,
    [forced]: { backgroundColor: 'Canvas' },
  },
  partlyFailed: {
    backgroundColor: tokens.colorPaletteMarigoldBackground3,
    [forced]: { backgroundColor: 'Canvas', backgroundImage: stripes('45deg') },
  },
  failed: {
    backgroundColor: tokens.colorPaletteRedBackground3,
    [forced]: { backgroundColor: 'CanvasText' },
  },
  other: {
    backgroundColor: tokens.colorNeutralStrokeAccessible,
    [forced]: { backgroundColor: 'Canvas', backgroundImage: stripes('0deg') },
  },
  duration: {
    backgroundColor: tokens.colorBrandBackground,
    [forced]: { backgroundColor: 'Highlight' },
  },
});

export function DaysChart({ days }: { readonly days: readonly RunDay[] }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { number, length } = useMoments();
  const said = useDayFigures();
  const runs = runTicks(Math.max(...days.map((day) => parts.reduce((sum, part) => sum + day[part], 0))));
  const times = timeTicks(Math.max(...days.map(({ averageMs }) => averageMs ?? 0)));
  return (
    <div className={styles.chart} aria-hidden="true">
      <div className={styles.head}>
        <span className={styles.title}>{t('days.perDay')}</span>
        {parts.map((part) => (
          <span key={part} className={styles.entry}>
            <Painted part={part} className={styles.swatch} />
            {t(`days.${part}`)}
          </span>
        ))}
      </div>
      <DaysPanel heightPx={128} ticks={runs.map(number)}>
        {days.map((day) => (
          <div key={day.day} className={styles.day} title={said(day)}>
            {parts.map((part) => (
              <Bar key={part} part={part} share={day[part] / (runs.at(-1) ?? 1)} />
            ))}
          </div>
        ))}
      </DaysPanel>
      <div className={styles.head}>
        <span className={styles.title}>{t('days.average')}</span>
      </div>
      <DaysPanel heightPx={64} ticks={times.map(length)}>
        {days.map((day) => (
          <div key={day.day} className={styles.day} title={said(day)}>
            <Bar part="duration" share={(day.averageMs ?? 0) / (times.at(-1) ?? 1)} />
          </div>
        ))}
      </DaysPanel>
      <DayNames days={days} />
    </div>
  );
}

/** "Nov 22 · Succeeded 3 · Failed 1 · Average duration 2 sec", without what is nothing. */
function useDayFigures(): (day: RunDay) => string {
  const { t } = useTranslation('details');
  const { number, length } = useMoments();
  const dayWords = useDayWords();
  return (day) => {
    const counts = parts.filter((part) => day[part] > 0);
    const figures = counts.map((part) => `${t(`days.${part}`)} ${number(day[part])}`);
    if (day.averageMs !== null) figures.push(`${t('days.average')} ${length(day.averageMs)}`);
    return [dayWords(day.day), ...figures].join(' · ');
  };
}

interface BarProps {
  readonly part: (typeof parts)[number] | 'duration';
  /** of the whole height, at most 1 */
  readonly share: number;
}

function Bar({ part, share }: BarProps) {
  const styles = useStyles();
  if (share === 0) return null;
  return <Painted part={part} className={styles.bar} style={{ height: `${share * 100}%` }} />;
}

interface PaintedProps extends Pick<BarProps, 'part'> {
  readonly className: string;
  readonly style?: CSSProperties;
}

function Painted({ part, className, style }: PaintedProps) {
  const styles = useStyles();
  const paint = usePaint();
  return <span className={mergeClasses(styles.painted, paint[part], className)} style={style} />;
}
