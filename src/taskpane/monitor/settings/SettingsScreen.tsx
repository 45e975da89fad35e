// The organisation's settings: reads them, then hands them to the form.

import { Link, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { History20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { settingsAnswer } from '../../../contract/settings.ts';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { asIs, useRemembered } from '../data/use-remembered.ts';
import { OldNote } from '../frame/OldNote.tsx';
import { Page } from '../frame/Page.tsx';
import { Problem } from '../frame/Problem.tsx';
import { ScreenHead } from '../frame/ScreenHead.tsx';
import { SettingsForm } from './SettingsForm.tsx';

const useStyles = makeStyles({
  link: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

/** how late the page may say that somebody else saved */
const pollMs = 30_000;

export function SettingsScreen() {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { ago } = useMoments();
  const { client } = useMonitor();
  const { listHref, sectionHref } = usePlace();
  const { data, error, refetch, dataUpdatedAt, failureCount } = useQuery({
    queryKey: queryKeys.settings,
    queryFn: ({ signal }) => client.administration.settings(signal),
    refetchOnMount: 'always',
    refetchInterval: pollMs,
  });
  useRemembered({
    key: queryKeys.settings,
    schema: settingsAnswer,
    shown: data,
    atMs: dataUpdatedAt,
    // A form begins with what holds now; only where nobody answers with what held.
    isWanted: failureCount > 0,
    toShown: asIs,
    toStored: asIs,
  });
  const who =
    data === undefined
      ? null
      : data.changedBy === null || data.changedAt === null
        ? t('settings.never')
        : t('settings.who', {
            version: data.version,
            name: data.changedBy,
            time: ago(Date.parse(data.changedAt)),
          });
  return (
    <Page isColumn>
      <ScreenHead title={t('settings.title')} back={t('back')} backHref={listHref} note={who}>
        <Link href={sectionHref('settings/history')} className={styles.link}>
          <History20Regular aria-hidden="true" />
          {t('settings.history')}
        </Link>
      </ScreenHead>
      <OldNote atMs={dataUpdatedAt} />
      {error && !data ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? <SettingsForm answer={data} answeredAtMs={dataUpdatedAt} /> : null}
      {!data && !error ? (
        <Skeleton aria-label={t('loading')}>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
    </Page>
  );
}
