// The drawing: one bar a day, stacked by result, and a line for the average duration. Fetched lazily: the library is large.

import { VerticalStackedBarChart, type VerticalStackedChartProps } from '@fluentui/react-charts';
import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunDay } from '../../../../contract/administration.ts';
import { useIsWide } from '../../frame/use-is-wide.ts';
import { useDayWords } from './DaysTable.tsx';

const parts = [
  ['succeeded', tokens.colorPaletteGreenBackground3],
  ['partlyFailed', tokens.colorPaletteMarigoldBackground3],
  ['failed', tokens.colorPaletteRedBackground3],
  ['other', tokens.colorNeutralStroke1],
] as const;
const lineColor = tokens.colorBrandForeground1;

const useStyles = makeStyles({
  // The table beside it says the same in words.
  frame: { minWidth: 0, overflow: 'hidden', height: '200px' },
  legend: {
    ...typographyStyles.caption1,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
  },
  entry: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  swatch: { width: '10px', height: '10px', borderRadius: tokens.borderRadiusSmall },
});

export interface DaysChartProps {
  readonly days: readonly RunDay[];
  /** the drawing could not be fetched */
  readonly onMissing: () => void;
}

export function DaysChart({ days }: Pick<DaysChartProps, 'days'>) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const dayWords = useDayWords();
  const isWide = useIsWide();
  const data: VerticalStackedChartProps[] = days.map((day) => ({
    xAxisPoint: dayWords(day.day),
    chartData: parts.map(([name, color]) => ({ legend: t(`days.${name}`), data: day[name], color })),
    ...(day.averageMs === null
      ? {}
      : {
          lineData: [
            {
              legend: t('days.averageSeconds'),
              y: Math.round(day.averageMs / 100) / 10,
              color: lineColor,
              useSecondaryYScale: true,
            },
          ],
        }),
  }));
  const longest = Math.max(1, ...days.map(({ averageMs }) => (averageMs ?? 0) / 1000));
  return (
    <div aria-hidden="true" inert>
      <ul className={styles.legend}>
        {parts.map(([name, color]) => (
          <li key={name} className={styles.entry}>
            <span className={styles.swatch} style={{ backgroundColor: color }} />
            {t(`days.${name}`)}
          </li>
        ))}
        <li className={styles.entry}>
          <span className={styles.swatch} style={{ backgroundColor: lineColor, height: '3px' }} />
          {t('days.averageSeconds')}
        </li>
      </ul>
      <div className={styles.frame}>
        <VerticalStackedBarChart
          data={data}
          culture={document.documentElement.lang}
          height={200}
          barWidth="auto"
          maxBarWidth={16}
          hideTickOverlap
          rotateXAxisLables={false}
          secondaryYScaleOptions={{ yMinValue: 0, yMaxValue: Math.ceil(longest) }}
          hideLegend
          {...(isWide ? {} : { yAxisTickCount: 3 })}
        />
      </div>
    </div>
  );
}
