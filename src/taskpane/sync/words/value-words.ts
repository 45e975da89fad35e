// Names of merge units and their values as a person reads them. Values are shown as text, whatever they contain.

import { useTranslation } from 'react-i18next';
import { contactUnits, type UnitName, type UnitValue } from '../../../sync/model/record.ts';

export interface ValueWords {
  unit(name: UnitName): string;
  /** null where the value is blank */
  value(value: UnitValue): string | null;
}

export function useValueWords(): ValueWords {
  const { t } = useTranslation();
  return {
    unit: (name) => {
      const known = contactUnits.find((unit) => unit === name);
      return known ? t(`unit.${known}`) : name;
    },
    value: (value) => {
      if (value === null || value === '') return null;
      if (typeof value === 'boolean') return value ? t('yes') : t('no');
      if (typeof value === 'object') return Object.values(value).filter(Boolean).join('\n') || null;
      return String(value);
    },
  };
}
