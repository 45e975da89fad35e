// Messages that were sent or could not be, the given-up ones first, each with its way to be sent again.

import { Badge, Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Delivery, NotificationStatus } from '../../../contract/organisation/notifications.ts';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Moment } from '../frame/Moment.tsx';
import { Problem } from '../frame/Problem.tsx';
import { useDeliveryWords, type DeliveryWords } from './delivery-words.ts';

const useStyles = makeStyles({
  part: { display: 'grid', rowGap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  list: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  delivery: { display: 'grid', rowGap: tokens.spacingVerticalXXS, justifyItems: 'start' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
});

const colors = { waiting: 'warning', delivered: 'success', dead: 'danger' } as const;

export function Deliveries({ deliveries, names }: Pick<NotificationStatus, 'deliveries' | 'names'>) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const queries = useQueryClient();
  const words = useDeliveryWords(names);
  const again = useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => client.administration.sendAgain(id),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.notifications }),
  });
  return (
    <div className={styles.part}>
      <Text weight="semibold">{t('webhook.deliveries')}</Text>
      {deliveries.length === 0 ? <Text size={200}>{t('webhook.deliveriesNone')}</Text> : null}
      {again.error ? <Problem error={again.error} isDeed /> : null}
      <ul className={styles.list} aria-label={t('webhook.deliveries')}>
        {deliveries.map((delivery) => (
          <li key={delivery.notification.id}>
            <OneDelivery
              delivery={delivery}
              words={words}
              isBusy={again.isPending}
              onAgain={() => {
                again.mutate(delivery.notification.id);
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OneDeliveryProps {
  readonly delivery: Delivery;
  readonly words: DeliveryWords;
  readonly isBusy: boolean;
  readonly onAgain: () => void;
}

function OneDelivery({ delivery, words, isBusy, onAgain }: OneDeliveryProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { at, date } = useMoments();
  const { notification: told, state, attempts, lastError, nextAttemptAt } = delivery;
  const what = words.what(told);
  return (
    <div className={styles.delivery}>
      <span className={styles.line}>
        <Badge appearance="tint" color={colors[state]}>
          {t(`webhook.state.${state}`)}
        </Badge>
        <Text>{what}</Text>
        {told.rule === 'test' ? null : <Text size={200}>{t(`webhook.kind.${told.state}`)}</Text>}
      </span>
      <span className={mergeClasses(styles.line, styles.quiet)}>
        <Text size={200}>
          <Moment iso={told.at} as="at" />
        </Text>
        {attempts > 0 ? <Text size={200}>{t('webhook.attempts', { count: attempts })}</Text> : null}
        {lastError === null ? null : <Text size={200}>{words.error(lastError)}</Text>}
        {state === 'waiting' && nextAttemptAt !== null ? (
          <Text size={200} title={date(Date.parse(nextAttemptAt))}>
            {t('webhook.next', { time: at(Date.parse(nextAttemptAt)) })}
          </Text>
        ) : null}
      </span>
      {state === 'delivered' ? null : (
        <Button
          size="small"
          disabledFocusable={isBusy}
          aria-label={t('webhook.againOf', { what })}
          onClick={() => {
            if (!isBusy) onAgain();
          }}
        >
          {t('webhook.again')}
        </Button>
      )}
    </div>
  );
}
