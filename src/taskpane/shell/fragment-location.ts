// Where the pane is, kept in the URL fragment. Office.js sets history.pushState to null on the instance, so neither the
// router's own hash hook nor a path router works; the prototype still has both.

import { useSyncExternalStore } from 'react';

/** Where the pane stays whatever the address says, see holdFragment. */
let held: string | null = null;

const pathOf = (fragment: string): string => fragment.split('?')[0] ?? '/';

function addressed(): string {
  const fragment = location.hash.slice(1);
  return fragment.startsWith('/') ? fragment : '/';
}

/** Path with its query, e.g. `/monitor?card=failed`. */
export function currentFragment(): string {
  const fragment = addressed();
  return held !== null && pathOf(fragment) !== pathOf(held) ? held : fragment;
}

/**
 * Stays at the present path: a link or the way back only asks, and the address is put back. To listen first and stop the event
 * would not do: Chromium calls the listeners of a window in the order they came, capturing or not. Answers how to let go.
 */
export function holdFragment(ask: (wanted: string) => void): () => void {
  held = addressed();
  const keep = (): void => {
    const wanted = addressed();
    if (held === null) return;
    if (pathOf(wanted) === pathOf(held)) {
      held = wanted;
      return;
    }
    History.prototype.replaceState.call(history, null, '', `#${held}`);
    ask(wanted);
  };
  addEventListener('hashchange', keep);
  return () => {
    removeEventListener('hashchange', keep);
    held = null;
  };
}

export function onFragment(listener: (fragment: string) => void): () => void {
  const tell = (): void => {
    listener(currentFragment());
  };
  addEventListener('hashchange', tell);
  return () => {
    removeEventListener('hashchange', tell);
  };
}

export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (!options.replace && location.hash === `#${to}`) return;
  const deed = options.replace ? 'replaceState' : 'pushState';
  History.prototype[deed].call(history, null, '', `#${to}`);
  // Said by ourselves and at once: the browser would say it some frames later, or not at all.
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useFragment(): string {
  return useSyncExternalStore(onFragment, currentFragment);
}

/** Hook for wouter's Router: the path without the query. */
export function useFragmentLocation(): [string, (to: string, options?: { replace?: boolean }) => void] {
  const fragment = useFragment();
  return [pathOf(fragment), navigate];
}
