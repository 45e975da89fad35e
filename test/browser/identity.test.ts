// The real MSAL in a real browser against the sandbox: what works here works against Entra by the same calls.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { startIdentity } from '../sandbox/identity-bench.ts';
import type { IdentityBench } from '../sandbox/identity-bench.ts';

const msalFolder = path.dirname(createRequire(import.meta.url).resolve('@azure/msal-browser/package.json'));
const script = (file: string): string => `<script src="/msal/${file}"></script>`;

const app = `<!doctype html><meta charset="utf-8"><title>loading</title>${script('msal-browser.min.js')}
<script>
(async () => {
  const app = await msal.createStandardPublicClientApplication({
    auth: {
      clientId: '5a1e5000-0000-4000-8000-000000000001', authority: location.origin + '/identity/microsoft',
      knownAuthorities: [location.host], redirectUri: location.origin + '/redirect.html',
      OIDCOptions: { defaultScopes: ['openid', 'profile'] },
    },
    cache: { cacheLocation: 'localStorage' },
    system: { protocolMode: 'OIDC' },
  });
  window.signIn = (scope) => { void app.loginRedirect({ scopes: [scope] }); };
  window.signOut = () => { void app.logoutRedirect({ postLogoutRedirectUri: location.origin + '/' }); };
  window.account = () => app.getAllAccounts()[0];
  window.silent = (scope, forceRefresh) =>
    app.acquireTokenSilent({ scopes: [scope], account: app.getAllAccounts()[0], forceRefresh }).then(
      ({ fromCache, accessToken }) => ({ fromCache, audience: JSON.parse(atob(accessToken.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).aud }),
      ({ errorCode }) => ({ errorCode }),
    );
  await app.handleRedirectPromise();
  document.title = 'ready';
})();
</script>`;
const bridge = `<!doctype html><meta charset="utf-8">${script('redirect-bridge/msal-redirect-bridge.min.js')}
<script>void msalRedirectBridge.broadcastResponseToMainFrame();</script>`;

function servePages(request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'https://localhost');
  const file = /^\/msal\/([\w/-]+\.min\.js)$/.exec(pathname)?.[1];
  if (file !== undefined) {
    response.setHeader('content-type', 'text/javascript');
    response.end(readFileSync(path.join(msalFolder, 'lib', file)));
    return;
  }
  response.setHeader('content-type', 'text/html');
  response.end(pathname === '/redirect.html' ? bridge : app);
}

const graph = 'https://graph.microsoft.com/Contacts.ReadWrite';
const relay = 'api://sales-sync-relay/access_as_user';

let bench: IdentityBench;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  bench = await startIdentity(undefined, servePages);
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await bench.close();
});

async function call(expression: string): Promise<unknown> {
  return page.evaluate(expression);
}
const silent = (scope: string, force = false): Promise<unknown> =>
  call(`silent(${JSON.stringify(scope)}, ${String(force)})`);
const ready = (): Promise<unknown> => page.waitForFunction(`document.title === 'ready'`);

async function signIn(userName: string): Promise<void> {
  await call(`signIn(${JSON.stringify(relay)})`);
  await page.locator(`button[value="${userName}"]`).click();
  await ready();
}

describe('MSAL against the sandbox', () => {
  it('signs in by redirect, renews silently, and gets a second API without asking', async () => {
    await page.goto(bench.origin);
    await ready();
    await signIn('ana.ruiz');
    expect(await call('account()')).toMatchObject({
      username: 'ana.ruiz@contoso.example',
      tenantId: '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0',
    });
    expect(await silent(relay)).toEqual({ fromCache: true, audience: 'api://sales-sync-relay' });
    expect(await silent(graph)).toEqual({ fromCache: false, audience: 'https://graph.microsoft.com' });
    await page.reload();
    await ready();
    expect(await silent(graph)).toEqual({ fromCache: true, audience: 'https://graph.microsoft.com' });
    expect(await silent(graph, true)).toEqual({ fromCache: false, audience: 'https://graph.microsoft.com' });
  });

  it('uses the session when the refresh token is gone, and asks to sign in when both are', async () => {
    await call(
      `Object.keys(localStorage).filter((key) => /refreshtoken/i.test(key)).forEach((key) => localStorage.removeItem(key))`,
    );
    expect(await silent(graph, true)).toMatchObject({ fromCache: false });
    bench.sandbox.revoke('ana.ruiz', 'microsoft');
    expect(await silent(graph, true)).toEqual({ errorCode: 'login_required' });
    await signIn('ana.ruiz');
    expect(await silent(graph, true)).toMatchObject({ fromCache: false });
  });

  it('signs out and returns to the application', async () => {
    await call('signOut()');
    await page.locator('button[name="logout"]').click();
    await ready();
    expect(page.url().startsWith(`${bench.origin}/`)).toBe(true);
    expect(await call('account() === undefined')).toBe(true);
  });
});

describe('the sign-in page', () => {
  it('finds people by any part of name, address or office, whatever the accents', async () => {
    await call(`signIn(${JSON.stringify(relay)})`);
    await page.locator('#find').fill('ferrer madrid');
    expect(await page.locator('#count').textContent()).toBe('1 person');
    await page.locator('#find').fill('LUCIA');
    expect(await page.locator('#people li:visible').allInnerTexts()).toEqual([
      expect.stringContaining('Lucía Ferrer'),
    ]);
    await page.locator('#find').fill('nobody at all');
    expect(await page.locator('#count').textContent()).toBe('0 people');
  });
});
