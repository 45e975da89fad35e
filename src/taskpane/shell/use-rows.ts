// Rows of the engine's store for a screen: read again whenever the store changed, never blank in between.

import { useEffect, useState } from 'react';
import type { Session } from '../session/session.ts';
import { useSession, useSnapshot } from './session-context.tsx';

export type Rows<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly rows: T }
  | { readonly state: 'error'; readonly code: string };

/** `read` must be the same function at every render (declare it outside of the component). */
export function useRows<T>(read: (session: Session) => Promise<T>): Rows<T> {
  const session = useSession();
  const { storeVersion, storage } = useSnapshot();
  const [rows, setRows] = useState<Rows<T>>({ state: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    read(session).then(
      (found) => {
        if (isCurrent) setRows({ state: 'ready', rows: found });
      },
      (error: unknown) => {
        if (isCurrent) setRows({ state: 'error', code: error instanceof Error ? error.message : 'unknown' });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [session, read, storeVersion, storage]);
  return rows;
}
