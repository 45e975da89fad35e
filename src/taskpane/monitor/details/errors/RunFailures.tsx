// What failed in one run. What still fails can be tried again or put aside here; the rest was mended or put aside since.

import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetails } from '../../../../contract/runs.ts';
import { Card } from '../../../sync/frame/Card.tsx';
import { usePlace } from '../../data/use-place.ts';
import { Problem } from '../../frame/Problem.tsx';
import { FailureList, type Failure, type FailureFate } from '../FailureList.tsx';
import { useErrorActions } from './use-error-actions.ts';
import { errorKeyOf, errorNameOf, useOpenErrors } from './use-open-errors.ts';
import { useRetry } from './use-retry.tsx';

/** as many as the relay lists: beyond them nobody knows which are open */
const mostListed = 2_000;

const useStyles = makeStyles({
  region: { outlineStyle: 'none', display: 'grid', rowGap: tokens.spacingVerticalS },
  all: { justifySelf: 'start' },
});

export interface RunFailuresProps {
  /** the user */
  readonly id: string;
  readonly run: RunDetails;
}

export function RunFailures({ id, run }: RunFailuresProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const actions = useErrorActions(id);
  const region = useRef<HTMLDivElement>(null);
  const retry = useRetry(id, region);
  const fateOf = useFates(id, run);
  const isAnyOpen = run.failures.some((failure) => fateOf(failure) === 'open');
  return (
    <Card title={t('run.failures')}>
      <div ref={region} role="group" aria-label={t('run.failures')} tabIndex={-1} className={styles.region}>
        {isAnyOpen ? (
          <>
            <Button
              className={styles.all}
              onClick={() => {
                retry.start('all');
              }}
            >
              {details('errors.retryAll')}
            </Button>
            <Text size={200}>{details('errors.retryHint')}</Text>
          </>
        ) : null}
        {actions.dismissed === undefined ? null : (
          <Text role="status">{details('errors.dismissed', { count: actions.dismissed })}</Text>
        )}
        {actions.error ? <Problem error={actions.error} isDeed /> : null}
        {run.failures.length === 0 ? <Untried id={id} count={run.failing} /> : null}
        <FailureList
          failures={run.failures}
          total={run.failures.length === 0 ? 0 : Math.max(run.failing, run.failures.length)}
          fateOf={fateOf}
          onRetry={retry.start}
          onDismiss={(failure) => {
            actions.dismiss({ errors: [errorNameOf(failure)] });
            // The button goes with its error.
            region.current?.focus();
          }}
        />
      </div>
      {retry.dialog}
    </Card>
  );
}

/** Records that failed in an earlier run and wait: they are counted by each run, and named where all open ones stand. */
function Untried({ id, count }: { readonly id: string; readonly count: number }) {
  const { t } = useTranslation('monitor');
  const { userHref } = usePlace();
  return (
    <Text>
      {t('failure.untried', { count })} <Link href={userHref(id)}>{t('failure.showOpen')}</Link>
    </Text>
  );
}

/** Errors become open when their run has ended, and are compared with those of the newest answer. */
function useFates(id: string, run: RunDetails): (failure: Failure) => FailureFate {
  const hasEnded = run.outcome !== null;
  const { data } = useOpenErrors(id, hasEnded);
  if (!data || !hasEnded) return () => 'unknown';
  const open = new Set(data.items.map(errorKeyOf));
  return (failure) => {
    if (open.has(errorKeyOf(failure))) return 'open';
    return data.items.length < mostListed ? 'closed' : 'unknown';
  };
}
