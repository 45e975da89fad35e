import { describe, expect, it } from '@jest/globals';
import { createAdministrator } from '../../src/local/administrator.ts';
import type { Administrator } from '../../src/local/administrator.ts';

interface User {
  readonly id: string;
  readonly email: string;
  readonly lastSuccessAt: string | null;
}

/** Identity provider and relay with these users; throws at anything unexpected. */
function administratorOf(users: readonly User[]): { administrator: Administrator; commands: unknown[] } {
  const commands: unknown[] = [];
  const answer = async (request: Request): Promise<object> => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/token') return { access_token: 'T' };
    if (request.headers.get('authorization') !== 'Bearer T') throw new Error('no token');
    if (pathname === '/api/v1/users' && request.method === 'GET')
      return { items: users.filter(({ email }) => email.includes(searchParams.get('q') ?? '')) };
    if (!['/api/v1/commands', '/api/v1/users'].includes(pathname)) throw new Error(`unexpected ${pathname}`);
    commands.push(await request.json());
    return {};
  };
  const send: typeof fetch = async (input, init) => Response.json(await answer(new Request(input, init)));
  const grant = { client_id: 'c', client_secret: 's', username: 'admin', scope: 'x' };
  const servers = { relay: 'https://relay.example', tokenEndpoint: 'https://id.example/token' };
  return { administrator: createAdministrator({ ...servers, grant, fetch: send }), commands };
}

const at = '2026-11-21T10:00:00Z';

describe('the administrator of the sample company', () => {
  it('finds who has synchronized with success, by the whole address', async () => {
    const { administrator } = administratorOf([
      { id: '1', email: 'carmen@contoso.example', lastSuccessAt: at },
      { id: '2', email: 'del.carmen@contoso.example', lastSuccessAt: at },
      { id: '3', email: 'hugo@contoso.example', lastSuccessAt: null },
    ]);
    const found = await administrator.synchronized([
      'carmen@contoso.example',
      'hugo@contoso.example',
      'nobody@contoso.example',
    ]);
    expect([...found]).toEqual([['carmen@contoso.example', '1']]);
  });

  it('disables by one command, and nobody by none', async () => {
    const { administrator, commands } = administratorOf([]);
    await administrator.disable([], 'on leave');
    await administrator.disable(['1', '2'], 'on leave');
    expect(commands).toEqual([
      { kind: 'disable', selection: { by: 'ids', ids: ['1', '2'] }, reason: 'on leave' },
    ]);
  });

  it('enters people before their first sign-in', async () => {
    const { administrator, commands } = administratorOf([]);
    await administrator.enter([]);
    await administrator.enter([{ mail: 'new@contoso.example', userName: 'new', displayName: 'New' }]);
    expect(commands).toEqual([
      { users: [{ email: 'new@contoso.example', salesUserName: 'new', displayName: 'New' }] },
    ]);
  });
});
