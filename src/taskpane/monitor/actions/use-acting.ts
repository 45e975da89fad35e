// The action that was chosen, kept above whatever shows its menu: a window that crosses the breakpoint, or a selection that
// ends, takes the menu away but never the dialog with what was typed into it.

import { useEffect, useId, useRef, useState } from 'react';
import type { CommandKind } from '../../../contract/commands.ts';
import { titleId } from '../header/Header.tsx';
import type { ActionTarget } from './action-faces.ts';

export type ActionId = CommandKind | 'credentials' | 'debug-logs';

export interface ChosenAction {
  readonly kind: ActionId;
  /** fixed when the dialog opens: rows that change meanwhile do not change whom it hits */
  readonly target: ActionTarget;
}

export interface Acting {
  readonly chosen: ChosenAction | null;
  /** of the menu's button, which takes the focus back: the item that opened the dialog is gone by then */
  readonly buttonId: string;
  choose(kind: ActionId, target: ActionTarget): void;
  close(isSent: boolean): void;
}

/** `onDeleted`: the users were deleted and the dialog closed. */
export function useActing(onDeleted?: () => void): Acting {
  const [chosen, setChosen] = useState<ChosenAction | null>(null);
  const buttonId = useId();
  const mustFocus = useRef(false);
  useEffect(() => {
    if (chosen !== null || !mustFocus.current) return;
    mustFocus.current = false;
    // The menu may be gone with what it was about: the keyboard goes on from the top.
    (document.getElementById(buttonId) ?? document.getElementById(titleId))?.focus();
  }, [chosen, buttonId]);
  return {
    chosen,
    buttonId,
    choose: (kind, target) => {
      setChosen({ kind, target });
    },
    close: (isSent) => {
      setChosen(null);
      if (isSent && chosen?.kind === 'delete' && onDeleted) onDeleted();
      else mustFocus.current = true;
    },
  };
}
