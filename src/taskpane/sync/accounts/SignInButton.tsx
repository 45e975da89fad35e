// One button for one sign-in; while a window is open for it, that it waits and how to give up.

import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Side } from '../../../sync/model/side.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';

export function SignInButton({ side, isFirst }: { readonly side: Side; readonly isFirst: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const { isBusy } = useSnapshot()[side];
  return isBusy ? (
    <>
      <Button appearance="primary" disabledFocusable>
        {t('signIn.busy')}
      </Button>
      <Button
        onClick={() => {
          session.cancelSignIn();
        }}
      >
        {t('signIn.cancel')}
      </Button>
    </>
  ) : (
    <Button appearance={isFirst ? 'primary' : 'secondary'} onClick={() => void session.signIn(side)}>
      {t(`signIn.${side}`)}
    </Button>
  );
}
