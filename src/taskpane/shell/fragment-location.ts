// Where the pane is, kept in the URL fragment. Office.js sets history.pushState to null on the instance, so neither the
// router's own hash hook nor a path router works; the prototype still has both.

import { useSyncExternalStore } from 'react';

function current(): string {
  const fragment = location.hash.slice(1);
  return fragment.startsWith('/') ? fragment : '/';
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => {
    removeEventListener('hashchange', listener);
  };
}

export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const target = `#${to}`;
  if (options.replace) {
    History.prototype.replaceState.call(history, null, '', target);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = target;
  }
}

/** Path with its query, e.g. `/monitor?card=failed`. */
export function useFragment(): string {
  return useSyncExternalStore(subscribe, current);
}

/** Hook for wouter's Router: the path without the query. */
export function useFragmentLocation(): [string, (to: string, options?: { replace?: boolean }) => void] {
  const fragment = useFragment();
  return [fragment.split('?')[0] ?? '/', navigate];
}
