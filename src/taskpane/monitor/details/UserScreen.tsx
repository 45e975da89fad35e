// Everything about one user. *Close* leads back to the list as it was left.

import {
  Button,
  Link,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { userDetails, type UserDetails, type UserRow } from '../../../contract/users.ts';
import { isRelayError } from '../../../remote/relay/relay-call.ts';
import { useMoments } from '../../shell/moments.ts';
import { Empty } from '../../sync/frame/Empty.tsx';
import { ActionMenu } from '../actions/ActionMenu.tsx';
import { DebugLogsCard } from '../debug-logs/DebugLogsCard.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { asIs, useRemembered } from '../data/use-remembered.ts';
import { OldNote } from '../frame/OldNote.tsx';
import { Page } from '../frame/Page.tsx';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { useIsWide } from '../frame/use-is-wide.ts';
import { rowInMemory, useRemoved, type RowInMemory } from '../data/use-users.ts';
import { History } from './History.tsx';
import { Identity } from './Identity.tsx';
import { DaysCard } from './days/DaysCard.tsx';
import { Kinds } from './Kinds.tsx';
import { OpenErrors } from './OpenErrors.tsx';
import { SilentNote } from './SilentNote.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { display: 'grid', flexGrow: 1, flexBasis: '120px', minWidth: 0 },
  // A name of 200 letters leaves room for what is below it.
  name: {
    ...typographyStyles.subtitle1,
    margin: 0,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
    overflow: 'hidden',
    display: '-webkit-box',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- browsers know no other way to cut after some lines
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '3',
  },
  // The direction of the address says which end is cut, that of the page where it stands.
  email: {
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    justifySelf: 'start',
    maxWidth: '100%',
  },
  listed: { color: tokens.colorNeutralForeground2 },
  skeleton: { display: 'grid', rowGap: tokens.spacingVerticalM },
});

export interface UserScreenProps {
  readonly id: string;
  /** whoever comes for the open errors begins there */
  readonly isAboutErrors?: boolean;
}

export function UserScreen({ id, isAboutErrors = false }: UserScreenProps) {
  const { client, live, memory } = useMonitor();
  const queries = useQueryClient();
  useEffect(() => {
    memory.keepOpened(id);
  }, [memory, id]);
  const query = useQuery({
    queryKey: queryKeys.user(id),
    queryFn: ({ signal }) => client.user(id, signal),
    refetchOnMount: 'always',
    // That a runner fell silent is no event of its own.
    refetchInterval: 60_000,
  });
  useRemembered({
    key: queryKeys.user(id),
    schema: userDetails,
    shown: query.data,
    atMs: query.dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  const isRemoved = useRemoved().has(id);
  const { data, error } = query;
  const isGone = isRemoved || (isRelayError(error) && error.status === 404);
  const listed = data ? null : rowInMemory(queries, id);
  return (
    <Page isColumn>
      <Head user={data?.user ?? listed?.row} isGone={isGone} />
      {isGone ? <Gone wasThere={isRemoved || data !== undefined} /> : null}
      {isGone ? null : (
        <RegionProblem
          error={error}
          hasData={data !== undefined && live.isAway}
          onRetry={() => void query.refetch()}
        />
      )}
      {!isGone && data ? <OldNote atMs={query.dataUpdatedAt} isStreamed /> : null}
      {!isGone && data ? <Regions details={data} isAboutErrors={isAboutErrors} /> : null}
      {!isGone && listed ? <Listed {...listed} isStale={error !== null} /> : null}
      {!data && !error ? <Waiting /> : null}
    </Page>
  );
}

/** Deleted while it was looked at, or never there: two different things to somebody who followed a link. */
function Gone({ wasThere }: { readonly wasThere: boolean }) {
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { listHref } = usePlace();
  return (
    <Empty
      title={wasThere ? details('gone.title') : t('details.unknown')}
      hint={wasThere ? details('gone.hint') : t('details.unknownHint')}
    >
      <Link href={listHref}>{details('gone.list')}</Link>
    </Empty>
  );
}

interface RegionsProps {
  readonly details: UserDetails;
  readonly isAboutErrors: boolean;
}

function Regions({ details, isAboutErrors }: RegionsProps) {
  return (
    <>
      <SilentNote row={details.user} />
      <Identity row={details.user} disabledByName={details.disabledByName} signInMail={details.signInMail} />
      <Kinds kinds={details.kinds} hasSucceeded={details.user.lastSuccessAt !== null} />
      <OpenErrors id={details.user.id} count={details.user.openErrors} takesFocus={isAboutErrors} />
      <DaysCard id={details.user.id} />
      <History id={details.user.id} />
      <DebugLogsCard row={details.user} />
    </>
  );
}

/** What the list said of somebody whose details are on their way, or cannot be had. */
function Listed({ row, atMs, isStale }: RowInMemory & { readonly isStale: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { at } = useMoments();
  return (
    <>
      {isStale ? (
        <Text size={200} className={styles.listed}>
          {t('listed', { time: at(atMs) })}
        </Text>
      ) : null}
      <SilentNote row={row} />
      <Identity row={row} disabledByName={null} signInMail={null} />
    </>
  );
}

interface HeadProps {
  /** undefined while nothing is known of them */
  readonly user: UserRow | undefined;
  readonly isGone: boolean;
}

function Head({ user, isGone }: HeadProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const queries = useQueryClient();
  const { selecting } = useMonitor();
  const { close } = usePlace();
  const isWide = useIsWide();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1 ref={heading} tabIndex={-1} className={styles.name} title={user?.displayName}>
          <bdi>{user?.displayName ?? t('details.title')}</bdi>
        </h1>
        {user ? (
          <Text size={200} className={styles.email} title={user.email} dir="auto">
            {user.email}
          </Text>
        ) : null}
      </div>
      {user ? (
        <ActionMenu
          size="medium"
          isGone={isGone}
          target={{ selection: { by: 'ids', ids: [user.id] }, user }}
          onDeleted={() => {
            selecting.drop([user.id]);
            // Lists are read again when they are seen again.
            void queries.invalidateQueries({ queryKey: queryKeys.anyUsers, refetchType: 'none' });
            heading.current?.focus();
          }}
        />
      ) : null}
      <Button
        icon={<Dismiss20Regular />}
        onClick={close}
        {...(isWide ? {} : { 'aria-label': t('dialog.close'), appearance: 'subtle' })}
      >
        {isWide ? t('dialog.close') : null}
      </Button>
    </header>
  );
}

function Waiting() {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  return (
    <Skeleton className={styles.skeleton} aria-label={t('loading')}>
      <SkeletonItem size={128} />
      <SkeletonItem size={96} />
      <SkeletonItem size={128} />
    </Skeleton>
  );
}
