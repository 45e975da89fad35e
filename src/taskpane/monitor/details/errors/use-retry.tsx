// *Retry*: asks for a run. The dialog gives the focus back to the button that opened it, or to what took its place.

import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useCauseWords } from '../../../shell/cause-words.ts';
import { CommandDialog } from '../../actions/CommandDialog.tsx';
import type { Failure } from '../FailureList.tsx';

export interface Retry {
  /** of one error, or of all */
  start(what: Failure | 'all'): void;
  readonly dialog: ReactNode;
}

/** `region` takes the focus where the button is gone. */
export function useRetry(userId: string, region: RefObject<HTMLElement | null>): Retry {
  const { t } = useTranslation('details');
  const causes = useCauseWords();
  const [retried, setRetried] = useState<Failure | 'all' | null>(null);
  const opener = useRef<Element | null>(null);
  const close = (): void => {
    setRetried(null);
    const target = opener.current;
    requestAnimationFrame(() => {
      if (target instanceof HTMLElement && target.isConnected) target.focus();
      else region.current?.focus();
    });
  };
  const titleOf = (what: Failure | 'all'): string =>
    what === 'all' ? t('errors.retryAll') : t('errors.retryNamed', { name: causes.name(what.cause) });
  return {
    start: (what) => {
      opener.current = document.activeElement;
      setRetried(what);
    },
    dialog:
      retried === null ? null : (
        <CommandDialog
          kind="sync-now"
          selection={{ by: 'ids', ids: [userId] }}
          purpose={{
            title: titleOf(retried),
            effect: t(retried === 'all' ? 'errors.retryHint' : 'errors.retryOneHint'),
          }}
          onClose={close}
        />
      ),
  };
}
