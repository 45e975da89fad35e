// Unsaved changes are not lost by a link, the way back, or a closed tab: the pane stays where it is and asks.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdFragment, navigate } from '../../shell/fragment-location.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

export interface LeaveGuardProps {
  /** unsaved changes; 0 lets everything pass */
  readonly count: number;
}

export function LeaveGuard({ count }: LeaveGuardProps) {
  const { t } = useTranslation('administration');
  const [target, setTarget] = useState<string | null>(null);
  const letGo = useRef<() => void>(null);
  const asked = useRef<Element>(null);
  const isGuarding = count > 0;
  useEffect(() => {
    if (!isGuarding) return undefined;
    letGo.current = holdFragment((wanted) => {
      asked.current ??= document.activeElement;
      setTarget(wanted);
    });
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    addEventListener('beforeunload', beforeUnload);
    return () => {
      letGo.current?.();
      removeEventListener('beforeunload', beforeUnload);
    };
  }, [isGuarding]);
  if (target === null) return null;
  const stay = (): void => {
    setTarget(null);
    const from = asked.current;
    asked.current = null;
    requestAnimationFrame(() => {
      if (from instanceof HTMLElement) from.focus();
    });
  };
  return (
    <ModalDialog open onOpenChange={stay}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('leave.title')}</DialogTitle>
          <DialogContent>{t('leave.body', { count })}</DialogContent>
          <DialogActions fluid>
            <Button
              onClick={() => {
                letGo.current?.();
                navigate(target);
              }}
            >
              {t('leave.leave')}
            </Button>
            <Button appearance="primary" onClick={stay}>
              {t('leave.stay')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}
