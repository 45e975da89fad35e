// Sales sign-in: authorization code + PKCE by oauth4webapi. The refresh token is sealed on this device, the access token
// lives in memory only. In a browser the page leaves and comes back to /taskpane.html with ?code&state; that answer is
// ours only if its state is the one we stored, because MSAL shares the page.

import * as oauth from 'oauth4webapi';
import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import { toInstant } from '../../contract/wire.ts';
import type { SecretBox } from '../../store/dexie/secret-box.ts';
import { SyncError } from '../../sync/model/error.ts';
import { withSignInLock } from './sign-in-lock.ts';

export interface SalesSignIn {
  /** a refresh token is there; it may still turn out to be dead */
  isSignedIn(): Promise<boolean>;
  /** user name at Sales as its token says, null before the first token of this page */
  userName(): string | null;
  /** the page leaves; `returnTo` is the fragment to come back to */
  signIn(returnTo: string): Promise<void>;
  /** throws SyncError `sign-in-needed` or `unreachable` */
  token(options?: { readonly forceRefresh?: boolean }): Promise<string>;
  /** from the sign-in to its end; null where the organisation does not say how long one lasts */
  term(): Promise<SignInTerm | null>;
  forget(): Promise<void>;
}

/** Both as ISO 8601, UTC. */
export interface SignInTerm {
  readonly beganAt: string;
  readonly endsAt: string;
}

interface Access {
  readonly token: string;
  readonly validUntilMs: number;
}

const secretName = 'sales-refresh-token';
/** when the refresh token was issued */
const beganName = 'sales-sign-in-began';
const dayMs = 86_400_000;
const pendingName = 'sales-sync.sales-sign-in';
/** Renew this long before the end, so that a request never carries a token that dies on the way. */
const marginMs = 60_000;
/** The renewal holds a lock of the whole browser: it must end. */
const renewalMs = 30_000;

export function createSalesSignIn(config: PaneConfiguration['sales'], box: SecretBox): SalesSignIn {
  const client: oauth.Client = { client_id: config.clientId };
  let access: Access | null = null;
  let userName: string | null = null;
  let server: Promise<oauth.AuthorizationServer> | null = null;

  const discover = (): Promise<oauth.AuthorizationServer> => {
    server ??= discoverServer(config.issuer).catch((cause: unknown) => {
      server = null;
      throw new SyncError('unreachable', { at: { side: 'sales' }, cause });
    });
    return server;
  };
  const keep = async (answer: oauth.TokenEndpointResponse): Promise<string> => {
    access = {
      token: answer.access_token,
      validUntilMs: Date.now() + (answer.expires_in ?? 3600) * 1000 - marginMs,
    };
    userName = readUserName(answer) ?? userName;
    // A provider that rotates begins the term anew; one that repeats the token does not.
    if (answer.refresh_token && answer.refresh_token !== (await box.get(secretName)))
      await storeSalesRefreshToken(box, answer.refresh_token);
    return answer.access_token;
  };
  const renew = async (): Promise<string> => {
    // Whoever held the lock before may have renewed already.
    if (access && access.validUntilMs > Date.now()) return access.token;
    const refreshToken = await box.get(secretName);
    if (refreshToken === null) throw new SyncError('sign-in-needed', { at: { side: 'sales' } });
    const as = await discover();
    return keep(await refresh(as, client, refreshToken));
  };

  return {
    isSignedIn: async () => (await box.get(secretName)) !== null,
    userName: () => userName,
    signIn: (returnTo) => leaveForSalesSignIn(config, returnTo),
    token: (options = {}) => {
      if (options.forceRefresh) access = null;
      if (access && access.validUntilMs > Date.now()) return Promise.resolve(access.token);
      return withSignInLock('sales', renew);
    },
    term: async () => {
      const began = Date.parse((await box.get(beganName)) ?? '');
      if (config.signInDays === null || Number.isNaN(began)) return null;
      return { beganAt: toInstant(began), endsAt: toInstant(began + config.signInDays * dayMs) };
    },
    forget: async () => {
      access = null;
      await box.remove(secretName);
      await box.remove(beganName);
    },
  };
}

interface Pending {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

export type SalesReturn =
  | { readonly result: 'none' }
  | { readonly result: 'refused'; readonly code: string; readonly returnTo: string }
  | { readonly result: 'signed-in'; readonly refreshToken: string; readonly returnTo: string };

/** Takes the answer of the Sales sign-in page off the address, if this page was opened with one. */
export async function completeSalesSignIn(config: PaneConfiguration['sales']): Promise<SalesReturn> {
  const pending = readPending();
  const url = new URL(location.href);
  if (!pending || url.searchParams.get('state') !== pending.state) return { result: 'none' };
  sessionStorage.removeItem(pendingName);
  // Office.js sets history.replaceState to null on the instance; the prototype keeps it.
  History.prototype.replaceState.call(history, null, '', `${url.pathname}#${pending.returnTo}`);
  try {
    const as = await discoverServer(config.issuer);
    const client: oauth.Client = { client_id: config.clientId };
    const parameters = oauth.validateAuthResponse(as, client, url, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      oauth.None(),
      parameters,
      redirectUri(),
      pending.verifier,
    );
    const answer = await oauth.processAuthorizationCodeResponse(as, client, response);
    if (!answer.refresh_token)
      return { result: 'refused', code: 'no_refresh_token', returnTo: pending.returnTo };
    return { result: 'signed-in', refreshToken: answer.refresh_token, returnTo: pending.returnTo };
  } catch (error) {
    const code = error instanceof oauth.AuthorizationResponseError ? error.error : 'exchange_failed';
    return { result: 'refused', code, returnTo: pending.returnTo };
  }
}

/** The completed sign-in reaches the box of the signed-in person. */
export async function storeSalesRefreshToken(box: SecretBox, refreshToken: string): Promise<void> {
  await box.put(secretName, refreshToken);
  await box.put(beganName, toInstant(Date.now()));
}

function readPending(): Pending | null {
  const text = sessionStorage.getItem(pendingName);
  return text === null ? null : (JSON.parse(text) as Pending);
}

function redirectUri(): string {
  return `${location.origin}/taskpane.html`;
}

async function discoverServer(issuer: string): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url));
}

/** The page leaves for the Sales sign-in and comes back to `returnTo`. */
export async function leaveForSalesSignIn(
  config: PaneConfiguration['sales'],
  returnTo: string,
): Promise<void> {
  const as = await discoverServer(config.issuer).catch((cause: unknown) => {
    throw new SyncError('unreachable', { at: { side: 'sales' }, cause });
  });
  const pending: Pending = {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    returnTo,
  };
  sessionStorage.setItem(pendingName, JSON.stringify(pending));
  if (!as.authorization_endpoint) throw new SyncError('malformed', { at: { side: 'sales' } });
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: config.clientId,
    response_type: 'code',
    redirect_uri: redirectUri(),
    scope: `openid offline_access ${config.scope}`,
    state: pending.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    prompt: 'consent',
  }).toString();
  location.assign(url);
}

async function refresh(
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  refreshToken: string,
): Promise<oauth.TokenEndpointResponse> {
  const at = { side: 'sales' } as const;
  try {
    const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refreshToken, {
      signal: () => AbortSignal.timeout(renewalMs),
    });
    return await oauth.processRefreshTokenResponse(as, client, response);
  } catch (cause) {
    // Only this code says that the sign-in is over; slow_down and the like pass by themselves.
    if (cause instanceof oauth.ResponseBodyError && cause.error === 'invalid_grant') {
      throw new SyncError('sign-in-needed', { at, cause, status: cause.status });
    }
    throw new SyncError('unreachable', { at, cause });
  }
}

/** The id token names the person; the access token stays opaque to us. */
function readUserName(answer: oauth.TokenEndpointResponse): string | null {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  if (!claims) return null;
  const named = claims['user_name'];
  return typeof named === 'string' ? named : claims.sub;
}
