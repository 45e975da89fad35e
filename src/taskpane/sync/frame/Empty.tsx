// A screen with nothing in it: why that is, and what would put something there.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    justifyItems: 'center',
    rowGap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalXXL,
    paddingInline: tokens.spacingHorizontalL,
    textAlign: 'center',
  },
  icon: { display: 'inline-flex', color: tokens.colorNeutralForeground3, fontSize: '32px' },
  hint: { color: tokens.colorNeutralForeground3 },
});

export interface EmptyProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

export function Empty({ icon, title, hint, children }: EmptyProps) {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <Text weight="semibold">{title}</Text>
      {hint === undefined ? null : (
        <Text size={200} className={styles.hint}>
          {hint}
        </Text>
      )}
      {children}
    </div>
  );
}
