// Rows of the store on a screen: a skeleton of the same shape while they are read, a sentence when they cannot be.

import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rows } from '../../shell/use-rows.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { Notice } from './Notice.tsx';
import { problemFacts } from '../words/problem-facts.ts';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalS },
});

export interface LoadedProps<T> {
  readonly rows: Rows<T>;
  readonly children: (rows: T) => ReactNode;
}

export function Loaded<T>({ rows, children }: LoadedProps<T>) {
  const { t } = useTranslation();
  const causes = useCauseWords();
  switch (rows.state) {
    case 'loading':
      return <ListSkeleton />;
    case 'ready':
      return children(rows.rows);
    case 'error': {
      const facts = problemFacts(new Error(rows.code));
      return (
        <Notice title={t('problem.readFailed')} facts={facts}>
          {causes.user(facts.cause)}
        </Notice>
      );
    }
  }
}

export function ListSkeleton() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Skeleton className={styles.frame} aria-label={t('loading')}>
      <SkeletonItem size={56} />
      <SkeletonItem size={56} />
      <SkeletonItem size={56} />
    </Skeleton>
  );
}
