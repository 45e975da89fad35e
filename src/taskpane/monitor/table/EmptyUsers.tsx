// A list without rows: why, and what there is to do.

import { Button } from '@fluentui/react-components';
import { CheckmarkCircle32Regular, PeopleSearch24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../sync/frame/Empty.tsx';
import { usePlace } from '../data/use-place.ts';
import { isNarrowed, noFilters } from '../data/view.ts';

export function EmptyUsers() {
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  if (!isNarrowed(view))
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
      title={view.q === '' ? t('table.noneForFilter') : t('table.noMatch', { search: view.q })}
      {...(view.card === 'all'
        ? {}
        : { hint: t('table.noMatchHint', { card: t(`card.${view.card}.name`) }) })}
    >
      {view.card === 'all' ? null : (
        <Button
          onClick={() => {
            change({ card: 'all' });
          }}
        >
          {t('table.searchAll')}
        </Button>
      )}
      <Button
        {...(view.card === 'all' ? {} : { appearance: 'subtle' })}
        onClick={() => {
          change({ q: '', ...noFilters });
        }}
      >
        {t('table.clearSearch')}
      </Button>
    </Empty>
  );
}
