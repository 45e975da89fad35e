// The webhook beside its rules: the secret (goes in, never comes out), a test, what is the case, and how messages went.

import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notificationStatus } from '../../../contract/organisation/notifications.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { asIs, useRemembered } from '../data/use-remembered.ts';
import { Problem } from '../frame/Problem.tsx';
import { Moment } from '../frame/Moment.tsx';
import { Deliveries } from './Deliveries.tsx';
import { SecretField } from './SecretField.tsx';
import { useDeliveryWords } from './delivery-words.ts';

const useStyles = makeStyles({
  part: { display: 'grid', rowGap: tokens.spacingVerticalXS, gridTemplateColumns: 'minmax(0, 1fr)' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: { display: 'grid', rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  hint: { color: tokens.colorNeutralForeground3 },
});

const pollMs = 15_000;
const nobody = {};

export function WebhookCard({ headingId }: { readonly headingId: string }) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const queries = useQueryClient();
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: ({ signal }) => client.administration.notifications(signal),
    refetchOnMount: 'always',
    refetchInterval: pollMs,
  });
  useRemembered({
    key: queryKeys.notifications,
    schema: notificationStatus,
    shown: data,
    atMs: dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  const { data: saved } = useQuery({
    queryKey: queryKeys.settings,
    queryFn: ({ signal }) => client.administration.settings(signal),
  });
  const words = useDeliveryWords(data?.names ?? nobody);
  const test = useMutation({
    networkMode: 'always',
    mutationFn: () => client.administration.sendTestNotification(),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.notifications }),
  });
  if (error && !data)
    return (
      <Card title={t('webhook.title')} headingId={headingId}>
        <Problem error={error} onRetry={() => void refetch()} />
      </Card>
    );
  if (!data)
    return (
      <Card title={t('webhook.title')} headingId={headingId}>
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={96} />
        </Skeleton>
      </Card>
    );
  const canTest = data.hasSecret && saved?.settings.notifications.webhookUrl !== null && !test.isPending;
  return (
    <Card title={t('webhook.title')} headingId={headingId}>
      <SecretField hasSecret={data.hasSecret} storage={data.secretStorage} />
      {data.allowsPrivate ? <Text size={200}>{t('webhook.private')}</Text> : null}
      <div className={styles.line}>
        <Button
          disabledFocusable={!canTest}
          {...(test.isPending ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => {
            if (canTest) test.mutate();
          }}
        >
          {t('webhook.test')}
        </Button>
        <Text size={200} className={styles.hint} role="status">
          {test.data
            ? test.data.state === 'delivered'
              ? t('webhook.testDelivered')
              : t('webhook.testFailed', { error: words.error(test.data.lastError ?? '') })
            : t(canTest || test.isPending ? 'webhook.testHint' : 'webhook.testNeeds')}
        </Text>
      </div>
      {test.error ? <Problem error={test.error} isDeed /> : null}
      <div className={styles.part}>
        <Text weight="semibold">{t('webhook.open')}</Text>
        {data.open.length === 0 ? <Text size={200}>{t('webhook.openNone')}</Text> : null}
        <ul className={styles.list}>
          {data.open.map(({ rule, subject, since }) => (
            <li key={`${rule} ${subject}`} className={styles.line}>
              <Text>{words.what({ rule, subject })}</Text>
              <Text size={200} className={styles.hint}>
                <Moment iso={since} as="ago" />
              </Text>
            </li>
          ))}
        </ul>
      </div>
      <Deliveries deliveries={data.deliveries} names={data.names} />
    </Card>
  );
}
