// What is not synced and why: failing records with their way out, then what was left out, grouped by reason.

import { makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { CheckmarkCircle24Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExclusionRow, FailureRow } from '../../../sync/model/state.ts';
import type { Session } from '../../session/session.ts';
import { useRows } from '../../shell/use-rows.ts';
import { Said } from '../deed/Said.tsx';
import { Card } from '../frame/Card.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Screen } from '../frame/Screen.tsx';
import { VirtualList } from '../list/VirtualList.tsx';
import { ExclusionLine } from './ExclusionLine.tsx';
import { FailureLine } from './FailureLine.tsx';
import { GroupHeading } from './GroupHeading.tsx';
import { listed, type Listed } from './listed.ts';

interface NotSynced {
  readonly failures: readonly FailureRow[];
  readonly exclusions: readonly ExclusionRow[];
}

const readNotSynced = async (session: Session): Promise<NotSynced> => {
  const [failures, exclusions] = await Promise.all([session.failures(), session.exclusions()]);
  return { failures, exclusions };
};

const useStyles = makeStyles({
  search: { maxWidth: 'none' },
  list: { paddingInline: tokens.spacingHorizontalS },
});

export function ExcludedScreen() {
  const { t } = useTranslation();
  const rows = useRows(readNotSynced);
  return (
    <Screen title={t('excluded.title')} back="/">
      <Loaded rows={rows}>{(found) => <NotSyncedList found={found} />}</Loaded>
    </Screen>
  );
}

function NotSyncedList({ found }: { readonly found: NotSynced }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [done, setDone] = useState<'accountChosen' | 'broughtBack' | null>(null);
  const list = useMemo(() => listed(found.failures, found.exclusions, search), [found, search]);
  if (found.failures.length + found.exclusions.length === 0) {
    return (
      <Empty icon={<CheckmarkCircle24Regular />} title={t('excluded.empty')} hint={t('excluded.emptyHint')} />
    );
  }
  const line = (item: Listed) => {
    switch (item.type) {
      case 'heading':
        return <GroupHeading group={item.group} count={item.count} />;
      case 'failure':
        return <FailureLine row={item.row} />;
      case 'exclusion':
        return <ExclusionLine row={item.row} onDone={setDone} />;
    }
  };
  return (
    <>
      <SearchBox
        className={styles.search}
        placeholder={t('excluded.search')}
        aria-label={t('excluded.search')}
        value={search}
        onChange={(_event, data) => {
          setSearch(data.value);
        }}
      />
      <Said words={done ? t(`excluded.${done}`) : null} />
      {list.length === 0 ? (
        <Empty title={t('excluded.nothingFound')} />
      ) : (
        <Card isFlush>
          <div className={styles.list}>
            <VirtualList
              label={t('excluded.title')}
              items={list}
              keyOf={(item) => item.id}
              rowHeight={52}
              row={line}
            />
          </div>
        </Card>
      )}
    </>
  );
}
