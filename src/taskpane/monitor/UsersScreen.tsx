// The list: header, cards, toolbar, rows.

import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../shell/moments.ts';
import { Cards } from './cards/Cards.tsx';
import { mostListed } from './table/listed-rows.ts';
import { useMonitor } from './data/monitor-context.tsx';
import { useCountsAtMs } from './data/use-cards.ts';
import { queryKeys } from './data/query-keys.ts';
import { usePlace } from './data/use-place.ts';
import { useUsers, type Users } from './data/use-users.ts';
import { OldNote } from './frame/OldNote.tsx';
import { Page } from './frame/Page.tsx';
import { Problem } from './frame/Problem.tsx';
import { Totals } from './frame/Totals.tsx';
import { useIsWide } from './frame/use-is-wide.ts';
import { Header, titleId } from './header/Header.tsx';
import { EmptyUsers } from './table/EmptyUsers.tsx';
import { UserGrid } from './table/UserGrid.tsx';
import { UserList } from './table/UserList.tsx';
import { ListNotes } from './toolbar/ListNotes.tsx';
import { Toolbar } from './toolbar/Toolbar.tsx';

const useStyles = makeStyles({
  skeleton: { display: 'grid', rowGap: tokens.spacingVerticalS },
  foot: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
  empty: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
});

export function UsersScreen() {
  const { view } = usePlace();
  const users = useUsers(view);
  const countsAtMs = useCountsAtMs();
  const [page, setPage] = useState<HTMLElement | null>(null);
  useArrivalFocus(page);
  const name = JSON.stringify(queryKeys.users(view));
  return (
    <Page scroller={setPage}>
      <Header />
      <OldNote key={name} atMs={users.atMs} isStreamed countsAtMs={countsAtMs} />
      <Cards />
      <Toolbar users={users} />
      <ListNotes users={users} />
      <Rows users={users} page={page} name={name} />
      <Totals users={users} />
    </Page>
  );
}

interface RowsProps {
  readonly users: Users;
  readonly page: HTMLElement | null;
  readonly name: string;
}

function Rows({ users, page, name }: RowsProps) {
  const styles = useStyles();
  const isWide = useIsWide();
  const { error } = users;
  const rows = useCalmRows(users, name);
  if (!rows) return error ? <Problem error={error} onRetry={users.refresh} /> : <Waiting />;
  if (rows.length === 0)
    return (
      <div className={styles.empty}>
        <EmptyUsers />
      </div>
    );
  const foot = <Foot users={users} />;
  return isWide ? (
    <UserGrid users={users} rows={rows} name={name} foot={foot} />
  ) : (
    <UserList users={users} rows={rows} name={name} scroller={page} foot={foot} />
  );
}

/**
 * Rows that change where they stand are drawn between two inputs, not before them: fifty come four times a second. Another
 * list, or one that was waited for, is drawn at once.
 */
function useCalmRows({ rows, isPrevious }: Users, name: string): Users['rows'] {
  const newest = useMemo(() => ({ rows, isPrevious, name }), [rows, isPrevious, name]);
  const calm = useDeferredValue(newest);
  const isSameList = calm.name === name && calm.isPrevious === isPrevious;
  return isSameList && calm.rows ? calm.rows : rows;
}

function Foot({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  if (users.isFull)
    return (
      <Text block size={200} align="center" className={styles.foot}>
        {t('table.full', { limit: number(mostListed) })}
      </Text>
    );
  if (!users.hasMore) return null;
  return (
    <div className={styles.foot}>
      {users.error ? (
        <Button onClick={users.loadMore}>{t('table.loadMore')}</Button>
      ) : (
        <Spinner size="tiny" label={t('table.loadingMore')} />
      )}
    </div>
  );
}

function Waiting() {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  return (
    <Skeleton className={styles.skeleton} aria-label={t('loading')}>
      {Array.from({ length: 6 }, (_, at) => (
        <SkeletonItem key={at} size={48} />
      ))}
    </Skeleton>
  );
}

/** Coming back from details, the keyboard is where it left: on the name that was opened. */
function useArrivalFocus(page: HTMLElement | null): void {
  const { memory } = useMonitor();
  useEffect(() => {
    if (!page) return undefined;
    // The rows are drawn where the list was left one frame after its scroller is known.
    const frame = requestAnimationFrame(() => {
      const opened = memory.takeOpened();
      if (opened === null) return;
      const links = [...page.querySelectorAll<HTMLAnchorElement>('a[href^="#/monitor/users/"]')];
      const link = links.find(({ hash }) => hash.startsWith(`#/monitor/users/${opened}`));
      (link ?? document.getElementById(titleId))?.focus({ preventScroll: true });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [page, memory]);
}
