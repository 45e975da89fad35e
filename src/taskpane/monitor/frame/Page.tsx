// The frame of a screen: one scrolling area in the pane, and in a window a column that lets its table fill the rest.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode, Ref } from 'react';
import { wideMedia } from './use-is-wide.ts';

const useStyles = makeStyles({
  page: {
    position: 'relative',
    boxSizing: 'border-box',
    height: '100vh',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    padding: tokens.spacingHorizontalM,
    // Room below for the bar of picked users, which lies over the page.
    paddingBlockEnd: '88px',
    scrollPaddingBlockEnd: '88px',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    scrollPaddingBlockStart: '72px',
    '& > *': { flexShrink: 0 },
    [wideMedia]: {
      paddingInline: tokens.spacingHorizontalXXL,
      paddingBlock: tokens.spacingVerticalL,
      scrollPaddingBlock: 0,
    },
  },
  column: {
    [wideMedia]: {
      '& > *': { boxSizing: 'border-box', width: '100%', maxWidth: '1200px', marginInline: 'auto' },
    },
  },
});

export interface PageProps {
  readonly children: ReactNode;
  /** reading width instead of the whole window */
  readonly isColumn?: boolean;
  readonly scroller?: Ref<HTMLElement>;
}

export function Page({ children, isColumn = false, scroller }: PageProps) {
  const styles = useStyles();
  return (
    <main ref={scroller} className={mergeClasses(styles.page, isColumn && styles.column)}>
      {children}
    </main>
  );
}
