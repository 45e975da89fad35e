// What fails for this user now, whatever the newest run said; to be tried again or put aside, one or all.

import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../sync/frame/Card.tsx';
import { CommandDialog } from '../actions/CommandDialog.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { useErrorActions } from './errors/use-error-actions.ts';
import { FailureList, type Failure } from './FailureList.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  region: { outlineStyle: 'none', display: 'grid', rowGap: tokens.spacingVerticalS },
});

export interface OpenErrorsProps {
  readonly id: string;
  readonly count: number;
}

export function OpenErrors({ id, count }: OpenErrorsProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { client } = useMonitor();
  const actions = useErrorActions(id);
  const [isRetrying, setRetrying] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.errors(id),
    queryFn: ({ signal }) => client.errors(id, signal),
    enabled: count > 0,
    refetchOnMount: 'always',
  });
  const opener = useRef<Element | null>(null);
  const retry = (): void => {
    opener.current = document.activeElement;
    setRetrying(true);
  };
  const said =
    actions.dismissed === undefined ? null : (
      <Text role="status">{details('errors.dismissed', { count: actions.dismissed })}</Text>
    );
  if (count === 0) return said;
  const dismiss = (failure: Failure): void => {
    const { kind, recordKey, side, operation } = failure;
    actions.dismiss({ errors: [{ kind, recordKey, side, operation }] });
    // The button goes with its line.
    region.current?.focus();
  };
  return (
    <Card title={t('details.openErrors', { count })}>
      <div ref={region} tabIndex={-1} className={styles.region}>
        <div className={styles.buttons}>
          <Button onClick={retry}>{details('errors.retryAll')}</Button>
          <Button
            disabledFocusable={actions.isDismissing}
            onClick={() => {
              actions.dismiss({ all: true });
              region.current?.focus();
            }}
          >
            {details('errors.dismissAll')}
          </Button>
        </div>
        <Text size={200} className={styles.quiet}>
          {details('errors.retryHint')} {details('errors.dismissHint')}
        </Text>
        {said}
        {actions.error ? <Problem error={actions.error} /> : null}
        {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        {data ? (
          <FailureList failures={data.items} total={count} onRetry={retry} onDismiss={dismiss} />
        ) : null}
        {!data && !error ? (
          <Skeleton aria-label={t('loading')}>
            <SkeletonItem size={64} />
          </Skeleton>
        ) : null}
      </div>
      {isRetrying ? (
        <CommandDialog
          kind="sync-now"
          selection={{ by: 'ids', ids: [id] }}
          onClose={() => {
            setRetrying(false);
            const target = opener.current;
            requestAnimationFrame(() => {
              if (target instanceof HTMLElement && target.isConnected) target.focus();
              else region.current?.focus();
            });
          }}
        />
      ) : null}
    </Card>
  );
}
