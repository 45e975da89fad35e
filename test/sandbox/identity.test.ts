// The identity sandbox over real https, driven by an OAuth client library that knows nothing of it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { TestBrowser, TestClient, bearer, startIdentity, testClientToken } from './identity-bench.ts';
import type { IdentityBench } from './identity-bench.ts';

const graphScope = 'https://graph.microsoft.com/Contacts.ReadWrite';
const relayScope = 'api://sales-sync-relay/access_as_user';
const salesScope = 'urn:sandbox:sales/consumer';
const tenant = '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0';

let bench: IdentityBench & { port: number };
beforeAll(async () => {
  bench = await startIdentity();
});
afterAll(async () => {
  await bench.close();
});

async function control(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return bench.fetch(`${bench.origin}/identity/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
}

describe('signing in', () => {
  it('gives a person tokens of Entra form for the API that the sign-in named first', async () => {
    const client = new TestClient(bench, 'microsoft');
    const tokens = await client.signIn(
      new TestBrowser(bench.fetch),
      'admin',
      `openid profile ${relayScope} ${graphScope}`,
    );
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({
      iss: `${bench.origin}/identity/microsoft`,
      aud: 'api://sales-sync-relay',
      tid: tenant,
      scp: 'access_as_user',
      roles: ['Monitor.Admin'],
      preferred_username: 'admin@contoso.example',
      email: 'admin@contoso.example',
    });
    expect(claims['scope']).toBeUndefined();
    expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({
      tid: tenant,
      oid: claims['oid'],
      roles: ['Monitor.Admin'],
    });
  });

  it('serves a second API from the refresh token of the first, as Entra does', async () => {
    const client = new TestClient(bench, 'microsoft');
    const first = await client.signIn(new TestBrowser(bench.fetch), 'diego.navarro', `openid ${relayScope}`);
    const second = await client.refresh(first.refresh_token, graphScope);
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(decodeJwt(second.access_token)).toMatchObject({ aud: 'https://graph.microsoft.com' });
    const answer = await bench.sandbox.verifier('graph')(bearer(second.access_token));
    expect(answer).toMatchObject({ ok: true, token: { kind: 'user', userName: 'diego.navarro' } });
  });

  it('gives Sales tokens whose subject is the Sales user name', async () => {
    const client = new TestClient(bench, 'sales');
    const tokens = await client.signIn(
      new TestBrowser(bench.fetch),
      'diego.navarro',
      `openid offline_access ${salesScope}`,
    );
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      sub: 'diego.navarro',
      user_name: 'diego.navarro',
      aud: 'urn:sandbox:sales',
      scp: 'consumer',
    });
    const renewed = await client.refresh(tokens.refresh_token);
    expect(await bench.sandbox.verifier('sales')(bearer(renewed.access_token))).toMatchObject({ ok: true });
  });

  it('lists every person on a page that loads nothing from elsewhere', async () => {
    const browser = new TestBrowser(bench.fetch);
    const client = new TestClient(bench, 'microsoft', 'pane');
    const { url } = await client.begin(`openid ${graphScope}`, { login_hint: 'ana.ruiz@contoso.example' });
    const { response } = await browser.follow(url, client.redirectUri);
    const html = (await response?.text()) ?? '';
    expect(html.match(/name="userName"/g)).toHaveLength(40);
    expect(html).toContain('Sales Sync for Outlook asks who you are');
    expect(html.indexOf('expected by the application')).toBeLessThan(html.indexOf('value="admin"'));
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(response?.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('asks again for nobody, and remembers the session for silent requests', async () => {
    const browser = new TestBrowser(bench.fetch);
    const client = new TestClient(bench, 'microsoft', 'pane');
    const silent = await client.begin(`openid ${graphScope}`, { prompt: 'none' });
    const refused = await browser.follow(silent.url, client.redirectUri);
    expect(new URL(refused.url).searchParams.get('error')).toBe('login_required');
    await client.signIn(browser, 'jonas.weber', `openid ${graphScope}`);
    const again = await client.begin(`openid ${graphScope}`, { prompt: 'none' });
    const granted = await browser.follow(again.url, client.redirectUri);
    expect(new URL(granted.url).searchParams.get('code')).toEqual(expect.any(String));
  });

  it('lets another person take over the browser when the application asks who', async () => {
    const browser = new TestBrowser(bench.fetch);
    const client = new TestClient(bench, 'microsoft', 'pane');
    await client.signIn(browser, 'jonas.weber', `openid ${graphScope}`);
    const started = await client.begin(`openid profile ${graphScope}`, { prompt: 'select_account' });
    const page = await browser.follow(started.url, client.redirectUri);
    const tokens = await client.finish(
      await browser.choose(page.url, 'manon.dupuis', client.redirectUri),
      started,
    );
    expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({ name: 'Manon Dupuis' });
  });

  it('refuses a person that the company does not have and an address that is not registered', async () => {
    const browser = new TestBrowser(bench.fetch);
    const client = new TestClient(bench, 'microsoft', 'pane');
    const { url } = await client.begin(`openid ${graphScope}`);
    const page = await browser.follow(url, client.redirectUri);
    expect((await browser.open(page.url, { userName: 'nobody' })).status).toBe(400);
    const foreign = await client.begin('openid', { redirect_uri: 'https://elsewhere.example/' });
    expect((await browser.follow(foreign.url, 'https://elsewhere.example/')).response?.status).toBe(400);
  });
});

describe('the test client', () => {
  it('gets application tokens with the roles of the audience it asked for', async () => {
    const { body } = await testClientToken(bench, 'microsoft', {
      grant_type: 'client_credentials',
      scope: 'api://sales-sync-relay/.default',
    });
    const claims = decodeJwt(String(body['access_token']));
    expect(claims).toMatchObject({ idtyp: 'app', tid: tenant, roles: ['Monitor.Admin', 'Sync.Worker'] });
    expect(claims['scp']).toBeUndefined();
    const graph = await testClientToken(bench, 'microsoft', {
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
    const answer = await bench.sandbox.verifier('graph')(bearer(graph.body['access_token']));
    expect(answer).toMatchObject({ ok: true, token: { kind: 'app', oid: claims['oid'] } });
  });

  it('gets a token of any person by name, with exactly the scopes it asked for', async () => {
    const { body } = await testClientToken(bench, 'microsoft', {
      grant_type: 'password',
      username: 'ana.ruiz',
      scope: graphScope,
    });
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      scp: 'Contacts.ReadWrite',
      name: 'Ana Ruiz',
    });
  });

  it.each([
    [{ grant_type: 'password', username: 'nobody', scope: graphScope }, 400, 'invalid_grant'],
    [{ grant_type: 'password', username: 'ana.ruiz' }, 400, 'invalid_scope'],
    [{ grant_type: 'client_credentials' }, 400, 'invalid_scope'],
    [{ grant_type: 'client_credentials', scope: graphScope, client_secret: 'wrong' }, 401, 'invalid_client'],
  ])('answers %j with %i %s', async (parameters, status, error) => {
    expect(await testClientToken(bench, 'microsoft', parameters)).toMatchObject({ status, body: { error } });
  });
});

describe('the verifier for the services', () => {
  it('says why a token does not count', async () => {
    const { body } = await testClientToken(bench, 'sales', {
      grant_type: 'password',
      username: 'big',
      scope: salesScope,
    });
    const verify = bench.sandbox.verifier('graph');
    expect(await verify(undefined)).toEqual({ ok: false, reason: 'missing' });
    expect(await verify('Bearer nonsense')).toEqual({ ok: false, reason: 'malformed' });
    expect(await verify(bearer(body['access_token']))).toEqual({ ok: false, reason: 'malformed' });
    const relay = await testClientToken(bench, 'microsoft', {
      grant_type: 'password',
      username: 'big',
      scope: relayScope,
    });
    expect(await verify(bearer(relay.body['access_token']))).toEqual({ ok: false, reason: 'wrong-audience' });
  });
});

describe('controls', () => {
  it('revokes one person at one issuer at once, and lets the person sign in again', async () => {
    const client = new TestClient(bench, 'microsoft', 'pane');
    const browser = new TestBrowser(bench.fetch);
    const tokens = await client.signIn(browser, 'hugo.lefevre', `openid ${graphScope}`);
    const sales = await new TestClient(bench, 'sales').signIn(
      browser,
      'hugo.lefevre',
      `openid ${salesScope}`,
    );
    expect((await control('revoke', { userName: 'hugo.lefevre', issuer: 'microsoft' })).status).toBe(204);

    const verify = bench.sandbox.verifier('graph');
    expect(await verify(bearer(tokens.access_token))).toEqual({ ok: false, reason: 'revoked' });
    await expect(client.refresh(tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    const silent = await browser.follow(
      (await client.begin('openid', { prompt: 'none' })).url,
      client.redirectUri,
    );
    expect(new URL(silent.url).searchParams.get('error')).toBe('login_required');
    expect(await bench.sandbox.verifier('sales')(bearer(sales.access_token))).toMatchObject({ ok: true });

    const again = await client.signIn(browser, 'hugo.lefevre', `openid ${graphScope}`);
    expect(await verify(bearer(again.access_token))).toMatchObject({ ok: true });
  });

  it('expires access tokens on demand, sets the lifetime of new ones, and keeps the refresh token', async () => {
    const client = new TestClient(bench, 'sales');
    const tokens = await client.signIn(new TestBrowser(bench.fetch), 'julien.moreau', `openid ${salesScope}`);
    const order = { userName: 'julien.moreau', issuer: 'sales', accessTokenTtlSeconds: 20 };
    expect((await control('expire', order)).status).toBe(204);
    const verify = bench.sandbox.verifier('sales');
    expect(await verify(bearer(tokens.access_token))).toEqual({ ok: false, reason: 'expired' });
    const renewed = await client.refresh(tokens.refresh_token);
    expect(renewed.expires_in).toBe(20);
    expect(await verify(bearer(renewed.access_token))).toMatchObject({ ok: true });
  });

  it.each([
    ['revoke', { userName: 'ana.ruiz', issuer: 'oracle' }, ['issuer']],
    ['revoke', { userName: 'nobody', issuer: 'sales' }, ['userName']],
    ['revoke', { user: 'x' }, ['userName', 'issuer', 'user']],
    ['expire', { issuer: 'sales', accessTokenTtlSeconds: 0 }, ['accessTokenTtlSeconds']],
  ])('answers a wrong body of %s %j with 400 and the fields %j', async (path, body, fields) => {
    const response = await control(path, body);
    expect(response.status).toBe(400);
    const answer = (await response.json()) as { fields: { field: string }[] };
    expect(answer.fields.map(({ field }) => field)).toEqual(fields);
  });

  it('answers ordered faults with errors of OAuth form', async () => {
    const order = { method: 'POST', path: '/identity/microsoft/token', status: 503, retryAfter: 7 };
    expect((await control('faults', order)).status).toBe(201);
    const response = await bench.fetch(`${bench.origin}/identity/microsoft/token`, { method: 'POST' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' });
  });
});

describe('a restart', () => {
  it('keeps keys, sessions, refresh tokens and revocations', async () => {
    const first = await startIdentity();
    const browser = new TestBrowser(first.fetch);
    const tokens = await new TestClient(first, 'microsoft', 'pane').signIn(
      browser,
      'lukas.hoffmann',
      `openid ${graphScope}`,
    );
    const other = await new TestClient(first, 'microsoft').signIn(
      new TestBrowser(first.fetch),
      'marlene.vogt',
      graphScope,
    );
    first.sandbox.revoke('marlene.vogt', 'microsoft');
    await first.close();

    const second = await startIdentity(first);
    try {
      const verify = second.sandbox.verifier('graph');
      expect(await verify(bearer(tokens.access_token))).toMatchObject({ ok: true });
      expect(await verify(bearer(other.access_token))).toEqual({ ok: false, reason: 'revoked' });
      const client = new TestClient(second, 'microsoft', 'pane');
      expect(await client.refresh(tokens.refresh_token)).toMatchObject({ token_type: 'bearer' });
      const silent = await browser.follow(
        (await client.begin('openid', { prompt: 'none' })).url,
        client.redirectUri,
      );
      expect(new URL(silent.url).searchParams.get('code')).toEqual(expect.any(String));
    } finally {
      await second.close();
    }
  });
});
