// A list without rows: why, and what there is to do.

import { Button } from '@fluentui/react-components';
import { CheckmarkCircle32Regular, PeopleSearch24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../sync/frame/Empty.tsx';
import { usePlace } from '../data/use-place.ts';

export function EmptyUsers() {
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  const isFiltered = view.q !== '' || view.cause !== null;
  if (!isFiltered)
    return (
      <Empty
        icon={<CheckmarkCircle32Regular />}
        title={t(`card.${view.card}.empty`)}
        hint={t(`card.${view.card}.emptyHint`)}
      />
    );
  return (
    <Empty
      icon={<PeopleSearch24Regular />}
      title={view.q === '' ? t('table.noneForCause') : t('table.noMatch', { search: view.q })}
      hint={t('table.noMatchHint', { card: t(`card.${view.card}.name`) })}
    >
      <Button
        onClick={() => {
          change({ card: 'all', cause: null });
        }}
      >
        {t('table.searchAll')}
      </Button>
      <Button
        appearance="subtle"
        onClick={() => {
          change({ q: '', cause: null });
        }}
      >
        {t('table.clearSearch')}
      </Button>
    </Empty>
  );
}
