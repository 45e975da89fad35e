// What administrators did: filtered, page by page, and as a file.

import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownload20Regular, ClipboardTaskListLtr20Regular } from '@fluentui/react-icons';
import { useInfiniteQuery, useMutation, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { auditPage, type AuditFilter, type AuditPage } from '../../../contract/administration.ts';
import { navigate, useFragment } from '../../shell/fragment-location.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { Empty } from '../../sync/frame/Empty.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { useRemembered } from '../data/use-remembered.ts';
import { download } from '../frame/download.ts';
import { OldNote } from '../frame/OldNote.tsx';
import { Page } from '../frame/Page.tsx';
import { Problem } from '../frame/Problem.tsx';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { ScreenHead } from '../frame/ScreenHead.tsx';
import { UnknownValues } from '../toolbar/UnknownValues.tsx';
import { isOrderWrong, readAuditFilter, writeAuditFilter } from './audit-filter.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditRow } from './AuditRow.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface AskedFor extends ReturnType<typeof readAuditFilter> {
  readonly change: (filter: AuditFilter) => void;
}

function useAuditFilter(): AskedFor {
  const query = useFragment().split('?')[1] ?? '';
  const { sectionHref } = usePlace();
  const address = sectionHref('audit').slice(1);
  const { filter, unknown } = useMemo(() => readAuditFilter(query), [query]);
  const change = useCallback(
    (next: AuditFilter) => {
      const text = writeAuditFilter(next);
      const joint = text === '' ? '' : address.includes('?') ? '&' : '?';
      navigate(`${address}${joint}${text}`, { replace: true });
    },
    [address],
  );
  return { filter, unknown, change };
}

type AuditPages = InfiniteData<AuditPage, string | null>;
const toShown = (page: AuditPage): AuditPages => ({ pages: [page], pageParams: [null] });
const toStored = ({ pages }: AuditPages): AuditPage | null => pages[0] ?? null;

export function AuditScreen() {
  const { t } = useTranslation('administration');
  const { client, live } = useMonitor();
  const { listHref } = usePlace();
  const { filter, unknown, change } = useAuditFilter();
  const query = useInfiniteQuery({
    queryKey: queryKeys.audit(filter),
    queryFn: ({ pageParam, signal }) =>
      client.administration.audit({ ...filter, ...(pageParam === null ? {} : { after: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: AuditPage) => page.next,
    refetchOnMount: 'always',
  });
  useRemembered({
    key: queryKeys.audit(filter),
    schema: auditPage,
    shown: query.data,
    atMs: query.dataUpdatedAt,
    toShown,
    toStored,
  });
  const fetchFile = useMutation({
    networkMode: 'always',
    mutationFn: () => client.administration.auditExportUrl(filter),
    onSuccess: download,
  });
  return (
    <Page isColumn>
      <ScreenHead title={t('audit.title')} back={t('back')} backHref={listHref}>
        <Button
          icon={fetchFile.isPending ? <Spinner size="tiny" /> : <ArrowDownload20Regular />}
          title={t('audit.exportHint')}
          disabledFocusable={fetchFile.isPending}
          onClick={() => {
            if (!fetchFile.isPending) fetchFile.mutate();
          }}
        >
          {t('audit.export')}
        </Button>
      </ScreenHead>
      {fetchFile.error ? <Problem error={fetchFile.error} isDeed /> : null}
      <OldNote atMs={query.dataUpdatedAt} />
      <UnknownValues names={unknown.map((key) => t(`audit.${key}`))} />
      <AuditFilters filter={filter} onChange={change} />
      <RegionProblem
        error={query.error}
        hasData={query.data !== undefined && live.isAway}
        onRetry={() => void query.refetch()}
      />
      <Entries
        pages={query.data?.pages}
        hasFailed={query.error !== null}
        isFiltered={writeAuditFilter(filter) !== ''}
        isOrderWrong={isOrderWrong(filter)}
        {...(query.hasNextPage ? { onMore: () => void query.fetchNextPage() } : {})}
        isFetchingMore={query.isFetchingNextPage}
      />
    </Page>
  );
}

interface EntriesProps {
  readonly pages: readonly AuditPage[] | undefined;
  readonly hasFailed: boolean;
  readonly isFiltered: boolean;
  readonly isOrderWrong: boolean;
  readonly isFetchingMore: boolean;
  readonly onMore?: () => void;
}

function Entries(props: EntriesProps) {
  const { pages, hasFailed, isFiltered, isOrderWrong: isNever, isFetchingMore, onMore } = props;
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const entries = pages?.flatMap(({ items }) => items) ?? [];
  if (pages === undefined)
    return hasFailed ? null : (
      <Skeleton aria-label={t('loading')}>
        <SkeletonItem size={96} />
      </Skeleton>
    );
  if (entries.length === 0)
    return (
      <Empty
        icon={<ClipboardTaskListLtr20Regular />}
        title={t(isFiltered ? 'audit.noMatch' : 'audit.empty')}
        hint={t(isNever ? 'audit.wrongOrder' : isFiltered ? 'audit.noMatchHint' : 'audit.emptyHint')}
      />
    );
  return (
    <Card>
      <ul className={styles.list} aria-label={t('audit.list')}>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <div className={styles.foot}>
        <Text size={200} className={styles.quiet} role="status">
          {t('audit.shown', { count: entries.length })}
        </Text>
        {onMore ? (
          <Button
            size="small"
            disabledFocusable={isFetchingMore}
            {...(isFetchingMore ? { icon: <Spinner size="extra-tiny" /> } : {})}
            onClick={onMore}
          >
            {t('audit.more')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
