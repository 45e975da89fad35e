// One numbered step with its tick. The state is in the icon, in words for screen readers, and in what is below it.

import { makeStyles, mergeClasses, shorthands, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalS,
    ':not(:last-child)': {
      borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    },
  },
  line: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '32px',
    minWidth: 0,
  },
  mark: {
    boxSizing: 'border-box',
    width: '24px',
    height: '24px',
    marginBlockStart: '4px',
    borderRadius: tokens.borderRadiusCircular,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    color: tokens.colorNeutralForeground2,
  },
  done: {
    ...shorthands.borderColor(tokens.colorTransparentStroke),
    color: tokens.colorStatusSuccessForeground1,
  },
  current: { ...shorthands.borderColor(tokens.colorBrandStroke1), color: tokens.colorBrandForeground1 },
  later: { color: tokens.colorNeutralForeground3 },
  words: { display: 'grid', minWidth: 0 },
  detail: { color: tokens.colorNeutralForeground3 },
  below: {
    gridColumn: '2',
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    justifyItems: 'start',
    minWidth: 0,
  },
  wide: { gridColumn: '1 / -1' },
});

export type StepState = 'done' | 'current' | 'later';

export interface StepRowProps {
  readonly number: number;
  readonly state: StepState;
  readonly title: string;
  readonly detail?: ReactNode;
  /** at the end of the line */
  readonly action?: ReactNode;
  /** below the line, at its full width */
  readonly children?: ReactNode;
}

export function StepRow({ number, state, title, detail, action, children }: StepRowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <li className={styles.row} aria-current={state === 'current' ? 'step' : undefined}>
      <span
        className={mergeClasses(styles.mark, styles[state])}
        role="img"
        aria-label={t(`start.state.${state}`)}
      >
        {state === 'done' ? <CheckmarkCircle20Filled /> : moments.number(number)}
      </span>
      <div className={styles.line}>
        <div className={styles.words}>
          <Text
            weight={state === 'later' ? 'regular' : 'semibold'}
            className={state === 'later' ? styles.later : ''}
          >
            {title}
          </Text>
          {detail ? (
            <Text size={200} className={styles.detail}>
              {detail}
            </Text>
          ) : null}
        </div>
        {action}
      </div>
      {children ? <div className={mergeClasses(styles.below, styles.wide)}>{children}</div> : null}
    </li>
  );
}
