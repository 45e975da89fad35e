// The name of a field as a person knows it. A service's own name of a field that we do not map stays behind *Details*.

import { useTranslation } from 'react-i18next';
import { contactUnits } from '../../../../sync/model/record.ts';

export function useAttributeWords(): (attribute: string) => string {
  const { t } = useTranslation('pane');
  const { t: details } = useTranslation('details');
  return (attribute) => {
    const unit = contactUnits.find((name) => name === attribute);
    return unit ? t(`unit.${unit}`) : details('errors.otherField');
  };
}
