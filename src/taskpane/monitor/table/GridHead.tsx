// Headings of the grid. A heading that the relay can sort by is a button; the others are words.

import { Checkbox, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { isNarrowSort, mostSorted } from '../../../contract/user-filters.ts';
import { useMoments } from '../../shell/moments.ts';
import { sortOfColumn, type ColumnId } from '../data/columns.ts';
import { usePlace } from '../data/use-place.ts';
import { nextOrder, orderOf } from '../data/view.ts';
import { useStaying } from './use-staying.ts';

const useStyles = makeStyles({
  // Each cell is painted over what scrolls below it by itself.
  row: { display: 'grid', backgroundColor: tokens.colorNeutralBackground1 },
  group: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    position: 'sticky',
    top: 0,
    zIndex: 2,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    ...typographyStyles.caption1Strong,
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    minHeight: '44px',
    paddingInline: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    hyphens: 'auto',
  },
  // The whole heading is the button.
  sortable: { alignItems: 'stretch', paddingInline: 0 },
  sort: {
    ...typographyStyles.caption1Strong,
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXXS,
    width: '100%',
    minWidth: 0,
    paddingBlock: 0,
    paddingInline: tokens.spacingHorizontalS,
    textAlign: 'start',
    color: 'inherit',
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
    '& svg': { flexShrink: 0 },
  },
  name: { minWidth: 0 },
  check: { justifyContent: 'center', paddingInline: 0 },
});

export interface GridHeadProps {
  readonly template: string;
  readonly columns: readonly ColumnId[];
  readonly checked: boolean | 'mixed';
  readonly onCheck: () => void;
  /** how many users match: not every column can sort them all */
  readonly total: number;
  readonly isSortTooWide: boolean;
}

export function GridHead(props: GridHeadProps) {
  const { template, columns, checked, onCheck, total, isSortTooWide } = props;
  const styles = useStyles();
  const staying = useStaying();
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  const { number } = useMoments();
  const order = isSortTooWide ? orderOf({ ...view, sort: null, direction: null }) : orderOf(view);
  return (
    <div role="rowgroup" className={styles.group}>
      <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
        <div
          role="columnheader"
          aria-colindex={1}
          className={mergeClasses(styles.cell, styles.check, staying('check'))}
        >
          <Checkbox checked={checked} onChange={onCheck} aria-label={t('table.selectLoaded')} />
        </div>
        {columns.map((column, at) => {
          const sort = sortOfColumn[column];
          const direction = order?.sort === sort ? order.direction : null;
          const isTooWide = total > mostSorted && isNarrowSort(sort);
          const name = t(`column.${column}`);
          return (
            <div
              key={column}
              role="columnheader"
              aria-colindex={at + 2}
              className={mergeClasses(styles.cell, !isTooWide && styles.sortable, staying(column))}
              {...(isTooWide ? {} : { 'aria-sort': ariaSort(direction) })}
            >
              {isTooWide ? (
                <span title={t('table.sortTooWide', { limit: number(mostSorted) })}>{name}</span>
              ) : (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => {
                    change(nextOrder(view, sort));
                  }}
                >
                  <span className={styles.name}>{name}</span>
                  {direction === 'asc' ? <ArrowSortUp16Regular /> : null}
                  {direction === 'desc' ? <ArrowSortDown16Regular /> : null}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function ariaSort(direction: 'asc' | 'desc' | null): 'ascending' | 'descending' | 'none' {
  if (direction === null) return 'none';
  return direction === 'asc' ? 'ascending' : 'descending';
}
