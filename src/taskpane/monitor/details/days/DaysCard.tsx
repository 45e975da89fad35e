// The last 30 days at a glance: results per day and how long runs took. The same figures as a table, for who cannot see the
// drawing and for who asks for it.

import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runDays, type RunDay } from '../../../../contract/administration.ts';
import { forReaders } from '../../../shell/for-readers.ts';
import { useMoments } from '../../../shell/moments.ts';
import { Card } from '../../../sync/frame/Card.tsx';
import { useMonitor } from '../../data/monitor-context.tsx';
import { queryKeys } from '../../data/query-keys.ts';
import { asIs, useRemembered } from '../../data/use-remembered.ts';
import { RegionProblem } from '../../frame/RegionProblem.tsx';
import { DaysChart } from './DaysChart.tsx';
import { DaysTable, FigureTable } from './DaysTable.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  hidden: forReaders,
});

export const daysShown = 30;

export function DaysCard({ id }: { readonly id: string }) {
  const { t } = useTranslation('details');
  const { client } = useMonitor();
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: queryKeys.days(id),
    queryFn: ({ signal }) =>
      // minutes ahead of UTC; the platform counts the other way round
      client.days(id, { days: daysShown, offsetMinutes: -new Date().getTimezoneOffset() }, signal),
    refetchOnMount: 'always',
  });
  useRemembered({
    key: queryKeys.days(id),
    schema: runDays,
    shown: data,
    atMs: dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  const hasRuns = data?.items.some((day) => runsOf(day) > 0);
  return (
    <Card title={t('days.title')}>
      <RegionProblem error={error} hasData={data !== undefined} onRetry={() => void refetch()} />
      {!data && !error ? <Waiting /> : null}
      {data && !hasRuns ? <Text>{t('days.none')}</Text> : null}
      {data && hasRuns ? <Days days={data.items} /> : null}
    </Card>
  );
}

function Days({ days }: { readonly days: readonly RunDay[] }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { number } = useMoments();
  const [isTable, setTable] = useState(false);
  const sum = (key: 'succeeded' | 'partlyFailed' | 'failed' | 'other'): string =>
    number(days.reduce((total, day) => total + day[key], 0));
  const runs = days.reduce((total, day) => total + runsOf(day), 0);
  return (
    <>
      <div className={styles.head}>
        <Text>
          {t('days.summary', {
            runs: t('days.runs', { count: runs }),
            succeeded: sum('succeeded'),
            partlyFailed: sum('partlyFailed'),
            failed: sum('failed'),
            other: sum('other'),
          })}
        </Text>
        <Button
          size="small"
          onClick={() => {
            setTable(!isTable);
          }}
        >
          {t(isTable ? 'days.showChart' : 'days.showTable')}
        </Button>
      </div>
      {isTable ? (
        <DaysTable days={days} />
      ) : (
        <>
          <DaysChart days={days} />
          <div className={styles.hidden}>
            <FigureTable days={days} />
          </div>
        </>
      )}
    </>
  );
}

function Waiting() {
  const { t } = useTranslation('details');
  return (
    <Skeleton aria-label={t('days.loading')}>
      <SkeletonItem size={128} />
    </Skeleton>
  );
}

function runsOf({ succeeded, partlyFailed, failed, other }: RunDay): number {
  return succeeded + partlyFailed + failed + other;
}
