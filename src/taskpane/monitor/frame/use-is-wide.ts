// One breakpoint for the whole Monitor: below it the pane beside a mail, above it a window of its own.

import { useSyncExternalStore } from 'react';

const wide = '(min-width: 800px)';
/** For makeStyles. */
export const wideMedia = `@media ${wide}`;

function subscribe(listener: () => void): () => void {
  const query = matchMedia(wide);
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}

export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(wide).matches);
}
