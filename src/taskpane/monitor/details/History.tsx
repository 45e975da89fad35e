// Transaction History: runs newest first, page by page. A line opens its run.

import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runPage, type RunPage } from '../../../contract/runs.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { useRemembered } from '../data/use-remembered.ts';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { useIsWide } from '../frame/use-is-wide.ts';
import { boundsOf, HistoryFilter, isWhole, wholeHistory } from './HistoryFilter.tsx';
import { RunLines } from './RunLines.tsx';
import { RunTable } from './RunTable.tsx';

const useStyles = makeStyles({
  foot: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type RunPages = InfiniteData<RunPage, string | null>;
const toShown = (page: RunPage): RunPages => ({ pages: [page], pageParams: [null] });
const toStored = ({ pages }: RunPages): RunPage | null => pages[0] ?? null;

export function History({ id }: { readonly id: string }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { client } = useMonitor();
  const isWide = useIsWide();
  const [choice, setChoice] = useState(wholeHistory);
  const query = useInfiniteQuery({
    queryKey: [...queryKeys.runs(id), choice],
    queryFn: ({ pageParam, signal }) =>
      client.history(
        id,
        {
          ...boundsOf(choice),
          ...(choice.outcome === null ? {} : { outcome: choice.outcome }),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: RunPage) => page.next,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
  const { data, error, hasNextPage, isFetchingNextPage, isPlaceholderData } = query;
  useRemembered({
    key: [...queryKeys.runs(id), choice],
    schema: runPage,
    // What was picked out of it need not be kept: the whole is what one looks for.
    shown: isWhole(choice) && !isPlaceholderData ? data : undefined,
    atMs: query.dataUpdatedAt,
    toShown,
    toStored,
  });
  const runs = data?.pages.flatMap(({ items }) => items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const Runs = isWide ? RunTable : RunLines;
  return (
    <Card title={t('history.title')}>
      {isWhole(choice) && data && runs.length === 0 ? null : (
        <HistoryFilter choice={choice} onChoose={setChoice} />
      )}
      {runs.length > 0 ? <Runs id={id} runs={runs} /> : null}
      {data && runs.length === 0 ? (
        <Text>{isWhole(choice) ? t('history.empty') : details('history.noMatch')}</Text>
      ) : null}
      <RegionProblem error={error} hasData={data !== undefined} onRetry={() => void query.refetch()} />
      {!data && !error ? (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={96} />
        </Skeleton>
      ) : null}
      {runs.length > 0 ? (
        <div className={styles.foot}>
          <Text size={200} className={styles.quiet}>
            {t('history.shown', { shown: runs.length, count: total })}
          </Text>
          {hasNextPage ? (
            <Button
              size="small"
              disabledFocusable={isFetchingNextPage}
              {...(isFetchingNextPage ? { icon: <Spinner size="extra-tiny" /> } : {})}
              onClick={() => void query.fetchNextPage()}
            >
              {t('history.more')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}
