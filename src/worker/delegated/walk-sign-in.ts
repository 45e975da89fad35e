// Signs a sample person in through the identity provider's own page, the way a browser would: authorize, follow to the
// form, submit it, follow back with a code. Code + PKCE; used once per person and side, never after a revocation.

import * as oauth from 'oauth4webapi';

export interface IssuerClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** everything the person consents to at once */
  readonly scope: string;
  /** days until a refresh token of the issuer ends; absent: unknown, or each renewal begins them anew */
  readonly signInDays?: number;
}

export interface WalkOptions {
  readonly client: IssuerClient;
  readonly userName: string;
  readonly fetch: typeof fetch;
}

const mostSteps = 12;

/** Resolves with the token answer; throws when the page does not lead back with a code. */
export async function walkSignIn({
  client,
  userName,
  fetch: send,
}: WalkOptions): Promise<oauth.TokenEndpointResponse> {
  const as = await discover(client.issuer, send);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const start = await authorizeUrl(as, client, { verifier, state });
  const callback = await followToCallback({ start, redirectUri: client.redirectUri, userName, send });
  const parameters = oauth.validateAuthResponse(as, publicClient(client), callback, state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    publicClient(client),
    oauth.None(),
    parameters,
    client.redirectUri,
    verifier,
    sendingBy(send),
  );
  return oauth.processAuthorizationCodeResponse(as, publicClient(client), response);
}

export async function discover(issuer: string, send: typeof fetch): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, sendingBy(send)));
}

/** oauth4webapi hands over options that a plain fetch takes, but says so in types of its own. */
export function sendingBy(send: typeof fetch) {
  return { [oauth.customFetch]: (url: string, options: object) => send(url, options) };
}

export function publicClient(client: IssuerClient): oauth.Client {
  return { client_id: client.clientId };
}

async function authorizeUrl(
  as: oauth.AuthorizationServer,
  client: IssuerClient,
  secrets: { readonly verifier: string; readonly state: string },
): Promise<URL> {
  if (!as.authorization_endpoint) throw new Error(`${client.issuer} names no authorization endpoint`);
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: client.scope,
    state: secrets.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    prompt: 'consent',
  }).toString();
  return url;
}

interface Walk {
  readonly start: URL;
  readonly redirectUri: string;
  readonly userName: string;
  readonly send: typeof fetch;
}

async function followToCallback({ start, redirectUri, userName, send }: Walk): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { readonly url: URL; readonly form?: URLSearchParams } = { url: start };
  let isSubmitted = false;
  for (let step = 0; step < mostSteps; step += 1) {
    if (next.url.href.startsWith(redirectUri)) return next.url;
    const response = await send(next.url, {
      method: next.form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: cookieHeader(cookies) },
      ...(next.form ? { body: next.form } : {}),
    });
    remember(cookies, response);
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location) next = { url: new URL(location, next.url) };
    else if (response.ok && !isSubmitted) {
      isSubmitted = true;
      next = { url: next.url, form: new URLSearchParams({ userName }) };
    } else throw new Error(`the sign-in page answered ${response.status}`);
  }
  throw new Error('the sign-in page leads in a circle');
}

function remember(cookies: Map<string, string>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
