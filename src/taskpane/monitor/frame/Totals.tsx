// What a screen reader hears of the list: totals when a list arrived, with how many of those selected it does not show; never
// single rows.

import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { forReaders } from '../../shell/for-readers.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace } from '../data/use-place.ts';
import { notListedOf } from '../data/use-selecting.ts';
import type { Users } from '../data/use-users.ts';

const useStyles = makeStyles({
  hidden: forReaders,
});

export function Totals({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { view } = usePlace();
  const { selecting } = useMonitor();
  const notListed = notListedOf(selecting.picked, users).length;
  if (!users.rows || users.isPrevious) return <div role="status" className={styles.hidden} />;
  return (
    <div role="status" className={styles.hidden}>
      <div>{t('table.spoken', { card: t(`card.${view.card}.name`), count: users.total })}</div>
      {notListed > 0 ? <div>{t('dialog.notListed', { count: notListed })}</div> : null}
    </div>
  );
}
