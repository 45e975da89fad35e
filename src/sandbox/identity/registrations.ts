// What an administrator would have registered at the two identity providers: applications, APIs, scopes, app roles.
// Clients ask for scopes in full (`<audience>/<name>`); the tokens carry the short names.

import type { ClientMetadata } from 'oidc-provider';

export type IssuerName = 'microsoft' | 'sales';

export const clientIds = {
  pane: '5a1e5000-0000-4000-8000-000000000001',
  background: '5a1e5000-0000-4000-8000-000000000002',
  test: '5a1e5000-0000-4000-8000-000000000003',
} as const;

/** life of a refresh token; it is not rotated, so renewing does not lengthen it */
export const refreshTokenDays = 90;
export const testClientSecret = 'sandbox-test-secret';

export const audiences = {
  graph: 'https://graph.microsoft.com',
  relay: 'api://sales-sync-relay',
  sales: 'urn:sandbox:sales',
} as const;

/** An API that tokens are made for. */
export interface Api {
  readonly audience: string;
  /** short names of the delegated scopes, all of them consented */
  readonly scopes: readonly string[];
  /** roles of an application token */
  readonly appRoles: readonly string[];
  /** whether a person's app roles stand in the token */
  readonly carriesUserRoles: boolean;
}

const productRoles = ['Monitor.Admin', 'Sync.Worker'];

const graph: Api = {
  audience: audiences.graph,
  scopes: [
    'Contacts.ReadWrite',
    'Calendars.ReadWrite',
    'Tasks.ReadWrite',
    'Mail.Read',
    'MailboxSettings.Read',
    'MailboxSettings.ReadWrite',
    'User.Read',
  ],
  appRoles: [
    'Contacts.ReadWrite',
    'Calendars.ReadWrite',
    'Tasks.ReadWrite.All',
    'Mail.Read',
    'Mail.Send',
    'MailboxSettings.ReadWrite',
    'User.Read.All',
    ...productRoles,
  ],
  carriesUserRoles: false,
};

const relay: Api = {
  audience: audiences.relay,
  scopes: ['access_as_user'],
  appRoles: productRoles,
  carriesUserRoles: true,
};

const sales: Api = {
  audience: audiences.sales,
  scopes: ['consumer'],
  appRoles: productRoles,
  carriesUserRoles: false,
};

export const apisOf: Readonly<Record<IssuerName, readonly Api[]>> = {
  microsoft: [graph, relay],
  sales: [sales],
};

/** Client metadata for oidc-provider; `origin` is the front's, where every redirect address lies. */
export function clientRegistrations(origin: string): ClientMetadata[] {
  const pages = ['/redirect.html', '/', '/index.html', '/taskpane.html'].map((path) => origin + path);
  return [
    {
      ...publicClient,
      client_id: clientIds.pane,
      client_name: 'Sales Sync for Outlook',
      redirect_uris: pages,
      post_logout_redirect_uris: [...pages, origin],
    },
    {
      ...publicClient,
      client_id: clientIds.background,
      client_name: 'Sales Sync background runs',
      redirect_uris: [`${origin}/background/callback`],
      post_logout_redirect_uris: [],
    },
    {
      client_id: clientIds.test,
      client_secret: testClientSecret,
      client_name: 'Sandbox test client',
      redirect_uris: [],
      post_logout_redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials', 'password'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ];
}

/** Entra signs out and returns to any registered address; oidc-provider also wants to know whose address it is. */
export function completeSignOut(url: string): string {
  if (!url.startsWith('/session/end?')) return url;
  const parameters = new URLSearchParams(url.slice(url.indexOf('?')));
  if (parameters.has('client_id') || parameters.has('id_token_hint')) return url;
  return `${url}&client_id=${clientIds.pane}`;
}

const publicClient: Omit<ClientMetadata, 'client_id'> = {
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
};
