// How many are picked, all of the filter on request, and what can be done with them.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { mostSelectedIds } from '../../../contract/commands.ts';
import { useMoments } from '../../shell/moments.ts';
import { ActionItems } from '../actions/ActionMenu.tsx';
import type { Acting } from '../actions/use-acting.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { useMatching } from '../data/use-cards.ts';
import { usePlace } from '../data/use-place.ts';
import { notListedOf, pickedCount, selectionOf } from '../data/use-selecting.ts';
import type { Users } from '../data/use-users.ts';
import { useIsWide, wideMedia } from '../frame/use-is-wide.ts';
import { useOnlyUser } from './use-only-user.ts';

// Rows stay where they are when the first one is picked: in the pane the bar lies over the page's end, in a window it has
// its place in the toolbar.
const useStyles = makeStyles({
  bar: {
    position: 'fixed',
    insetInline: 0,
    bottom: 0,
    zIndex: 3,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    '@media (forced-colors: active)': { borderTop: '1px solid CanvasText' },
    [wideMedia]: {
      position: 'static',
      padding: 0,
      flexWrap: 'nowrap',
      backgroundColor: 'transparent',
      boxShadow: 'none',
    },
  },
  // In the pane it has a line of its own, below.
  all: { order: 1, justifyContent: 'start', paddingInline: 0, [wideMedia]: { order: 0 } },
  notListed: {
    order: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    flexBasis: '100%',
    [wideMedia]: { order: 0, flexBasis: 'auto', flexWrap: 'nowrap' },
  },
  gap: { flexGrow: 1, [wideMedia]: { display: 'none' } },
  full: { order: 1, flexBasis: '100%' },
});

interface SelectionBarProps {
  readonly users: Users;
  /** its dialog is kept above, because this bar goes with the selection and moves with the breakpoint */
  readonly acting: Acting;
}

export function SelectionBar({ users, acting }: SelectionBarProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const isWide = useIsWide();
  const { selecting } = useMonitor();
  const { view } = usePlace();
  const { picked } = selecting;
  const selection = selectionOf(picked, view);
  const matching = useMatching(users, view);
  const count = pickedCount(picked, matching);
  const only = useOnlyUser(users, picked, count);
  const notListed = notListedOf(picked, users);
  if (!selection || count === 0) return null;
  // A search that was cut matches more than its total says: nobody could know whom that would hit. And all that match here
  // would take the place of those who are not shown.
  const canPickAll =
    picked.by === 'ids' && notListed.length === 0 && picked.ids.size < matching && !users.isCut;
  return (
    <div className={styles.bar} role="group" aria-label={t('table.selection')}>
      <Text weight="semibold">{t('table.selected', { count })}</Text>
      {notListed.length > 0 ? (
        <span className={styles.notListed}>
          <Text>{t('table.notListed', { count: notListed.length })}</Text>
          <Button
            size="small"
            appearance="transparent"
            onClick={() => {
              selecting.drop(notListed);
            }}
          >
            {t('table.clearNotListed')}
          </Button>
        </span>
      ) : null}
      {canPickAll ? (
        <Button
          size="small"
          appearance="transparent"
          className={styles.all}
          onClick={selecting.pickAllMatching}
        >
          {t('table.selectAll', { count: matching })}
        </Button>
      ) : null}
      {selecting.isFull && !isWide ? (
        <Text size={200} role="alert" className={styles.full}>
          {t('table.mostPicked', { limit: number(mostSelectedIds) })}
        </Text>
      ) : null}
      <span className={styles.gap} />
      <Button size="small" appearance="subtle" onClick={selecting.clear}>
        {t('table.clearSelection')}
      </Button>
      <ActionItems
        buttonId={acting.buttonId}
        size="small"
        hasUser={only !== undefined}
        onChoose={(kind) => {
          acting.choose(kind, { selection, notListed: new Set(notListed), ...(only ? { user: only } : {}) });
        }}
      />
    </div>
  );
}
