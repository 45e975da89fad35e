// The narrow table: a list that scrolls with the page, drawn only where it can be seen.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace } from '../data/use-place.ts';
import type { Users } from '../data/use-users.ts';
import { ListRow, listRowPx } from './ListRow.tsx';
import { useMargin } from './use-margin.ts';
import { useMore } from './use-more.ts';
import { useTopOfNewList, useWindow } from './use-window.ts';

const useStyles = makeStyles({
  frame: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    flexShrink: 0,
  },
  rows: { position: 'relative' },
  isPrevious: { opacity: 0.6 },
});

export interface UserListProps {
  readonly users: Users;
  readonly rows: readonly UserRow[];
  readonly name: string;
  /** the page that scrolls */
  readonly scroller: HTMLElement | null;
  readonly foot: ReactNode;
}

export function UserList({ users, rows, name, scroller, foot }: UserListProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { selecting } = useMonitor();
  const place = usePlace();
  const [list, setList] = useState<HTMLElement | null>(null);
  const marginPx = useMargin(scroller, list);
  const rowWindow = useWindow({
    scroller,
    marginPx,
    rowCount: rows.length,
    rowPx: listRowPx,
    activeRow: 0,
    name,
  });
  useMore(users, rowWindow.range?.endIndex ?? 0);
  useTopOfNewList(scroller, name, marginPx);
  return (
    <div className={styles.frame}>
      <div
        ref={setList}
        role="list"
        aria-label={t('table.label')}
        aria-busy={users.isPrevious}
        className={mergeClasses(styles.rows, users.isPrevious && styles.isPrevious)}
        style={{ height: `${rows.length * listRowPx}px` }}
      >
        {rowWindow.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <ListRow
              key={row.id}
              row={row}
              index={index}
              total={users.total}
              topPx={start - marginPx}
              href={place.userHref(row.id)}
              isSelected={selecting.has(row.id)}
              isRemoved={users.removed.has(row.id)}
              onToggle={selecting.toggle}
            />
          );
        })}
      </div>
      {foot}
    </div>
  );
}
