// A fragment that names no screen, for example an old bookmark.

import { Link } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Empty } from '../frame/Empty.tsx';
import { Screen } from '../frame/Screen.tsx';

export function NotFoundScreen() {
  const { t } = useTranslation();
  return (
    <Screen title={t('product')} back="/">
      <Empty title={t('notFound.title')}>
        <Link href="#/">{t('notFound.home')}</Link>
      </Empty>
    </Screen>
  );
}
