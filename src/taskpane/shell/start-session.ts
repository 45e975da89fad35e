// Fetches what the page must know and makes the session; sign-in code is loaded with it, apart from the first screen.

import { paneConfiguration } from '../../contract/pane-configuration.ts';
import type { OfficeHost } from '../office-host.ts';
import type { Session } from '../session/session.ts';

export async function startSession(host: OfficeHost): Promise<Session> {
  const [{ createSession }, response] = await Promise.all([
    import('../session/create-session.ts'),
    fetch('/config.json', { cache: 'no-cache' }),
  ]);
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return createSession(paneConfiguration.parse(await response.json()), host);
}
