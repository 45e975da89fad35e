// What the person chose to sync, in one line.

import { useTranslation } from 'react-i18next';
import { useSnapshot } from '../../shell/session-context.tsx';

export function ChosenWords() {
  const { t } = useTranslation();
  const { contacts, savedSearches } = useSnapshot();
  if (!contacts) return null;
  const policy = t(`policy.${contacts.policy}.name`);
  const found = savedSearches?.find((search) => search.id === contacts.savedSearch)?.name;
  const search = found ?? contacts.savedSearchName;
  return search === null ? t('start.chosenPolicy', { policy }) : t('start.chosen', { search, policy });
}
