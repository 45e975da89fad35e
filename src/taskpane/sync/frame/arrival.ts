// Where the keyboard is after the screen changed: on the heading, or, coming back, on the link that led away.
// The first screen of a visit takes no focus: the host decides where it is when a pane opens.

import { createContext, useContext, useEffect, type RefObject } from 'react';

/** Path of the screen before this one; null on the first screen of a visit. */
export const ArrivalContext = createContext<string | null>(null);

export function useArrivalFocus(heading: RefObject<HTMLElement | null>): void {
  const cameFrom = useContext(ArrivalContext);
  useEffect(() => {
    if (cameFrom === null) return;
    const links = document.querySelectorAll<HTMLAnchorElement>('main a[href]');
    const wayBack = [...links].find((link) => link.getAttribute('href') === `#${cameFrom}`);
    const isAbove = wayBack?.dataset['back'] === 'true';
    (wayBack && !isAbove ? wayBack : heading.current)?.focus();
    // Only the arrival moves the focus, never a later change of the screen.
  }, []);
}
