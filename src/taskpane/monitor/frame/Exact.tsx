// The exact words of a cell that has the keyboard, over its short ones. Drawn for the one cell in the tab order only: a tip
// for every cell would cost more than the rows.

import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  // It may be wider than its column, and lies over the next ones.
  box: {
    ...typographyStyles.caption1,
    display: 'none',
    position: 'absolute',
    insetBlock: tokens.spacingVerticalS,
    insetInlineStart: tokens.spacingHorizontalXS,
    zIndex: 1,
    alignItems: 'center',
    paddingInline: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    ':global([data-grid-row]:focus-visible)': { display: 'flex' },
    ':global([data-grid-row]:last-child)': {
      insetInlineStart: 'auto',
      insetInlineEnd: tokens.spacingHorizontalXS,
    },
    '@media (forced-colors: active)': { outline: '1px solid CanvasText' },
  },
});

export function Exact({ words }: { readonly words: string }) {
  const styles = useStyles();
  return <span className={styles.box}>{words}</span>;
}
