// What fails for this user now, whatever the newest run said.

import { SkeletonItem, Skeleton } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../sync/frame/Card.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { FailureList } from './FailureList.tsx';

export interface OpenErrorsProps {
  readonly id: string;
  readonly count: number;
}

export function OpenErrors({ id, count }: OpenErrorsProps) {
  const { t } = useTranslation('monitor');
  const { client } = useMonitor();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.errors(id),
    queryFn: ({ signal }) => client.errors(id, signal),
    enabled: count > 0,
    refetchOnMount: 'always',
  });
  if (count === 0) return null;
  return (
    <Card title={t('details.openErrors', { count })}>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? <FailureList failures={data.items} total={count} /> : null}
      {!data && !error ? (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={64} />
        </Skeleton>
      ) : null}
    </Card>
  );
}
