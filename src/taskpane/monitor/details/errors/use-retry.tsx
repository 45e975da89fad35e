// *Retry*: asks for a run. The dialog gives the focus back to the button that opened it, or to what took its place.

import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { CommandDialog } from '../../actions/CommandDialog.tsx';

export interface Retry {
  start(): void;
  readonly dialog: ReactNode;
}

/** `region` takes the focus where the button is gone. */
export function useRetry(userId: string, region: RefObject<HTMLElement | null>): Retry {
  const [isRetrying, setRetrying] = useState(false);
  const opener = useRef<Element | null>(null);
  const close = (): void => {
    setRetrying(false);
    const target = opener.current;
    requestAnimationFrame(() => {
      if (target instanceof HTMLElement && target.isConnected) target.focus();
      else region.current?.focus();
    });
  };
  return {
    start: () => {
      opener.current = document.activeElement;
      setRetrying(true);
    },
    dialog: isRetrying ? (
      <CommandDialog kind="sync-now" selection={{ by: 'ids', ids: [userId] }} onClose={close} />
    ) : null,
  };
}
