// Unsaved changes are not lost by a link, the way back, or a closed tab. The router listens to the same event: this one
// comes first (capture), puts the address back and asks.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../shell/fragment-location.ts';

export interface LeaveGuardProps {
  /** unsaved changes; 0 lets everything pass */
  readonly count: number;
}

const pathOf = (hash: string): string => hash.slice(1).split('?')[0] ?? '';

export function LeaveGuard({ count }: LeaveGuardProps) {
  const { t } = useTranslation('administration');
  const [target, setTarget] = useState<string | null>(null);
  const isLeaving = useRef(false);
  const isGuarding = count > 0;
  useEffect(() => {
    if (!isGuarding) return undefined;
    const here = location.hash;
    const guard = (event: Event): void => {
      if (isLeaving.current || pathOf(location.hash) === pathOf(here)) return;
      event.stopImmediatePropagation();
      setTarget(location.hash.slice(1));
      History.prototype.replaceState.call(history, null, '', here);
    };
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
    };
    addEventListener('hashchange', guard, true);
    addEventListener('beforeunload', beforeUnload);
    return () => {
      removeEventListener('hashchange', guard, true);
      removeEventListener('beforeunload', beforeUnload);
    };
  }, [isGuarding]);
  if (target === null) return null;
  const stay = (): void => {
    setTarget(null);
  };
  return (
    <Dialog open onOpenChange={stay}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('leave.title')}</DialogTitle>
          <DialogContent>{t('leave.body', { count })}</DialogContent>
          <DialogActions fluid>
            <Button
              onClick={() => {
                isLeaving.current = true;
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
    </Dialog>
  );
}
