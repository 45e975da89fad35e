// Everything above the rows: search, how many there are, order and columns, what to do with those picked.

import { Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { ActionDialog } from '../actions/ActionDialog.tsx';
import { ExportButton } from '../actions/ExportButton.tsx';
import { useActing } from '../actions/use-acting.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { useMatching } from '../data/use-cards.ts';
import { usePlace } from '../data/use-place.ts';
import { pickedCount } from '../data/use-selecting.ts';
import type { Users } from '../data/use-users.ts';
import { useIsWide, wideMedia } from '../frame/use-is-wide.ts';
import { titleId } from '../header/Header.tsx';
import { AddUsersButton } from '../roster/AddUsersButton.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { SearchField } from './SearchField.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { SortMenu } from './SortMenu.tsx';

const useStyles = makeStyles({
  toolbar: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    position: 'sticky',
    top: `calc(-1 * ${tokens.spacingHorizontalM})`,
    zIndex: 2,
    marginInline: `calc(-1 * ${tokens.spacingHorizontalM})`,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    backgroundColor: tokens.colorNeutralBackground2,
    [wideMedia]: { position: 'static', marginInline: 0, paddingInline: 0, paddingBlock: 0 },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXXS,
    rowGap: tokens.spacingVerticalXS,
    minHeight: '32px',
    [wideMedia]: { columnGap: tokens.spacingHorizontalS },
  },
  search: {
    flexGrow: 1,
    flexBasis: '160px',
    minWidth: 0,
    maxWidth: 'none',
    [wideMedia]: { maxWidth: '320px' },
  },
  count: { color: tokens.colorNeutralForeground2 },
  gap: { flexGrow: 1 },
  refresh: { position: 'relative', display: 'inline-flex' },
  news: {
    position: 'absolute',
    top: '-2px',
    insetInlineEnd: '-2px',
    width: '8px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorCompoundBrandBackground,
    forcedColorAdjust: 'none',
  },
});

export function Toolbar({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const isWide = useIsWide();
  const { selecting } = useMonitor();
  const isPicking = pickedCount(selecting.picked, users.total) > 0;
  // Beside what can be done with those picked there is no room for words.
  const isShort = !isWide || isPicking;
  const acting = useActing(() => {
    // The selection goes with the users it was about; the keyboard goes on from the top.
    selecting.clear();
    users.refresh();
    document.getElementById(titleId)?.focus();
  });
  return (
    <div className={styles.toolbar}>
      {isWide ? null : <SearchField className={styles.search} />}
      <div className={styles.line}>
        {isWide ? <SearchField className={styles.search} /> : <Count users={users} />}
        {isWide ? null : <span className={styles.gap} />}
        <FilterMenu />
        {isWide ? null : <SortMenu total={users.total} />}
        {isWide && !isPicking ? <Count users={users} /> : null}
        {isWide ? <SelectionBar users={users} acting={acting} /> : null}
        {isWide ? <span className={styles.gap} /> : null}
        <RefreshButton users={users} isShort={isShort} />
        {isWide ? <ColumnMenu /> : null}
        <AddUsersButton isShort={isShort} />
        <ExportButton total={users.total} />
      </div>
      {isWide ? null : <SelectionBar users={users} acting={acting} />}
      <ActionDialog acting={acting} />
    </div>
  );
}

function Count({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  if (!users.rows) return null;
  return (
    <Text size={200} className={styles.count}>
      {t('table.count', { count: users.total })}
    </Text>
  );
}

/** Rows never move by themselves; the button says when there is something new. */
function RefreshButton({ users, isShort }: { readonly users: Users; readonly isShort: boolean }) {
  const { t } = useTranslation('monitor');
  const { view } = usePlace();
  const matching = useMatching(users, view);
  const isOld =
    users.hasNews ||
    (users.removed.size > 0 && (users.rows ?? []).some(({ id }) => users.removed.has(id))) ||
    (!users.isCut && matching !== users.total);
  const hasNews = users.rows !== undefined && isOld;
  if (hasNews && !isShort)
    return (
      <Button icon={<ArrowClockwise20Regular />} onClick={users.refresh}>
        {t('table.newer')}
      </Button>
    );
  return (
    <Tooltip content={t(hasNews ? 'table.newer' : 'table.refresh')} relationship="label">
      <Button appearance="subtle" icon={<RefreshIcon hasNews={hasNews} />} onClick={users.refresh} />
    </Tooltip>
  );
}

function RefreshIcon({ hasNews }: { readonly hasNews: boolean }) {
  const styles = useStyles();
  return (
    <span className={styles.refresh}>
      <ArrowClockwise20Regular />
      {hasNews ? <span className={styles.news} /> : null}
    </span>
  );
}
