// An address that is no screen of the Monitor.

import { Link } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../data/use-place.ts';
import { Gate } from './Gate.tsx';

export function NotFound() {
  const { t } = useTranslation('monitor');
  const { listHref } = usePlace();
  return (
    <Gate title={t('gate.notFound')} hint={t('gate.notFoundHint')}>
      <Link href={listHref}>{t('gate.toList')}</Link>
    </Gate>
  );
}
