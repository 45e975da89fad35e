// How many are picked, all of the filter on request, and what can be done with them.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../actions/ActionMenu.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace } from '../data/use-place.ts';
import { pickedCount, selectionOf } from '../data/use-selecting.ts';
import type { Users } from '../data/use-users.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    backgroundColor: tokens.colorBrandBackground2,
    borderRadius: tokens.borderRadiusLarge,
  },
  gap: { flexGrow: 1 },
});

export function SelectionBar({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { selecting } = useMonitor();
  const { view } = usePlace();
  const { picked } = selecting;
  const selection = selectionOf(picked, view);
  const count = pickedCount(picked, users.total);
  if (!selection || count === 0) return null;
  const only =
    picked.by === 'ids' && picked.ids.size === 1
      ? users.rows?.find(({ id }) => picked.ids.has(id))
      : undefined;
  // A cause is no part of a selection by filter: everybody on the card would be hit.
  const canPickAll =
    picked.by === 'ids' && picked.ids.size < users.total && view.cause === null && !users.isCut;
  return (
    <div className={styles.bar} role="group" aria-label={t('table.selection')}>
      <Text weight="semibold">{t('table.selected', { count })}</Text>
      {canPickAll ? (
        <Button size="small" appearance="transparent" onClick={selecting.pickAllMatching}>
          {t('table.selectAll', { count: users.total })}
        </Button>
      ) : null}
      <span className={styles.gap} />
      <Button size="small" appearance="subtle" onClick={selecting.clear}>
        {t('table.clearSelection')}
      </Button>
      <ActionMenu target={{ selection, ...(only ? { user: only } : {}) }} onSent={selecting.clear} />
    </div>
  );
}
