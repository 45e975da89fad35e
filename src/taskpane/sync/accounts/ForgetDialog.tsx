// The question before this device forgets the person. Says what stays and what is asked again.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
} from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keepModalRules } from '../../keep-modal-rules.tsx';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { ModalDialog } from '../frame/ModalDialog.tsx';

export interface ForgetDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function ForgetDialog({ isOpen, onOpenChange }: ForgetDialogProps) {
  const { t } = useTranslation();
  const session = useSession();
  const { counts } = useSnapshot();
  const deed = useDeed();
  useEffect(keepModalRules, []);
  return (
    <ModalDialog
      open={isOpen}
      modalType="alert"
      onOpenChange={(_event, data) => {
        onOpenChange(data.open);
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('accounts.forgetTitle')}</DialogTitle>
          <DialogContent>
            <Text block>{t('accounts.forgetHint')}</Text>
            {counts.conflicts > 0 ? (
              <Text block>{t('accounts.undecided', { count: counts.conflicts })}</Text>
            ) : null}
            <DeedProblem deed={deed} />
          </DialogContent>
          <DialogActions>
            <Button
              onClick={() => {
                onOpenChange(false);
              }}
            >
              {t('cancel')}
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={deed.isBusy}
              onClick={() => void deed.run(() => session.forgetDevice())}
            >
              {t('accounts.forgetConfirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}
