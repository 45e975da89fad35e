// One user in the wide grid.

import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import type { ColumnId } from '../data/columns.ts';
import { Cell } from './Cell.tsx';
import { useStaying } from './use-staying.ts';

export const gridRowPx = 52;

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    width: '100%',
    height: `${gridRowPx}px`,
    boxSizing: 'border-box',
    display: 'grid',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '@media (forced-colors: active)': { outline: '1px solid Highlight', outlineOffset: '-1px' },
  },
  removed: { color: tokens.colorNeutralForeground3 },
  cell: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    overflow: 'hidden',
    paddingInline: tokens.spacingHorizontalS,
    outlineStyle: 'none',
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-3px',
      // The exact words may need more room than the column has.
      position: 'relative',
      overflow: 'visible',
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  check: { justifyContent: 'center', paddingInline: 0 },
});

export interface GridRowProps {
  readonly row: UserRow;
  readonly index: number;
  readonly topPx: number;
  readonly template: string;
  readonly columns: readonly ColumnId[];
  readonly href: string;
  readonly isSelected: boolean;
  readonly isRemoved: boolean;
  /** scrolled past too fast to be read: its name only */
  readonly isPassing: boolean;
  /** column that is in the tab order; null where the keyboard is in another row */
  readonly activeColumn: number | null;
  readonly onToggle: (id: string) => void;
}

/** Controls inside of these columns take the focus instead of the cell. */
const hasControl = (column: ColumnId, row: UserRow): boolean =>
  column === 'user' || (column === 'openErrors' && row.openErrors > 0);

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, topPx, template, columns, href, isSelected, isRemoved, activeColumn, onToggle } = props;
  const { isPassing } = props;
  const styles = useStyles();
  const staying = useStaying();
  const { t } = useTranslation('monitor');
  const place = (column: number) => ({
    role: 'gridcell',
    'aria-colindex': column + 1,
    'data-grid-row': index,
    'data-grid-column': column,
  });
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={isPassing}
      className={mergeClasses(styles.row, isSelected && styles.selected, isRemoved && styles.removed)}
      style={{ gridTemplateColumns: template, transform: `translateY(${topPx}px)` }}
    >
      <div {...place(0)} className={mergeClasses(styles.cell, styles.check, staying('check'))}>
        {isPassing ? null : (
          <Checkbox
            checked={isSelected}
            disabled={isRemoved}
            tabIndex={activeColumn === 0 ? 0 : -1}
            aria-label={t('table.select', { name: row.displayName })}
            onChange={() => {
              onToggle(row.id);
            }}
          />
        )}
      </div>
      {columns.map((column, at) => {
        const isActive = activeColumn === at + 1;
        return (
          <div
            key={column}
            {...place(at + 1)}
            className={mergeClasses(styles.cell, staying(column))}
            {...(hasControl(column, row) ? {} : { tabIndex: isActive ? 0 : -1 })}
          >
            {isPassing ? (
              column === 'user' && <bdi>{row.displayName}</bdi>
            ) : (
              <Cell column={column} row={row} href={href} isRemoved={isRemoved} isActive={isActive} />
            )}
          </div>
        );
      })}
    </div>
  );
});
