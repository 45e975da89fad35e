// What the parts of a list's address are called on the screen. A part that this build does not know has no name but its own.

import { useTranslation } from 'react-i18next';

export function useViewWords(): (part: string) => string {
  const { t } = useTranslation('monitor');
  const words: ReadonlyMap<string, string> = new Map([
    ['card', t('table.part.card')],
    ['q', t('table.search')],
    ['cause', t('filter.label.cause')],
    ['runner', t('filter.label.runner')],
    ['version', t('filter.label.version')],
    ['authorization', t('filter.label.authorization')],
    ['sort', t('table.sort')],
    ['direction', t('table.part.direction')],
    ['columns', t('table.columns')],
  ]);
  return (part) => words.get(part) ?? part;
}
