// Names and values in as many columns as there is room for.

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { wideMedia } from './use-is-wide.ts';

const useStyles = makeStyles({
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
    [wideMedia]: {
      gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
      columnGap: tokens.spacingHorizontalXL,
    },
  },
  fact: { display: 'grid', alignContent: 'start', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  // In the pane a sentence takes the whole line.
  long: { gridColumn: '1 / -1', [wideMedia]: { gridColumn: 'auto' } },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly isLong?: boolean;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, isLong = false }) => (
        <div key={name} className={mergeClasses(styles.fact, isLong && styles.long)}>
          <dt className={styles.name}>
            <Text size={200}>{name}</Text>
          </dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
