// Earlier versions of the settings: who, when, what; and the way back to one.

import {
  Badge,
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons';
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  settingsHistory,
  type SettingsHistory,
  type SettingsVersion,
} from '../../../contract/organisation/wire.ts';
import { useMoments } from '../../shell/moments.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { useRemembered } from '../data/use-remembered.ts';
import { OldNote } from '../frame/OldNote.tsx';
import { Page } from '../frame/Page.tsx';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { ScreenHead } from '../frame/ScreenHead.tsx';
import { ChangeList } from './ChangeList.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';

const useStyles = makeStyles({
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  more: { justifySelf: 'start', alignSelf: 'start' },
});

type HistoryPages = InfiniteData<SettingsHistory, number | null>;
const toShown = (page: SettingsHistory): HistoryPages => ({ pages: [page], pageParams: [null] });
const toStored = ({ pages }: HistoryPages): SettingsHistory | null => pages[0] ?? null;

export function HistoryScreen() {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const { sectionHref } = usePlace();
  const [restoring, setRestoring] = useState<SettingsVersion | null>(null);
  const query = useInfiniteQuery({
    queryKey: queryKeys.settingsHistory,
    queryFn: ({ pageParam, signal }) => client.administration.settingsHistory(pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page: SettingsHistory) => page.next,
    refetchOnMount: 'always',
  });
  const { data, error, hasNextPage, isFetchingNextPage } = query;
  useRemembered({
    key: queryKeys.settingsHistory,
    schema: settingsHistory,
    shown: data,
    atMs: query.dataUpdatedAt,
    toShown,
    toStored,
  });
  const versions = data?.pages.flatMap(({ items }) => items) ?? [];
  const [present] = versions;
  return (
    <Page isColumn>
      <ScreenHead title={t('history.title')} back={t('history.back')} backHref={sectionHref('settings')} />
      <OldNote atMs={query.dataUpdatedAt} />
      <RegionProblem error={error} hasData={data !== undefined} onRetry={() => void query.refetch()} />
      {versions.map((version) => (
        <Version
          key={version.version}
          version={version}
          isPresent={version === present}
          onRestore={() => {
            setRestoring(version);
          }}
        />
      ))}
      {!data && !error ? (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={96} />
        </Skeleton>
      ) : null}
      {hasNextPage ? (
        <Button
          className={styles.more}
          disabledFocusable={isFetchingNextPage}
          {...(isFetchingNextPage ? { icon: <Spinner size="extra-tiny" /> } : {})}
          onClick={() => void query.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      ) : null}
      {restoring && present ? (
        <RestoreDialog
          wanted={restoring}
          present={present}
          onClose={() => {
            setRestoring(null);
          }}
        />
      ) : null}
    </Page>
  );
}

interface VersionProps {
  readonly version: SettingsVersion;
  readonly isPresent: boolean;
  readonly onRestore: () => void;
}

function Version({ version, isPresent, onRestore }: VersionProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { date } = useMoments();
  const restoreFocus = useRestoreFocusTarget();
  const name = t('history.version', { version: version.version });
  return (
    <Card
      title={
        <span className={styles.title}>
          {name}
          {isPresent ? (
            <Badge appearance="tint" color="success">
              {t('history.present')}
            </Badge>
          ) : null}
        </span>
      }
    >
      <Text size={200} className={styles.quiet}>
        {version.changedAt === null
          ? t('history.initial')
          : t('history.by', { name: version.changedBy, time: date(Date.parse(version.changedAt)) })}
      </Text>
      {version.restored === null ? null : (
        <Text size={200}>{t('history.restored', { version: version.restored })}</Text>
      )}
      {version.changes.length > 0 ? (
        <ChangeList changes={version.changes} label={name} />
      ) : version.changedAt === null ? null : (
        <Text>{t('history.same')}</Text>
      )}
      {isPresent ? null : (
        <div className={styles.foot}>
          <Button
            {...restoreFocus}
            size="small"
            icon={<ArrowUndo20Regular />}
            aria-label={t('history.restoreOf', { version: version.version })}
            onClick={onRestore}
          >
            {t('history.restore')}
          </Button>
        </div>
      )}
    </Card>
  );
}
