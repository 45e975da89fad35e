// The browser's memory cannot be used, or belongs to another installation. Losing it is harmless, and the words say so.

import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { reload } from './reload.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { Notice } from '../frame/Notice.tsx';
import { Screen } from '../frame/Screen.tsx';
import { useDeed } from '../deed/use-deed.ts';

export function StorageScreen() {
  const { t } = useTranslation();
  const session = useSession();
  const { storage } = useSnapshot();
  const deed = useDeed();
  if (storage === 'ready' || storage === 'opening') return null;
  const startAnew = (
    <Button
      appearance="primary"
      disabledFocusable={deed.isBusy}
      onClick={() => void deed.run(() => session.startAnew())}
    >
      {t('storage.foreign.action')}
    </Button>
  );
  const again = (
    <Button appearance="primary" onClick={reload}>
      {t('tryAgain')}
    </Button>
  );
  return (
    <Screen title={t('product')}>
      <Notice
        intent="warning"
        title={t(`storage.${storage}.title`)}
        actions={storage === 'foreign' ? startAnew : again}
      >
        {t(`storage.${storage}.body`)}
      </Notice>
      <DeedProblem deed={deed} />
    </Screen>
  );
}
