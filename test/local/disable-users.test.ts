import { describe, expect, it } from '@jest/globals';
import { disableUsers } from '../../src/local/disable-users.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Answers as identity provider and relay with these users; throws at anything unexpected. */
function fakeServers(users: readonly { id: string; email: string }[]): {
  asked: Asked[];
  fetch: typeof fetch;
} {
  const asked: Asked[] = [];
  const answer = (request: Request): object => {
    const url = new URL(request.url);
    if (url.pathname === '/token') return { access_token: 'T' };
    if (request.headers.get('authorization') !== 'Bearer T') throw new Error('no token');
    if (url.pathname === '/api/v1/users')
      return { items: users.filter(({ email }) => email.includes(url.searchParams.get('q') ?? '')) };
    if (url.pathname === '/api/v1/commands') return {};
    throw new Error(`unexpected ${url.pathname}`);
  };
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push({
      method: request.method,
      path: new URL(request.url).pathname,
      body: await request.clone().text(),
    });
    return Response.json(answer(request));
  };
  return { asked, fetch: send };
}

const grant = { client_id: 'c', client_secret: 's', username: 'admin', scope: 'x' };
const servers = { relay: 'https://relay.example', tokenEndpoint: 'https://id.example/token', grant };

describe('disabling sample people', () => {
  it('sends one command for exactly the users with these addresses', async () => {
    const { asked, fetch } = fakeServers([
      { id: '1', email: 'carmen@contoso.example' },
      { id: '2', email: 'del.carmen@contoso.example' },
    ]);
    await disableUsers(
      { ...servers, fetch },
      ['carmen@contoso.example', 'nobody@contoso.example'],
      'on leave',
    );
    const command = asked.at(-1);
    expect(command).toMatchObject({ method: 'POST', path: '/api/v1/commands' });
    expect(JSON.parse(command?.body ?? '')).toEqual({
      kind: 'disable',
      selection: { by: 'ids', ids: ['1'] },
      reason: 'on leave',
    });
    expect(asked.filter(({ path }) => path === '/api/v1/commands')).toHaveLength(1);
  });

  it('sends none when nobody of them has signed up', async () => {
    const { asked, fetch } = fakeServers([]);
    await disableUsers({ ...servers, fetch }, ['carmen@contoso.example'], 'on leave');
    expect(asked.map(({ path }) => path)).toEqual(['/token', '/api/v1/users']);
  });
});
