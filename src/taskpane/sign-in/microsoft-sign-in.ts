// Microsoft sign-in by MSAL. Inside Outlook: nested app authentication where the host has it, else the Office dialog.
// In a plain browser: redirect by way of redirect.html. Tokens stay in MSAL; an account found here is not yet a promise
// that silent renewal works.

import {
  BrowserAuthError,
  createNestablePublicClientApplication,
  InteractionRequiredAuthError,
  ProtocolMode,
  PublicClientApplication,
  type AccountInfo,
  type AuthenticationResult,
  type Configuration,
  type IPublicClientApplication,
} from '@azure/msal-browser';
import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import { SyncError } from '../../sync/model/error.ts';
import { withSignInLock } from './sign-in-lock.ts';

export interface MicrosoftAccount {
  readonly tenantId: string;
  readonly oid: string;
  readonly name: string;
  readonly email: string;
}

export interface TokenOptions {
  readonly forceRefresh?: boolean;
  readonly claims?: string;
}

export interface MicrosoftSignIn {
  account(): MicrosoftAccount | null;
  /** the page just came back from an interactive sign-in */
  readonly isFresh: boolean;
  /** in a browser the page leaves; in Outlook it resolves when signed in */
  signIn(): Promise<void>;
  /** throws SyncError `sign-in-needed`, `consent-withdrawn` or `unreachable` */
  token(scopes: readonly string[], options?: TokenOptions): Promise<string>;
  /** the same with the time it ends, for whoever keeps it or hands it on */
  tokenWithEnd(
    scopes: readonly string[],
    options?: TokenOptions,
  ): Promise<{ readonly token: string; readonly expiresAtMs: number }>;
}

const bridgeTimeoutMs = 300_000;

export async function createMicrosoftSignIn(
  config: PaneConfiguration['microsoft'],
  host: { readonly canNest: boolean },
): Promise<MicrosoftSignIn> {
  const settings = msalConfiguration(config);
  const client = host.canNest
    ? await createNestablePublicClientApplication(settings)
    : new PublicClientApplication(settings);
  if (!host.canNest) await client.initialize();
  const returned = host.canNest ? null : await client.handleRedirectPromise();
  const scopes = ['openid', 'profile', ...config.relayScopes];
  if (returned) remember(client, returned.account);
  else if (!host.canNest) await resume(client, scopes);
  let isFresh = returned !== null;
  const silently = (wanted: readonly string[], options: TokenOptions) =>
    withSignInLock('microsoft', () => silent(client, wanted, options));
  return {
    account: () => toAccount(currentAccount(client)),
    get isFresh() {
      return isFresh;
    },
    signIn: async () => {
      if (host.canNest) {
        const result = await client.acquireTokenPopup({ scopes });
        client.setActiveAccount(result.account);
        isFresh = true;
        return;
      }
      const known = currentAccount(client);
      await client.acquireTokenRedirect({
        scopes,
        prompt: 'select_account',
        ...(known ? { loginHint: known.username } : {}),
      });
    },
    token: async (wanted, options = {}) => (await silently(wanted, options)).accessToken,
    tokenWithEnd: async (wanted, options = {}) => {
      const { accessToken, expiresOn } = await silently(wanted, options);
      return { token: accessToken, expiresAtMs: expiresOn?.getTime() ?? Date.now() };
    },
  };
}

const hintName = 'sales-sync.login-hint';

function remember(client: IPublicClientApplication, account: AccountInfo): void {
  client.setActiveAccount(account);
  localStorage.setItem(hintName, account.username);
}

/**
 * MSAL's cache dies with the browser, because its key is a session cookie. Microsoft's own session may outlive it and
 * answer for the same person without a question.
 */
async function resume(client: IPublicClientApplication, scopes: string[]): Promise<void> {
  const loginHint = localStorage.getItem(hintName);
  if (loginHint === null || currentAccount(client) !== null) return;
  try {
    const { account } = await client.ssoSilent({ scopes, loginHint });
    if (account.username.toLowerCase() === loginHint.toLowerCase()) client.setActiveAccount(account);
    else await client.clearCache({ account });
  } catch {
    // No session, or one that this frame may not see: the person presses the button.
  }
}

function msalConfiguration(config: PaneConfiguration['microsoft']): Configuration {
  return {
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: [...config.knownAuthorities],
      redirectUri: `${location.origin}/redirect.html`,
      clientCapabilities: ['CP1'],
      ...(config.protocol === 'OIDC' ? { OIDCOptions: { defaultScopes: ['openid', 'profile'] } } : {}),
    },
    cache: { cacheLocation: 'localStorage' },
    system: {
      protocolMode: config.protocol === 'OIDC' ? ProtocolMode.OIDC : ProtocolMode.AAD,
      popupBridgeTimeout: bridgeTimeoutMs,
    },
  };
}

function currentAccount(client: IPublicClientApplication): AccountInfo | null {
  return client.getActiveAccount() ?? client.getAllAccounts()[0] ?? null;
}

function toAccount(account: AccountInfo | null): MicrosoftAccount | null {
  if (!account) return null;
  const claims: Readonly<Record<string, unknown>> = account.idTokenClaims ?? {};
  const oid = typeof claims['oid'] === 'string' ? claims['oid'] : account.localAccountId;
  return {
    tenantId: account.tenantId,
    oid,
    name: account.name ?? account.username,
    email: account.username,
  };
}

async function silent(
  client: IPublicClientApplication,
  scopes: readonly string[],
  options: TokenOptions,
): Promise<AuthenticationResult> {
  const account = currentAccount(client);
  if (!account) throw new SyncError('sign-in-needed', { at: { side: 'microsoft' } });
  try {
    return await client.acquireTokenSilent({
      scopes: [...scopes],
      account,
      forceRefresh: options.forceRefresh ?? false,
      ...(options.claims ? { claims: options.claims } : {}),
    });
  } catch (cause) {
    throw toSyncError(cause);
  }
}

const consentCodes = new Set(['consent_required', 'interaction_required_consent']);
/** Codes of MSAL that mean "no network" rather than "not signed in". */
const networkCodes = new Set([
  'no_network_connectivity',
  'post_request_failed',
  'get_request_failed',
  'network_error',
  'endpoints_resolution_error',
  'openid_config_error',
  'monitor_window_timeout',
  'timed_out',
]);

function toSyncError(cause: unknown): SyncError {
  const at = { side: 'microsoft' } as const;
  if (cause instanceof InteractionRequiredAuthError) {
    return new SyncError(consentCodes.has(cause.errorCode) ? 'consent-withdrawn' : 'sign-in-needed', {
      at,
      cause,
    });
  }
  const code = cause instanceof Error && 'errorCode' in cause ? String(cause.errorCode) : '';
  if (networkCodes.has(code) || !navigator.onLine) return new SyncError('unreachable', { at, cause });
  // `no_account_error` is a BrowserAuthError, not an InteractionRequiredAuthError, and means the same to a person.
  if (cause instanceof BrowserAuthError || code === 'invalid_grant') {
    return new SyncError('sign-in-needed', { at, cause });
  }
  return new SyncError('unreachable', { at, cause });
}
