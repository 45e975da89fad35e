// Boxes and names stay in their place while the other columns scroll sideways below them: painted like their row, and with
// an edge as soon as something is below. Only where there is too little room: each such cell is a layer of its own.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useState } from 'react';
import { checkPx, fixedColumn, type ColumnId } from '../data/columns.ts';

const useStyles = makeStyles({
  staying: {
    ':global([data-narrow="true"])': { position: 'sticky', zIndex: 1, backgroundColor: 'inherit' },
  },
  check: { insetInlineStart: 0 },
  name: {
    insetInlineStart: `${checkPx}px`,
    ':global([data-aside="true"])': {
      borderInlineEndWidth: tokens.strokeWidthThin,
      borderInlineEndStyle: 'solid',
      borderInlineEndColor: tokens.colorNeutralStroke1,
    },
  },
});

/** The classes of a cell that stays; none for the others. */
export function useStaying(): (column: ColumnId | 'check') => string | false {
  const styles = useStyles();
  return (column) => {
    if (column === 'check') return mergeClasses(styles.staying, styles.check);
    return column === fixedColumn && mergeClasses(styles.staying, styles.name);
  };
}

/** Whether `widthPx` is more than the scroller shows. */
export function useIsNarrow(scroller: HTMLElement | null, widthPx: number): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    if (!scroller) return undefined;
    const measure = (): void => {
      setNarrow(scroller.clientWidth < widthPx);
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(scroller);
    measure();
    return () => {
      sizes.disconnect();
    };
  }, [scroller, widthPx]);
  return isNarrow;
}
