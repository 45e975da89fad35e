// Where the pane is, kept in the URL fragment. Office.js sets history.pushState to null on the instance, so neither the
// router's own hash hook nor a path router works; the prototype still has both.

import { useSyncExternalStore } from 'react';

/** Path with its query, e.g. `/monitor?card=failed`. */
export function currentFragment(): string {
  const fragment = location.hash.slice(1);
  return fragment.startsWith('/') ? fragment : '/';
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
  return [fragment.split('?')[0] ?? '/', navigate];
}
