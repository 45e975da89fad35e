// `grant_type=password&username=…`: a person's token for tests and scripts, without a page and without a password.
// Exists in the sandbox only, for the test client only; the real services refuse this grant.
import { errors } from 'oidc-provider';
import type Provider from 'oidc-provider';
import type { Accounts } from './accounts.ts';
import { apisOf } from './registrations.ts';
import { apiOfScopes, resourceServer } from './scopes.ts';

interface PasswordParameters extends Record<string, unknown> {
  readonly username?: string;
}

export function registerPasswordGrant(provider: Provider, accounts: Accounts): void {
  const apis = apisOf[accounts.issuer];
  provider.registerGrantType<PasswordParameters>(
    'password',
    async (context) => {
      const { client, params } = context.oidc;
      const person = accounts.findByName(params.username ?? '');
      if (person === undefined) throw new errors.InvalidGrant('username names nobody of the sample company');
      const api = apiOfScopes(apis, params.scope);
      if (api === undefined)
        throw new errors.InvalidScope('the scope names no API of this issuer', params.scope ?? '');
      const token = new provider.AccessToken({
        accountId: accounts.idOf(person),
        client,
        gty: 'password',
        grantId: '',
      });
      token.resourceServer = new provider.ResourceServer(api.audience, resourceServer(api));
      token.scope = params.scope;
      context.oidc.entity('AccessToken', token);
      context.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        token_type: 'Bearer',
        scope: params.scope,
      };
    },
    ['username', 'password', 'scope'],
  );
}
