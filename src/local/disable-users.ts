// An administrator of the sample company disables people, by the same calls as the Monitor's: the row, the command and
// the audit entry are real.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export interface Administrator {
  /** the relay's origin */
  readonly relay: string;
  /** of the Microsoft-like issuer */
  readonly tokenEndpoint: string;
  /** credentials and user name for a token of the sandbox's password grant */
  readonly grant: Readonly<Record<'client_id' | 'client_secret' | 'username' | 'scope', string>>;
  readonly fetch: typeof fetch;
}

const tokenAnswer = z.object({ access_token: z.string() });
const usersAnswer = z.object({ items: z.array(z.object({ id: z.string(), email: z.string() })) });

/** Disables the users with these addresses; who never signed up is left out. Throws when the relay refuses. */
export async function disableUsers(
  administrator: Administrator,
  addresses: readonly string[],
  reason: string,
): Promise<void> {
  const call = await signIn(administrator);
  const found = await Promise.all(
    addresses.map(async (address) => {
      const { items } = usersAnswer.parse(await call(`users?card=all&q=${encodeURIComponent(address)}`));
      return items.filter(({ email }) => email === address).map(({ id }) => id);
    }),
  );
  const ids = found.flat();
  if (ids.length > 0) await call('commands', { kind: 'disable', selection: { by: 'ids', ids }, reason });
}

type Call = (path: string, body?: object) => Promise<unknown>;

async function signIn({ relay, tokenEndpoint, grant, fetch: send }: Administrator): Promise<Call> {
  const body = new URLSearchParams({ grant_type: 'password', ...grant });
  const { access_token: token } = tokenAnswer.parse(
    await json(await send(tokenEndpoint, { method: 'POST', body })),
  );
  return async (path, content) =>
    json(
      await send(`${relay}/api/v1/${path}`, {
        method: content === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(content === undefined
            ? {}
            : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        },
        ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      }),
    );
}

async function json(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}
