// The session for every screen below, and the one hook that makes a screen follow it.

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session, SessionSnapshot } from '../session/session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session above this screen');
  return session;
}

export function useSnapshot(): SessionSnapshot {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.snapshot);
}
