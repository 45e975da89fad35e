// What a text field says that takes no more characters: what was typed or pasted stays whole, and is not sent.

import { useTranslation } from 'react-i18next';

/** null: short enough */
export function useTooLong(): (text: string, most: number) => string | null {
  const { t } = useTranslation('monitor');
  return (text, most) => {
    const { length } = text.trim();
    return length > most ? t('dialog.tooLong', { most, length }) : null;
  };
}
