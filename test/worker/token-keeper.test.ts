// A person's background sign-ins against the identity sandbox over real https: once by the page, never again after.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { clientIds } from '../../src/sandbox/identity/registrations.ts';
import { openTokenKeeper, type KeeperOptions } from '../../src/worker/delegated/token-keeper.ts';
import { codeOf } from '../remote/scripted-fetch.ts';
import { bearer, startIdentity, type IdentityBench } from '../sandbox/identity-bench.ts';

const graphScope = 'https://graph.microsoft.com/Contacts.ReadWrite';
const relayScope = 'api://sales-sync-relay/access_as_user';
const salesScope = 'urn:sandbox:sales/consumer';

let bench: IdentityBench;
let folder: string;
beforeAll(async () => {
  bench = await startIdentity();
  folder = await mkdtemp(path.join(tmpdir(), 'sales-sync-keeper-'));
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
  await rm(bench.dataDir, { recursive: true });
});

/** Options of one person, whose requests to the identity server are remembered as `METHOD issuer/place`. */
function person(userName: string) {
  const asked: string[] = [];
  const client = { clientId: clientIds.background, redirectUri: `${bench.origin}/background/callback` };
  const issuer = (name: string) => `${bench.origin}/identity/${name}`;
  const options: KeeperOptions = {
    file: path.join(folder, userName, 'tokens.json'),
    userName,
    clients: {
      microsoft: {
        ...client,
        issuer: issuer('microsoft'),
        scope: `openid profile ${graphScope} ${relayScope}`,
      },
      sales: { ...client, issuer: issuer('sales'), scope: `openid ${salesScope}` },
    },
    fetch: (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      asked.push(`${init?.method ?? 'GET'} ${url.pathname.replace('/identity/', '')}`);
      return bench.fetch(input, init);
    },
  };
  return { options, asked };
}

function signInsOf(asked: readonly string[]): number {
  return asked.filter((line) => /(microsoft|sales)\/auth(orize)?$/.test(line)).length;
}

async function kept(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('the first start on a machine', () => {
  it('signs in by the page at both sides and gives tokens that the services take', async () => {
    const { options, asked } = person('ana.ruiz');
    const keeper = await openTokenKeeper(options);
    expect(signInsOf(asked)).toBe(2);
    expect(keeper.salesUserName()).toBe('ana.ruiz');
    expect(keeper.authorizations()).toMatchObject({
      microsoft: { state: 'active' },
      sales: { state: 'active' },
    });
    const graph = await keeper.token('microsoft', graphScope);
    const sales = await keeper.token('sales', salesScope);
    const user = { ok: true, token: { kind: 'user', userName: 'ana.ruiz' } };
    expect(await bench.sandbox.verifier('graph')(bearer(graph))).toMatchObject(user);
    expect(await bench.sandbox.verifier('sales')(bearer(sales))).toMatchObject(user);
    const relay = await keeper.token('microsoft', relayScope);
    expect(decodeJwt(relay)).toMatchObject({ aud: 'api://sales-sync-relay' });
  });

  it('keeps what it knows in a file that only its owner reads, in a folder that only its owner opens', async () => {
    const { options } = person('jonas.weber');
    await openTokenKeeper(options);
    expect((await stat(options.file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(options.file))).mode & 0o777).toBe(0o700);
    expect(await readdir(path.dirname(options.file))).toEqual(['tokens.json']);
  });

  it('keeps no access token in the file', async () => {
    const { options } = person('manon.dupuis');
    const keeper = await openTokenKeeper(options);
    const token = await keeper.token('microsoft', graphScope);
    expect(await readFile(options.file, 'utf8')).not.toContain(token);
  });

  it('fails and keeps nothing when the company has no such person', async () => {
    const { options } = person('nobody');
    await expect(openTokenKeeper(options)).rejects.toThrow('the sign-in page answered 400');
    await expect(stat(options.file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('an access token', () => {
  it('is asked for once per scope, and anew when a service refused it', async () => {
    const { options, asked } = person('diego.navarro');
    const keeper = await openTokenKeeper(options);
    asked.length = 0;
    const renewals = () => asked.filter((line) => line === 'POST microsoft/token').length;
    const first = await keeper.token('microsoft', graphScope);
    expect(await keeper.token('microsoft', graphScope)).toBe(first);
    expect(renewals()).toBe(1);
    expect(await keeper.token('microsoft', graphScope, { forceRefresh: true })).not.toBe(first);
    expect(renewals()).toBe(2);
    expect(signInsOf(asked)).toBe(0);
  });

  it('is out of reach, and the sign-in still good, while the identity server is away', async () => {
    const { options } = person('marlene.vogt');
    await openTokenKeeper(options);
    const away: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
    const keeper = await openTokenKeeper({ ...options, fetch: away });
    expect(await codeOf(keeper.token('microsoft', graphScope))).toBe('unreachable');
    expect(keeper.authorizations().microsoft.state).toBe('active');
  });
});

describe('how long a sign-in lasts', () => {
  const dayMs = 86_400_000;
  const termOf = ({ since, endsAt }: { readonly since: string; readonly endsAt: string | null }) =>
    endsAt === null ? null : (Date.parse(endsAt) - Date.parse(since)) / dayMs;

  it('[M12] is told where the issuer is known to end it, and of no other', async () => {
    const { options } = person('lucia.ferrer');
    const clients = { ...options.clients, sales: { ...options.clients.sales, signInDays: 7 } };
    const keeper = await openTokenKeeper({ ...options, clients });
    expect(termOf(keeper.authorizations().sales)).toBe(7);
    expect(termOf(keeper.authorizations().microsoft)).toBeNull();
  });

  it('[M12] begins anew with a refresh token that the issuer rotates, and the new one is kept', async () => {
    const { options } = person('oliver.hart');
    const clients = { ...options.clients, sales: { ...options.clients.sales, signInDays: 7 } };
    const rotating: typeof fetch = async (input, init) => {
      const answer = await options.fetch(input, init);
      const url = new URL(input instanceof Request ? input.url : input);
      if (!url.pathname.endsWith('sales/token')) return answer;
      const token = (await answer.json()) as object;
      return Response.json({ ...token, refresh_token: 'rotated' }, { status: answer.status });
    };
    const begun = await openTokenKeeper({ ...options, clients });
    const { since } = begun.authorizations().sales;
    const keeper = await openTokenKeeper({ ...options, clients, fetch: rotating });
    await keeper.token('sales', salesScope);
    expect(Date.parse(keeper.authorizations().sales.since)).toBeGreaterThan(Date.parse(since));
    expect(termOf(keeper.authorizations().sales)).toBe(7);
    expect(await kept(options.file)).toMatchObject({ sales: { refreshToken: 'rotated' } });
  });
});

describe('a later start', () => {
  it('goes on with what was kept and does not sign in again', async () => {
    const { options } = person('yuki.sato');
    await openTokenKeeper(options);
    const later = person('yuki.sato');
    const keeper = await openTokenKeeper(later.options);
    expect(later.asked).toEqual([]);
    const token = await keeper.token('sales', salesScope);
    expect(await bench.sandbox.verifier('sales')(bearer(token))).toMatchObject({ ok: true });
    expect(signInsOf(later.asked)).toBe(0);
  });

  it('rejects instead of signing in again when what was kept cannot be read', async () => {
    const { options, asked } = person('stefan.krueger');
    await mkdir(options.file, { recursive: true });
    await expect(openTokenKeeper(options)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(asked).toEqual([]);
  });

  it('rejects and leaves the file alone when what was kept is damaged', async () => {
    const { options, asked } = person('admin');
    await mkdir(path.dirname(options.file), { recursive: true });
    await writeFile(options.file, '{"microsoft":');
    await expect(openTokenKeeper(options)).rejects.toThrow(SyntaxError);
    expect(asked).toEqual([]);
    expect(await readFile(options.file, 'utf8')).toBe('{"microsoft":');
  });
});

describe('a revoked sign-in', () => {
  it('asks for the person, says so in the file, and leaves the other side alone', async () => {
    const { options } = person('hugo.lefevre');
    const keeper = await openTokenKeeper(options);
    expect(bench.sandbox.revoke('hugo.lefevre', 'microsoft')).toBe(true);
    expect(await codeOf(keeper.token('microsoft', graphScope))).toBe('sign-in-needed');
    expect(keeper.authorizations().microsoft).toMatchObject({
      state: 'expired',
      cause: 'microsoft-sign-in-expired',
    });
    expect(await kept(options.file)).toMatchObject({
      microsoft: { refreshToken: null },
      authorizations: { microsoft: { state: 'expired' }, sales: { state: 'active' } },
    });
    const sales = await keeper.token('sales', salesScope);
    expect(await bench.sandbox.verifier('sales')(bearer(sales))).toMatchObject({ ok: true });
  });

  it('is over for good: neither this start nor a later one signs in again', async () => {
    const { options, asked } = person('emma.whitfield');
    const first = await openTokenKeeper(options);
    expect(bench.sandbox.revoke('emma.whitfield', 'sales')).toBe(true);
    expect(await codeOf(first.token('sales', salesScope))).toBe('sign-in-needed');
    asked.length = 0;
    expect(await codeOf(first.token('sales', salesScope, { forceRefresh: true }))).toBe('sign-in-needed');
    const later = await openTokenKeeper(options);
    expect(later.authorizations().sales.state).toBe('expired');
    expect(await codeOf(later.token('sales', salesScope))).toBe('sign-in-needed');
    expect(asked).toEqual([]);
  });

  it('keeps the moment it was first seen when a service says the same again', async () => {
    const { options } = person('grace.sullivan');
    const keeper = await openTokenKeeper(options);
    await keeper.markExpired('microsoft');
    const { since } = keeper.authorizations().microsoft;
    await keeper.markExpired('microsoft');
    expect(keeper.authorizations().microsoft.since).toBe(since);
    expect(await codeOf(keeper.token('microsoft', graphScope))).toBe('sign-in-needed');
  });
});
