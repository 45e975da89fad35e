// Causes: one cause, many users. The largest group first, each with its way out.

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
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { causeGroups } from '../../../contract/administration.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { Empty } from '../../sync/frame/Empty.tsx';
import { CommandDialog } from '../actions/CommandDialog.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { asIs, useRemembered } from '../data/use-remembered.ts';
import { OldNote } from '../frame/OldNote.tsx';
import { Page } from '../frame/Page.tsx';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { CauseCard } from './CauseCard.tsx';
import { FixDialog } from './FixDialog.tsx';
import type { Fix } from './fix-of.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  name: { ...typographyStyles.subtitle1, margin: 0, outlineStyle: 'none' },
  back: {
    display: 'inline-flex',
    padding: tokens.spacingVerticalXS,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
  },
});

type Chosen = { readonly cause: CauseCode; readonly fix: Extract<Fix, { type: 'try' | 'ask' }> };

export function CausesScreen() {
  const styles = useStyles();
  const { t } = useTranslation('causes-view');
  const { t: monitor } = useTranslation('monitor');
  const { client, live } = useMonitor();
  const { listHref } = usePlace();
  const heading = useRef<HTMLHeadingElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: queryKeys.causes,
    queryFn: ({ signal }) => client.causes(signal),
    refetchOnMount: 'always',
    refetchInterval: 30_000,
  });
  useRemembered({
    key: queryKeys.causes,
    schema: causeGroups,
    shown: data,
    atMs: dataUpdatedAt,
    toShown: asIs,
    toStored: asIs,
  });
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const opener = useRef<Element | null>(null);
  const close = (): void => {
    setChosen(null);
    void refetch();
    // The card may be gone with its cause: then the heading takes the focus.
    requestAnimationFrame(() => {
      const target = opener.current;
      if (target instanceof HTMLElement && target.isConnected) target.focus();
      else heading.current?.focus();
    });
  };
  return (
    <Page isColumn>
      <header className={styles.head}>
        <Link href={listHref} className={styles.back} aria-label={t('back')}>
          <ArrowLeft20Regular />
        </Link>
        <h1 ref={heading} tabIndex={-1} className={styles.name}>
          {t('title')}
        </h1>
      </header>
      <Text className={styles.quiet}>{t('lead')}</Text>
      {data ? <OldNote atMs={dataUpdatedAt} /> : null}
      <RegionProblem
        error={error}
        hasData={data !== undefined && live.isAway}
        onRetry={() => void refetch()}
      />
      {!data && !error ? (
        <Skeleton aria-label={monitor('loading')}>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
      {data?.items.length === 0 ? <Empty title={t('empty')} hint={t('emptyHint')} /> : null}
      <ul className={styles.list}>
        {data?.items.map((group) => (
          <CauseCard
            key={group.cause}
            group={group}
            onFix={(fix) => {
              opener.current = document.activeElement;
              setChosen({ cause: group.cause, fix });
            }}
          />
        ))}
      </ul>
      {chosen?.fix.type === 'try' ? (
        <FixDialog cause={chosen.cause} kind={chosen.fix.kind} onClose={close} />
      ) : null}
      {chosen?.fix.type === 'ask' ? (
        <CommandDialog
          kind="ask-to-sign-in"
          selection={{ by: 'filter', card: 'all', cause: chosen.cause, except: [] }}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}
