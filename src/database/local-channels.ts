// Notifications inside one process, for the embedded database. Listeners run after the sender's own next step, as
// they would with a server, and one that throws does not keep the others from hearing.

import type { SqlListener } from './sql-database.ts';

export interface LocalChannels {
  send(channel: string, payload: string): void;
  /** Answers the function that stops listening. */
  listen(channel: string, listener: SqlListener): () => Promise<void>;
}

export function createLocalChannels(): LocalChannels {
  const listeners = new Map<string, Set<SqlListener>>();
  return {
    send(channel, payload) {
      for (const listener of listeners.get(channel) ?? []) queueMicrotask(() => listener.onPayload(payload));
    },
    listen(channel, listener) {
      const those = listeners.get(channel) ?? new Set();
      listeners.set(channel, those.add(listener));
      return () => {
        those.delete(listener);
        return Promise.resolve();
      };
    },
  };
}
