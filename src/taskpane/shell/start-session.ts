// Makes the session. Its code (sign-in, relay, storage) is a chunk of its own, apart from the first screen, and can be asked
// for before the host has answered.

import type { OfficeHost } from '../office-host.ts';
import type { Session } from '../session/session.ts';

const load = () =>
  Promise.all([
    import(/* webpackChunkName: 'session' */ '../session/create-session.ts'),
    import(/* webpackChunkName: 'session' */ '../session/configuration.ts'),
    askForConfiguration(),
  ]);

/** What was asked for ahead; used up by the first start, because a later one follows a failure. */
let ahead: ReturnType<typeof load> | null = null;

export function prepareSession(): void {
  ahead = load();
  // The start says what went wrong.
  ahead.catch(() => undefined);
}

export async function startSession(host: OfficeHost): Promise<Session> {
  const parts = ahead ?? load();
  ahead = null;
  const [{ createSession }, { readConfiguration }, answer] = await parts;
  return createSession(await readConfiguration(answer), host);
}

export function askForConfiguration(): Promise<Response> {
  return fetch('/config.json', { cache: 'no-cache' });
}
