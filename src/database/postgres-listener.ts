// One connection that listens, of its own because a pool hands connections around. It comes back by itself with growing
// pauses; what was sent meanwhile is lost, so `onResume` tells the listener to read what changed.

import pg from 'pg';
import type { SqlListener } from './sql-database.ts';
import { toSqlError } from './sql-error.ts';

interface Subscription {
  readonly connectionString: string;
  readonly channel: string;
  readonly listener: SqlListener;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/** Resolves when the first connection listens. Answers the function that stops. */
export async function listenOnPostgres(
  subscription: Subscription,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  const state: State = { isStopped: false, client: null, timer: null, pauseMs: firstPauseMs };
  const reconnect = (): void => {
    if (state.isStopped || state.timer !== null) return;
    state.timer = setTimeout(() => {
      state.timer = null;
      connect(subscription, state, reconnect)
        .then(() => subscription.listener.onResume())
        .catch((error: unknown) => {
          onError(toSqlError(error));
          reconnect();
        });
    }, state.pauseMs);
    state.pauseMs = Math.min(state.pauseMs * 2, longestPauseMs);
  };
  await connect(subscription, state, reconnect);
  return async () => {
    state.isStopped = true;
    if (state.timer !== null) clearTimeout(state.timer);
    await state.client?.end();
  };
}

interface State {
  isStopped: boolean;
  client: pg.Client | null;
  timer: NodeJS.Timeout | null;
  pauseMs: number;
}

async function connect(
  { connectionString, channel, listener }: Subscription,
  state: State,
  onLost: () => void,
): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: 'sales-sync-relay-listener' });
  client.on('notification', ({ payload }) => listener.onPayload(payload ?? ''));
  // `error` and `end` both follow a broken connection; `onLost` ignores the second
  client.on('error', onLost);
  client.on('end', onLost);
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    client.removeListener('end', onLost);
    await client.end().catch(() => undefined);
    throw error;
  }
  state.client = client;
  state.pauseMs = firstPauseMs;
  // stop() may have come while we were connecting
  if (state.isStopped) await client.end();
}
