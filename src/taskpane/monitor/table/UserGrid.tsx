// The wide table: an ARIA grid whose rows are drawn only where they can be seen.

import { makeStyles, mergeClasses, tokens, useFluent } from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../shell/fragment-location.ts';
import { checkPx, columnWidths, stayingPx, type ColumnId } from '../data/columns.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace } from '../data/use-place.ts';
import type { UserRow } from '../../../contract/users.ts';
import { checkOf, notListedOf } from '../data/use-selecting.ts';
import type { Users } from '../data/use-users.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow, gridRowPx } from './GridRow.tsx';
import { createPace } from './pace.ts';
import { useGridKeys, type GridDeeds } from './use-grid-keys.ts';
import { useMore } from './use-more.ts';
import { useIsNarrow } from './use-staying.ts';
import { useTopOfNewList, useWindow } from './use-window.ts';

const headPx = 45;

const useStyles = makeStyles({
  frame: {
    flexGrow: 1,
    flexBasis: 0,
    minHeight: '280px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    scrollPaddingBlockStart: `${headPx}px`,
    scrollPaddingInlineStart: `${stayingPx}px`,
  },
  body: { position: 'relative' },
  isPrevious: { opacity: 0.6 },
});

export interface UserGridProps {
  readonly users: Users;
  readonly rows: readonly UserRow[];
  readonly name: string;
  /** below the last row */
  readonly foot: ReactNode;
}

export function UserGrid({ users, rows, name, foot }: UserGridProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { dir } = useFluent();
  const { selecting } = useMonitor();
  const place = usePlace();
  const { columns } = place.view;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [isAside, setAside] = useState(false);
  const widthPx = widthOf(columns);
  const isNarrow = useIsNarrow(scroller, widthPx);
  const template = useMemo(() => templateOf(columns), [columns]);
  const { active, grid, onKeyDown, onFocus } = useGridKeys(
    { rows: rows.length, columns: columns.length + 1 },
    dir === 'rtl',
  );
  const [pace] = useState(createPace);
  const rowWindow = useWindow({
    scroller,
    marginPx: headPx,
    coveredPx: headPx,
    rowCount: rows.length,
    rowPx: gridRowPx,
    activeRow: active.row,
    name,
    pace,
  });
  const isTooFast = pace.isTooFastToRead();
  // Names at once; the rest of the rows when there is time.
  const wasTooFast = useDeferredValue(isTooFast);
  const deeds: GridDeeds = {
    scrollTo: (row) => {
      rowWindow.scrollToIndex(row);
    },
    toggle: (row) => {
      const user = rows[row];
      if (user && !users.removed.has(user.id)) selecting.toggle(user.id);
    },
    open: (row) => {
      const user = rows[row];
      if (user) navigate(place.userHref(user.id).slice(1));
    },
  };
  useMore(users, rowWindow.range?.endIndex ?? 0);
  useTopOfNewList(scroller, name);
  const checked = checkOf(selecting, rows, notListedOf(selecting.picked, users).length);
  return (
    <div
      ref={setScroller}
      className={styles.frame}
      data-narrow={isNarrow}
      data-aside={isAside}
      onScroll={({ currentTarget }) => {
        // negative from right to left
        setAside(currentTarget.scrollLeft !== 0);
      }}
    >
      {/* The keys are those of the cells inside, which take the focus. */}
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div
        ref={grid}
        role="grid"
        aria-label={t('table.label')}
        aria-rowcount={users.total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={users.isPrevious}
        style={{ minWidth: `${widthPx}px` }}
        onKeyDown={(event) => {
          onKeyDown(event, deeds);
        }}
        onFocus={onFocus}
      >
        <GridHead
          template={template}
          columns={columns}
          total={users.total}
          isSortTooWide={users.isSortTooWide}
          checked={checked}
          onCheck={() => {
            const ids = rows.map(({ id }) => id);
            if (checked === true) selecting.drop(ids);
            else selecting.pick(ids.filter((id) => !users.removed.has(id)));
          }}
        />
        <div
          role="rowgroup"
          className={mergeClasses(styles.body, users.isPrevious && styles.isPrevious)}
          style={{ height: `${rows.length * gridRowPx}px` }}
        >
          {rowWindow.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <GridRow
                key={row.id}
                row={row}
                index={index}
                topPx={start - headPx}
                template={template}
                columns={columns}
                href={place.userHref(row.id)}
                isSelected={selecting.has(row.id)}
                isRemoved={users.removed.has(row.id)}
                isPassing={(isTooFast || wasTooFast) && active.row !== index}
                activeColumn={active.row === index ? active.column : null}
                onToggle={selecting.toggle}
              />
            );
          })}
        </div>
      </div>
      {foot}
    </div>
  );
}

function templateOf(columns: readonly ColumnId[]): string {
  const tracks = columns.map((id) => {
    const { minPx, share } = columnWidths[id];
    return share === 0 ? `${minPx}px` : `minmax(${minPx}px, ${share}fr)`;
  });
  return [`${checkPx}px`, ...tracks].join(' ');
}

function widthOf(columns: readonly ColumnId[]): number {
  return columns.reduce((sum, id) => sum + columnWidths[id].minPx, checkPx);
}
