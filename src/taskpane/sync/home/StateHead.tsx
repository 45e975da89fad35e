// The state sentence: an icon, a word, and below it when and what next.

import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  head: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: { ...typographyStyles.subtitle2, margin: 0, lineHeight: '24px' },
  line: { color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  warning: { color: tokens.colorStatusWarningForeground1, display: 'inline-flex' },
  bad: { color: tokens.colorStatusDangerForeground1, display: 'inline-flex' },
  quiet: { color: tokens.colorNeutralForeground2, display: 'inline-flex' },
});

export interface StateHeadProps {
  readonly tone: 'good' | 'warning' | 'bad' | 'quiet';
  readonly icon: ReactNode;
  readonly title: string;
  readonly lines: readonly (string | null)[];
}

export function StateHead({ tone, icon, title, lines }: StateHeadProps) {
  const styles = useStyles();
  return (
    <div className={styles.head}>
      <span className={styles[tone]} aria-hidden="true">
        {icon}
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>{title}</h2>
        {lines.map((line) =>
          line === null ? null : (
            <Text key={line} size={200} className={styles.line}>
              {line}
            </Text>
          ),
        )}
      </div>
    </div>
  );
}
