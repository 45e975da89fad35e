// The figures of the chart as a table: for who cannot see it, and for who wants to read them.

import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunDay } from '../../../../contract/administration.ts';
import { useMoments } from '../../../shell/moments.ts';

const useStyles = makeStyles({
  frame: {
    overflow: 'auto',
    maxHeight: '320px',
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', width: '100%' },
  head: {
    ...typographyStyles.caption1Strong,
    color: tokens.colorNeutralForeground2,
    textAlign: 'end',
    padding: tokens.spacingVerticalXS,
    verticalAlign: 'bottom',
    ':first-child': { textAlign: 'start' },
  },
  cell: {
    padding: tokens.spacingVerticalXS,
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  day: {
    ...typographyStyles.body1,
    padding: tokens.spacingVerticalXS,
    textAlign: 'start',
    whiteSpace: 'nowrap',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
});

const counts = ['succeeded', 'partlyFailed', 'failed', 'other'] as const;
const times = [
  ['averageMs', 'average'],
  ['longestMs', 'longest'],
] as const;

export interface DaysTableProps {
  readonly days: readonly RunDay[];
}

export function DaysTable({ days }: DaysTableProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  return (
    // It scrolls, so the keyboard must get to it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.frame} role="region" aria-label={t('days.chart')} tabIndex={0}>
      <FigureTable days={days} />
    </div>
  );
}

export function FigureTable({ days }: DaysTableProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { number, length } = useMoments();
  const dayWords = useDayWords();
  return (
    <table className={styles.table} aria-label={t('days.chart')}>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            {t('days.day')}
          </th>
          {counts.map((name) => (
            <th key={name} scope="col" className={styles.head}>
              {t(`days.${name}`)}
            </th>
          ))}
          {times.map(([, name]) => (
            <th key={name} scope="col" className={styles.head}>
              {t(`days.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((day) => (
          <tr key={day.day}>
            <th scope="row" className={styles.day}>
              {dayWords(day.day)}
            </th>
            {counts.map((name) => (
              <td key={name} className={styles.cell}>
                {number(day[name])}
              </td>
            ))}
            {times.map(([key, name]) => (
              <td key={name} className={styles.cell}>
                {day[key] === null ? '–' : length(day[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Nov 22" in the words' language; `day` is a calendar day, whatever the time zone. */
export function useDayWords(): (day: string) => string {
  const { language } = useMoments();
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (day) => format.format(Date.parse(day));
}
