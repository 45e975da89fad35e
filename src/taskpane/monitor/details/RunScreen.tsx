// One run: how it ended and why, what it changed on which side, where its time went, and what failed.

import {
  Link,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { runDetails, type RunDetails } from '../../../contract/runs.ts';
import { userDetails, type UserDetails } from '../../../contract/users.ts';
import { isRelayError } from '../../../remote/relay/relay-call.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { Empty } from '../../sync/frame/Empty.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { useRemembered } from '../data/use-remembered.ts';
import { DurationSplit } from '../frame/DurationBar.tsx';
import { OldNote } from '../frame/OldNote.tsx';
import { Page } from '../frame/Page.tsx';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { RunFailures } from './errors/RunFailures.tsx';
import { RunCounts } from './RunCounts.tsx';
import { RunFacts } from './RunFacts.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  name: { ...typographyStyles.subtitle1, margin: 0, outlineStyle: 'none' },
  back: {
    display: 'inline-flex',
    padding: tokens.spacingVerticalXS,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const sameRun = (run: RunDetails): RunDetails => run;
const sameUser = (user: UserDetails): UserDetails => user;

export interface RunScreenProps {
  /** the user */
  readonly id: string;
  readonly transactionNumber: number;
}

export function RunScreen({ id, transactionNumber }: RunScreenProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { client } = useMonitor();
  const { userHref } = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  const user = useUserName(id);
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: queryKeys.run(id, transactionNumber),
    queryFn: ({ signal }) => client.run(id, transactionNumber, signal),
    refetchOnMount: 'always',
    // A run under way reports every few seconds.
    refetchInterval: ({ state }) => (state.data?.outcome === null ? 5_000 : false),
  });
  useRemembered({
    key: queryKeys.run(id, transactionNumber),
    schema: runDetails,
    shown: data,
    atMs: dataUpdatedAt,
    toShown: sameRun,
    toStored: sameRun,
  });
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const isUnknown = isRelayError(error) && error.status === 404;
  return (
    <Page isColumn>
      <header className={styles.head}>
        <Link href={userHref(id)} className={styles.back} aria-label={t('run.back')}>
          <ArrowLeft20Regular />
        </Link>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.name}>
            {t('run.title', { number: transactionNumber })}
          </h1>
          {user === undefined ? null : (
            <Text size={200} className={styles.quiet}>
              <bdi>{user}</bdi>
            </Text>
          )}
        </div>
      </header>
      {isUnknown ? <Empty title={t('run.unknown')} hint={t('run.unknownHint')} /> : null}
      {isUnknown ? null : (
        <RegionProblem error={error} hasData={data !== undefined} onRetry={() => void refetch()} />
      )}
      {data ? <OldNote atMs={dataUpdatedAt} /> : null}
      {data ? <Regions id={id} run={data} /> : null}
      {!data && !error ? (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
    </Page>
  );
}

/** Undefined until it is known. */
function useUserName(id: string): string | undefined {
  const { client } = useMonitor();
  const { data, dataUpdatedAt } = useQuery<UserDetails>({
    queryKey: queryKeys.user(id),
    queryFn: ({ signal }) => client.user(id, signal),
  });
  useRemembered({
    key: queryKeys.user(id),
    schema: userDetails,
    shown: data,
    atMs: dataUpdatedAt,
    toShown: sameUser,
    toStored: sameUser,
  });
  return data?.user.displayName;
}

interface RegionsProps {
  /** the user */
  readonly id: string;
  readonly run: RunDetails;
}

function Regions({ id, run }: RegionsProps) {
  const { t } = useTranslation('monitor');
  return (
    <>
      <RunFacts run={run} />
      {run.durations ? (
        <Card title={t('run.time')}>
          <DurationSplit durations={run.durations} />
        </Card>
      ) : null}
      <RunCounts run={run} />
      {run.failing > 0 || run.failures.length > 0 ? <RunFailures id={id} run={run} /> : null}
    </>
  );
}
