// An address that is no screen of the Monitor.

import { Link } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../sync/frame/Empty.tsx';
import { usePlace } from '../data/use-place.ts';
import { Page } from './Page.tsx';

export function NotFound() {
  const { t } = useTranslation('monitor');
  const { listHref } = usePlace();
  return (
    <Page isColumn>
      <Empty title={t('gate.notFound')} hint={t('gate.notFoundHint')}>
        <Link href={listHref}>{t('gate.toList')}</Link>
      </Empty>
    </Page>
  );
}
