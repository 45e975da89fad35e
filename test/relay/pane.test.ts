import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaneConfiguration } from '../../src/contract/pane-configuration.ts';
import { policyOf } from '../../src/relay/plugins/security-headers.ts';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';

const configuration: PaneConfiguration = {
  buildId: 'abc',
  microsoft: {
    authority: 'https://login.example/tenant',
    clientId: 'client',
    knownAuthorities: [],
    protocol: 'AAD',
    graphBaseUrl: 'https://graph.example/v1.0',
    graphScopes: ['a'],
    relayScopes: ['b'],
  },
  sales: {
    baseUrl: 'https://sales.example/prefix',
    issuer: 'https://idcs.example',
    clientId: 'client',
    scope: 's',
    frameworkVersion: 9,
    signInDays: null,
  },
  isSandbox: false,
};

describe('the pane', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pane-'));
  const script = 'x'.repeat(5_000);
  let relay: TestRelay;
  beforeAll(async () => {
    writeFileSync(join(directory, 'taskpane.html'), '<!doctype html><title>Pane</title>');
    writeFileSync(join(directory, 'redirect.html'), '<!doctype html>');
    writeFileSync(join(directory, 'taskpane.0123456789abcdef.js'), script);
    writeFileSync(join(directory, 'taskpane.0123456789abcdef.js.br'), brotliCompressSync(script));
    writeFileSync(join(directory, '.secret'), 'x');
    relay = await startTestRelay({ paneDirectory: directory, paneConfiguration: configuration });
  });
  afterAll(async () => {
    await relay.close();
    rmSync(directory, { recursive: true });
  });

  it('is the page at /, asked for anew each time', async () => {
    const page = await relay.send('/');
    expect(page.text).toContain('<title>Pane</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await relay.send('/taskpane.html')).text).toBe(page.text);
  });

  it('has hashed files that are kept for ever and go out as the build compressed them', async () => {
    const answer = await relay.send('/taskpane.0123456789abcdef.js', {
      headers: { 'accept-encoding': 'br' },
    });
    expect(answer.text).toBe(script);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
  });

  it.each([
    ['/monitor', '/#/monitor'],
    ['/monitor?card=all', '/#/monitor?card=all'],
    ['/monitor/audit', '/#/monitor/audit'],
  ])('leads from %s to its own place for that', async (typed, place) => {
    const answer = await relay.send(typed, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(place);
  });

  it('learns its configuration without a token', async () => {
    const answer = await relay.send('/config.json');
    expect(answer.body).toEqual(configuration);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('may stand in a frame of Outlook and nowhere else', async () => {
    const { headers } = await relay.send('/');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' https://outlook.office.com",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('lets the sign-in page keep its opener', async () => {
    expect((await relay.send('/redirect.html?code=1')).headers.get('cross-origin-opener-policy')).toBeNull();
    expect((await relay.send('/')).headers.get('cross-origin-opener-policy')).toBe(
      'same-origin-allow-popups',
    );
  });

  it('connects to what its configuration names, and runs no inline script', () => {
    const policy = policyOf(configuration);
    expect(policy['connect-src']).toEqual([
      "'self'",
      'https://login.example',
      'https://graph.example',
      'https://sales.example',
      'https://idcs.example',
      'https://appsforoffice.microsoft.com',
      'https://ajax.aspnetcdn.com',
    ]);
    expect(policy['script-src']).toEqual([
      "'self'",
      'https://appsforoffice.microsoft.com',
      'https://ajax.aspnetcdn.com',
    ]);
    expect(policyOf({ ...configuration, isSandbox: true })['script-src']).toEqual(["'self'"]);
  });

  it('serves nothing beside its directory', async () => {
    for (const path of ['/.secret', '/..%2f..%2fetc/passwd', '/%2e%2e/package.json', '/nothing.js'])
      expect((await relay.send(path)).status).toBe(404);
  });
});
