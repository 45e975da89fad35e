// Makes the session. Its code (sign-in, relay, storage) is a chunk of its own, apart from the first screen.

import type { OfficeHost } from '../office-host.ts';
import type { Session } from '../session/session.ts';

export async function startSession(host: OfficeHost): Promise<Session> {
  const [{ createSession }, { fetchConfiguration }] = await Promise.all([
    import('../session/create-session.ts'),
    import('../session/configuration.ts'),
  ]);
  return createSession(await fetchConfiguration(), host);
}
