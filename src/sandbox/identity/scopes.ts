// Scopes and the APIs they name. Entra's one sign-in serves every consented API; oidc-provider's serves what was asked,
// so each authorization request is widened to all scopes of the issuer before the provider sees it.
import type { ResourceServer } from 'oidc-provider';
import type { Api } from './registrations.ts';

const everything = '.default';

/** All scopes of an API in full, `<audience>/.default` included. */
export function fullScopes(api: Api): string[] {
  return [...api.scopes, everything].map((scope) => `${api.audience}/${scope}`);
}

/** The API as oidc-provider wants it described. */
export function resourceServer(api: Api): ResourceServer {
  return {
    audience: api.audience,
    scope: fullScopes(api).join(' '),
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  };
}

/** The API that the first API scope of the list names; undefined when there is none. */
export function apiOfScopes(apis: readonly Api[], scopes: unknown): Api | undefined {
  if (typeof scopes !== 'string') return undefined;
  for (const scope of words(scopes)) {
    const api = apis.find((candidate) => fullScopes(candidate).includes(scope));
    if (api !== undefined) return api;
  }
  return undefined;
}

/** Short names for the `scp` claim; `<audience>/.default` stands for all of the API. */
export function shortScopes(api: Api, scopes: string | undefined): readonly string[] {
  const asked = words(scopes);
  if (asked.includes(`${api.audience}/${everything}`)) return api.scopes;
  return api.scopes.filter((name) => asked.includes(`${api.audience}/${name}`));
}

/** Adds every API scope of the issuer to `?scope=` of an authorization request; other addresses stay as they are. */
export function widenAuthorization(url: string, apis: readonly Api[]): string {
  const [path, query] = splitOnce(url);
  if (path !== '/auth' || query === undefined) return url;
  const parameters = new URLSearchParams(query);
  const asked = parameters.get('scope');
  if (asked === null) return url;
  const wide = new Set([...words(asked), ...apis.flatMap(fullScopes)]);
  parameters.set('scope', [...wide].join(' '));
  return `${path}?${parameters.toString()}`;
}

function splitOnce(url: string): [string, string | undefined] {
  const at = url.indexOf('?');
  return at === -1 ? [url, undefined] : [url.slice(0, at), url.slice(at + 1)];
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
