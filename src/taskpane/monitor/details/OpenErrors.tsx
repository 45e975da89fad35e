// What fails for this user now, whatever the newest run said; to be tried again or put aside, one or all.

import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../sync/frame/Card.tsx';
import { Problem } from '../frame/Problem.tsx';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { useErrorActions } from './errors/use-error-actions.ts';
import { errorNameOf, useOpenErrors } from './errors/use-open-errors.ts';
import { useRetry } from './errors/use-retry.tsx';
import { FailureList, type Failure } from './FailureList.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  region: { outlineStyle: 'none', display: 'grid', rowGap: tokens.spacingVerticalS },
});

export interface OpenErrorsProps {
  readonly id: string;
  readonly count: number;
  /** whoever comes for the errors begins here */
  readonly takesFocus: boolean;
}

export function OpenErrors({ id, count, takesFocus }: OpenErrorsProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const actions = useErrorActions(id);
  const region = useRef<HTMLDivElement>(null);
  const retry = useRetry(id, region);
  const { data, error, refetch } = useOpenErrors(id, count > 0);
  const mustFocus = useRef(takesFocus);
  useEffect(() => {
    if (mustFocus.current) region.current?.focus();
    mustFocus.current = false;
  }, []);
  useEffect(() => {
    // The last error takes the region along that had the focus; the sentence that says so takes its place.
    if (count === 0 && document.activeElement === document.body) region.current?.focus();
  }, [count]);
  const said =
    actions.dismissed === undefined ? null : (
      <Text role="status">{details('errors.dismissed', { count: actions.dismissed })}</Text>
    );
  if (count === 0)
    return said ? (
      <div ref={region} tabIndex={-1} className={styles.region}>
        {said}
      </div>
    ) : null;
  const dismiss = (failure: Failure): void => {
    actions.dismiss({ errors: [errorNameOf(failure)] });
    // The button goes with its line.
    region.current?.focus();
  };
  const title = t('details.openErrors', { count });
  return (
    <Card title={title}>
      <div ref={region} role="group" aria-label={title} tabIndex={-1} className={styles.region}>
        <div className={styles.buttons}>
          <Button
            onClick={() => {
              retry.start('all');
            }}
          >
            {details('errors.retryAll')}
          </Button>
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
        {actions.error ? <Problem error={actions.error} isDeed /> : null}
        <RegionProblem error={error} hasData={data !== undefined} onRetry={() => void refetch()} />
        {data ? (
          <FailureList failures={data.items} total={count} onRetry={retry.start} onDismiss={dismiss} />
        ) : null}
        {!data && !error ? (
          <Skeleton aria-label={t('loading')}>
            <SkeletonItem size={64} />
          </Skeleton>
        ) : null}
      </div>
      {retry.dialog}
    </Card>
  );
}
