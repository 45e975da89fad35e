// One drawing over the days: numbers at its side, a line at each of them, a column for each day. Its two cells stand in the
// grid of the chart, so that all drawings begin and end at the same day.

import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { RunDay } from '../../../../contract/administration.ts';
import { useIsWide } from '../../frame/use-is-wide.ts';
import { useDayWords } from './DaysTable.tsx';
import { isNamedDay } from './days-scale.ts';

const forced = '@media (forced-colors: active)';
const columns = { display: 'grid', gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)' } as const;
/** of the numbers, half of which stand above the uppermost line and below the lowest */
const numberPx = 14;

const useStyles = makeStyles({
  scale: {
    ...typographyStyles.caption2,
    lineHeight: `${numberPx}px`,
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'space-between',
    marginBlock: `-${numberPx / 2}px`,
    paddingInlineEnd: tokens.spacingHorizontalXS,
    textAlign: 'end',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
  plot: { position: 'relative' },
  lines: { position: 'absolute', inset: 0, display: 'flex', flexDirection: 'column' },
  line: {
    flexGrow: 1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  days: {
    ...columns,
    position: 'absolute',
    inset: 0,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  names: {
    ...typographyStyles.caption2,
    ...columns,
    gridColumnStart: 2,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
  },
  // A name is wider than its day: it stands in the middle below it, the last one ends with it.
  name: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    '::before': {
      content: '""',
      alignSelf: 'center',
      width: tokens.strokeWidthThin,
      height: '4px',
      backgroundColor: tokens.colorNeutralStrokeAccessible,
      forcedColorAdjust: 'none',
      [forced]: { backgroundColor: 'CanvasText' },
    },
    ':last-child': { alignItems: 'flex-end' },
  },
});

export interface DaysPanelProps {
  readonly heightPx: number;
  /** in words, from the bottom up */
  readonly ticks: readonly string[];
  /** a column for each day */
  readonly children: ReactNode;
}

export function DaysPanel({ heightPx, ticks, children }: DaysPanelProps) {
  const styles = useStyles();
  return (
    <>
      <div className={styles.scale}>
        {ticks.map((words) => (
          <span key={words}>{words}</span>
        ))}
      </div>
      <div className={styles.plot} style={{ height: `${heightPx}px` }}>
        <div className={styles.lines}>
          {ticks.slice(1).map((words) => (
            <div key={words} className={styles.line} />
          ))}
        </div>
        <div className={styles.days}>{children}</div>
      </div>
    </>
  );
}

/** Below the last drawing: which day is which. */
export function DayNames({ days }: { readonly days: readonly RunDay[] }) {
  const styles = useStyles();
  const dayWords = useDayWords();
  const everyDays = useIsWide() ? 5 : 10;
  const isNamed = (at: number): boolean => isNamedDay(at, days.length, everyDays);
  return (
    <div className={styles.names}>
      {days.map(({ day }, at) => (
        <span key={day} {...(isNamed(at) ? { className: styles.name } : {})}>
          {isNamed(at) ? dayWords(day) : null}
        </span>
      ))}
    </div>
  );
}
