// One oidc-provider per issuer, set up so that a client meets what it would meet at Entra or at Oracle's identity domain:
// no consent page, one sign-in for all APIs, JWT access tokens, refresh tokens that survive a restart of the sandbox.
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { appTokenClaims, identityClaims, mountPath, userTokenClaims } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { createAdapter } from './identity-store.ts';
import type { IdentityStore } from './identity-store.ts';
import { registerPasswordGrant } from './password-grant.ts';
import { apisOf, clientIds, clientRegistrations, refreshTokenDays } from './registrations.ts';
import type { Api } from './registrations.ts';
import { apiOfScopes, fullScopes, resourceServer, shortScopes } from './scopes.ts';
import { messagePage } from './sign-in-page.ts';
import type { TokenRules } from './token-rules.ts';

export interface IssuerParts {
  /** the front's origin: issuer addresses name it also when asked on the own port */
  readonly origin: string;
  /** origins whose pages may ask for tokens */
  readonly corsOrigins: readonly string[];
  readonly accounts: Accounts;
  readonly store: IdentityStore;
  readonly rules: TokenRules;
}

const days = 24 * 3_600;

export function createProvider(parts: IssuerParts): Provider {
  const provider = new Provider(parts.origin + mountPath(parts.accounts), {
    ...storage(parts),
    ...people(parts.accounts),
    ...tokens(parts),
    ...pages(parts),
    clients: clientRegistrations(parts.origin),
    clientBasedCORS: (_context, origin) => parts.corsOrigins.includes(origin),
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: resourceIndicators(apisOf[parts.accounts.issuer]),
      rpInitiatedLogout: logoutPages,
    },
  });
  registerPasswordGrant(provider, parts.accounts);
  return provider;
}

function storage({ store, accounts: { issuer } }: IssuerParts): Configuration {
  const cookie = { httpOnly: true, signed: true, secure: true, sameSite: 'none' } as const;
  return {
    adapter: (model) => createAdapter(store, model),
    jwks: { keys: store.value.keys },
    // Both issuers share the host, so each needs cookie names of its own.
    cookies: {
      names: {
        session: `${issuer}_session`,
        interaction: `${issuer}_interaction`,
        resume: `${issuer}_resume`,
      },
      keys: store.value.cookieKeys,
      long: cookie,
      short: cookie,
    },
  };
}

function people(accounts: Accounts): Configuration {
  return {
    findAccount: (_context, accountId) => {
      const person = accounts.find(accountId);
      if (person === undefined) return undefined;
      return { accountId, claims: () => ({ sub: accountId, ...identityClaims(accounts.issuer, person) }) };
    },
    claims: {
      openid: ['sub', 'oid', 'tid', 'user_name'],
      profile: ['name', 'preferred_username', 'roles'],
      email: ['email'],
    },
    conformIdTokenClaims: false,
  };
}

function tokens({ accounts, rules }: IssuerParts): Configuration {
  const apis = apisOf[accounts.issuer];
  return {
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    loadExistingGrant: (context) => consentedGrant(context, apis),
    ttl: {
      AccessToken: (_context, token) => rules.lifetimeSeconds(token.accountId),
      ClientCredentials: () => rules.lifetimeSeconds(clientIds.test),
      AuthorizationCode: 300,
      IdToken: 3_600,
      Interaction: 3_600,
      Grant: 90 * days,
      RefreshToken: refreshTokenDays * days,
      Session: 90 * days,
    },
    extraTokenClaims: (_context, token) => {
      const api = apis.find(({ audience }) => audience === token.aud);
      if (api === undefined) return undefined;
      if (token.kind === 'ClientCredentials')
        return { ...appTokenClaims(api), gen: rules.generation(clientIds.test) };
      const person = accounts.find(token.accountId);
      if (person === undefined) return undefined;
      return { ...userTokenClaims(api, person), gen: rules.generation(token.accountId) };
    },
    formats: { customizers: { jwt: entraClaims(apis) } },
  };
}

type JwtCustomizer = NonNullable<NonNullable<NonNullable<Configuration['formats']>['customizers']>['jwt']>;

/** Tokens name scopes short and in `scp`; a person's token carries all that is consented, however little was asked. */
function entraClaims(apis: readonly Api[]): JwtCustomizer {
  return (_context, token, { payload }) => {
    const api = apis.find(({ audience }) => audience === payload['aud']);
    delete payload['scope'];
    payload['azp'] = payload['client_id'];
    if (api === undefined || token.kind !== 'AccessToken') return;
    const exact = 'gty' in token && token.gty === 'password';
    payload['scp'] = (exact ? shortScopes(api, token.scope) : api.scopes).join(' ');
  };
}

function resourceIndicators(
  apis: readonly Api[],
): NonNullable<Configuration['features']>['resourceIndicators'] {
  return {
    enabled: true,
    useGrantedResource: () => true,
    defaultResource: (context, _client, oneOf) => {
      const { route, params } = context.oidc;
      const inBody = bodyScope(context);
      if (oneOf === undefined && route === 'authorization') {
        const first = apiOfScopes(apis, params?.['scope']);
        return apis.map(({ audience }) => audience).sort((a) => (a === first?.audience ? -1 : 0));
      }
      // At the code exchange the scope stands in the body only; without one the first API of the sign-in is meant.
      const audience = apiOfScopes(apis, inBody)?.audience ?? oneOf?.[0];
      if (audience === undefined)
        throw new errors.InvalidScope('the scope names no API of this issuer', inBody ?? '');
      return audience;
    },
    getResourceServerInfo: (_context, audience) => {
      const api = apis.find((candidate) => candidate.audience === audience);
      if (api === undefined) throw new errors.InvalidTarget();
      return resourceServer(api);
    },
  };
}

function bodyScope({ oidc }: KoaContextWithOIDC): string | undefined {
  const scope = oidc.body?.['scope'];
  return typeof scope === 'string' ? scope : undefined;
}

/** The session's grant with everything consented, made when there is none: nobody is ever asked. */
async function consentedGrant({ oidc }: KoaContextWithOIDC, apis: readonly Api[]): ReturnType<typeof load> {
  return load();

  async function load() {
    const { session, client, provider } = oidc;
    if (session?.accountId === undefined || client === undefined) return undefined;
    const known = session.grantIdFor(client.clientId);
    const existing = known === undefined ? undefined : await provider.Grant.find(known);
    if (existing?.accountId === session.accountId) return existing;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile email offline_access');
    for (const api of apis) grant.addResourceScope(api.audience, fullScopes(api).join(' '));
    await grant.save();
    return grant;
  }
}

function pages(parts: IssuerParts): Configuration {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.clear();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return {
    interactions: {
      policy,
      url: (_context, { uid }) => `${mountPath(parts.accounts)}/sign-in/${uid}`,
    },
    renderError: (context, out) => {
      context.type = 'html';
      context.body = messagePage(
        'Sign-in failed',
        `${out.error}: ${out.error_description ?? 'no description'}`,
      );
    },
  };
}

const logoutPages: NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']> = {
  enabled: true,
  logoutSource: (context, form) => {
    const buttons = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>';
    context.body = messagePage('Sign out', 'Sign out of the sandbox on this browser?', form + buttons);
  },
  postLogoutSuccessSource: (context) => {
    context.type = 'html';
    context.body = messagePage('Signed out', 'You can close this page.');
  },
};
