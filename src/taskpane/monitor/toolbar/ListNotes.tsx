// What must be said above the rows: filters that are set, a link this build half understood, a search cut short,
// rows that are not the present.

import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { mostSelectedIds } from '../../../contract/commands.ts';
import { mostSorted, shortSearch } from '../../../contract/user-filters.ts';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace } from '../data/use-place.ts';
import type { Users } from '../data/use-users.ts';
import { RegionProblem } from '../frame/RegionProblem.tsx';
import { useIsWide } from '../frame/use-is-wide.ts';
import { FilterChips } from './FilterChips.tsx';
import { UnknownValues } from './UnknownValues.tsx';
import { useViewWords } from './view-words.ts';

const useStyles = makeStyles({
  notes: { display: 'grid', rowGap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function ListNotes({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const { view, unknown } = usePlace();
  const partName = useViewWords();
  const { live, selecting } = useMonitor();
  const isWide = useIsWide();
  const isShort = view.q !== '' && Array.from(view.q).length < shortSearch;
  return (
    <div className={styles.notes}>
      <FilterChips />
      <UnknownValues names={unknown.map(partName)} />
      {selecting.isFull && isWide ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody role="alert">
            {t('table.mostPicked', { limit: number(mostSelectedIds) })}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {isShort ? (
        <Text size={200} className={styles.quiet}>
          {t('table.shortSearch')}
        </Text>
      ) : null}
      {users.isSortTooWide ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('table.sortTooWide', { limit: number(mostSorted) })}</MessageBarBody>
        </MessageBar>
      ) : null}
      {users.isCut ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('table.cut', { total: number(users.total) })}</MessageBarBody>
        </MessageBar>
      ) : null}
      {users.rows ? (
        <RegionProblem error={users.error} hasData={live.isAway} onRetry={users.refresh} />
      ) : null}
    </div>
  );
}
