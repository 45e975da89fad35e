// An administrator of the sample company, acting by the same calls as the Monitor: rows, commands and audit are real.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export interface AdministratorOptions {
  /** the relay's origin */
  readonly relay: string;
  /** of the Microsoft-like issuer */
  readonly tokenEndpoint: string;
  /** credentials and user name for a token of the sandbox's password grant */
  readonly grant: Readonly<Record<'client_id' | 'client_secret' | 'username' | 'scope', string>>;
  readonly fetch: typeof fetch;
}

/** Every method rejects when the identity provider or the relay refuses. */
export interface Administrator {
  /** ids by address, of those among `addresses` who have synchronized with success */
  synchronized(addresses: readonly string[]): Promise<ReadonlyMap<string, string>>;
  disable(ids: readonly string[], reason: string): Promise<void>;
  /** enters people before their first sign-in; who is there already is left as he is */
  enter(people: readonly Newcomer[]): Promise<void>;
}

export interface Newcomer {
  readonly mail: string;
  readonly userName: string;
  readonly displayName: string;
}

const tokenAnswer = z.object({ access_token: z.string() });
const usersAnswer = z.object({
  items: z.array(z.object({ id: z.string(), email: z.string(), lastSuccessAt: z.string().nullable() })),
});

export function createAdministrator({
  relay,
  tokenEndpoint,
  grant,
  fetch: send,
}: AdministratorOptions): Administrator {
  const call = async (path: string, content?: object): Promise<unknown> => {
    const form = new URLSearchParams({ grant_type: 'password', ...grant });
    const { access_token: token } = tokenAnswer.parse(
      await json(await send(tokenEndpoint, { method: 'POST', body: form })),
    );
    const headers = { authorization: `Bearer ${token}` };
    if (content === undefined) return json(await send(`${relay}/api/v1/${path}`, { headers }));
    return json(
      await send(`${relay}/api/v1/${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(content),
      }),
    );
  };
  return {
    async synchronized(addresses) {
      const found = await Promise.all(
        addresses.map(async (address) => {
          const { items } = usersAnswer.parse(await call(`users?card=all&q=${encodeURIComponent(address)}`));
          return items.filter(({ email, lastSuccessAt }) => email === address && lastSuccessAt !== null);
        }),
      );
      return new Map(found.flat().map(({ email, id }) => [email, id]));
    },
    async disable(ids, reason) {
      if (ids.length > 0) await call('commands', { kind: 'disable', selection: { by: 'ids', ids }, reason });
    },
    async enter(people) {
      const users = people.map(({ mail, userName, displayName }) => ({
        email: mail,
        salesUserName: userName,
        displayName,
      }));
      if (users.length > 0) await call('users', { users });
    },
  };
}

async function json(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`identity provider or relay answered ${response.status}`);
  return response.json();
}
