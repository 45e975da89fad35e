// An identity sandbox behind a real https front, and a small browser (cookies, redirects, the sign-in form) for tests.
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as oauth from 'oauth4webapi';
import { openCertificates } from '../../src/local/front/certificates.ts';
import { openFront } from '../../src/local/front/front.ts';
import type { Handler } from '../../src/local/front/front.ts';
import { createTrustingFetch } from '../../src/local/front/trusting-fetch.ts';
import { people } from '../../src/sandbox/company/people.ts';
import { createFaults } from '../../src/sandbox/faults/faults.ts';
import { createIdentitySandbox } from '../../src/sandbox/identity/app.ts';
import type { IdentitySandbox } from '../../src/sandbox/identity/app.ts';
import { clientIds, testClientSecret } from '../../src/sandbox/identity/registrations.ts';
import type { IssuerName } from '../../src/sandbox/identity/registrations.ts';

type Fetch = typeof globalThis.fetch;

export interface IdentityBench {
  readonly origin: string;
  readonly dataDir: string;
  readonly sandbox: IdentitySandbox;
  readonly fetch: Fetch;
  close(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'sales-sync-identity-'));
}

/** Starts it on a port of its own, or that of an earlier one with its data. `pages` answers what is not below /identity. */
export async function startIdentity(
  again?: { readonly port: number; readonly dataDir: string },
  pages?: Handler,
): Promise<IdentityBench & { port: number }> {
  const port = again?.port ?? (await freePort());
  const dataDir = again?.dataDir ?? temporaryFolder();
  const origin = `https://localhost:${port}`;
  const certificates = await openCertificates(dataDir, Date.now());
  const sandbox = await createIdentitySandbox({ origin, dataDir, people, faults: createFaults() });
  const handle = sandbox.app.routing;
  const identity = { prefix: '/identity', keepsPrefix: true, handle };
  const owners = pages === undefined ? [identity] : [identity, { handle: pages }];
  const front = await openFront(certificates, [{ name: 'front', port, owners }]);
  const trusting = createTrustingFetch(readFileSync(certificates.caFile, 'utf8'));
  return {
    port,
    origin,
    dataDir,
    sandbox,
    fetch: trusting.fetch,
    async close() {
      trusting.close();
      await front.close(100);
      await sandbox.close();
    },
  };
}

/** A browser without scripts: keeps cookies, follows redirects by hand. */
export class TestBrowser {
  readonly #fetch: Fetch;
  readonly #cookies = new Map<string, string>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await this.#fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page, or until an address that starts with `until`, which is not opened. */
  async follow(url: string, until: string): Promise<{ url: string; response?: Response }> {
    let next = url;
    for (;;) {
      if (next.startsWith(until)) return { url: next };
      const response = await this.open(next);
      const location = response.headers.get('location');
      if (location === null) return { url: next, response };
      next = new URL(location, next).href;
    }
  }

  /** Sends the sign-in form of the page at `page` and follows the way back. */
  async choose(page: string, userName: string, until: string): Promise<string> {
    const response = await this.open(page, { userName });
    const { url } = await this.follow(new URL(response.headers.get('location') ?? '/', page).href, until);
    return url;
  }
}

/** One application at one issuer, driven by oauth4webapi. */
export class TestClient {
  readonly #bench: IdentityBench;
  readonly #issuer: string;
  readonly client: oauth.Client;
  readonly redirectUri: string;

  constructor(bench: IdentityBench, issuer: IssuerName, name: 'pane' | 'background' = 'background') {
    this.#bench = bench;
    this.#issuer = `${bench.origin}/identity/${issuer}`;
    this.client = { client_id: clientIds[name], token_endpoint_auth_method: 'none' };
    this.redirectUri = bench.origin + (name === 'pane' ? '/redirect.html' : '/background/callback');
  }

  get options(): { [oauth.customFetch]: (url: string, options: object) => Promise<Response> } {
    return { [oauth.customFetch]: (url, options) => this.#bench.fetch(url, options) };
  }

  async server(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(this.#issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, this.options));
  }

  async begin(
    scope: string,
    extra: Record<string, string> = {},
  ): Promise<{ url: string; verifier: string; state: string }> {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const parameters = new URLSearchParams({
      client_id: this.client.client_id,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...extra,
    });
    return { url: `${(await this.server()).authorization_endpoint}?${parameters}`, verifier, state };
  }

  async finish(
    callback: string,
    { verifier, state }: { verifier: string; state: string },
  ): Promise<oauth.TokenEndpointResponse> {
    const server = await this.server();
    const parameters = oauth.validateAuthResponse(server, this.client, new URL(callback), state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      this.client,
      oauth.None(),
      parameters,
      this.redirectUri,
      verifier,
      this.options,
    );
    return oauth.processAuthorizationCodeResponse(server, this.client, response);
  }

  /** The whole way: authorization, sign-in page, code, tokens. */
  async signIn(browser: TestBrowser, userName: string, scope: string): Promise<oauth.TokenEndpointResponse> {
    const started = await this.begin(scope);
    const page = await browser.follow(started.url, this.redirectUri);
    const callback =
      page.response === undefined ? page.url : await browser.choose(page.url, userName, this.redirectUri);
    return this.finish(callback, started);
  }

  async refresh(refreshToken: string | undefined, scope?: string): Promise<oauth.TokenEndpointResponse> {
    const server = await this.server();
    const response = await oauth.refreshTokenGrantRequest(
      server,
      this.client,
      oauth.None(),
      refreshToken ?? '',
      {
        ...this.options,
        ...(scope === undefined ? {} : { additionalParameters: { scope } }),
      },
    );
    return oauth.processRefreshTokenResponse(server, this.client, response);
  }
}

/** Asks the token endpoint as the test client. */
export async function testClientToken(
  bench: IdentityBench,
  issuer: IssuerName,
  parameters: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await bench.fetch(`${bench.origin}/identity/${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientIds.test, client_secret: testClientSecret, ...parameters }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export function bearer(token: unknown): string {
  return `Bearer ${String(token)}`;
}
