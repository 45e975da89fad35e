// What a screen reader hears of the list: totals when a list arrived, never single rows.

import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { forReaders } from '../../shell/for-readers.ts';
import { usePlace } from '../data/use-place.ts';
import type { Users } from '../data/use-users.ts';

const useStyles = makeStyles({
  hidden: forReaders,
});

export function Totals({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { view } = usePlace();
  return (
    <div role="status" className={styles.hidden}>
      {users.rows && !users.isPrevious
        ? t('table.spoken', { card: t(`card.${view.card}.name`), count: users.total })
        : ''}
    </div>
  );
}
