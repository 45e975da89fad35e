// Who asks: the bearer token is checked by the identity server's verifier; a valid token is not enough,
// its user must exist in the Sales application and have a role there.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Company } from '../../company/company.ts';
import type { VerifyToken } from '../../identity/verified-token.ts';
import { viewerOf } from '../store/viewer.ts';
import type { Viewer } from '../store/viewer.ts';
import type { Switches } from '../switches.ts';
import { SalesError } from '../wire/sales-error.ts';

/** Guards every route registered on `app` afterwards; the returned function gives the request's viewer. */
export function installSignInCheck(
  app: FastifyInstance,
  rules: { readonly verifyToken: VerifyToken; readonly company: Company; readonly switches: Switches },
): (request: FastifyRequest) => Viewer {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  app.addHook('onRequest', async (request) => {
    const answer = await rules.verifyToken(request.headers.authorization);
    const viewer = answer.ok ? viewerOf(answer.token, rules.company) : null;
    if (viewer === null) {
      const detail = answer.ok ? 'The user does not exist.' : `The token was not accepted: ${answer.reason}.`;
      throw new SalesError(401, [{ detail, code: '401' }], { 'www-authenticate': 'Bearer' });
    }
    if (rules.switches.withoutRole.includes(viewer.name))
      throw new SalesError(403, [{ detail: 'The user has no role for this service.', code: '403' }]);
    viewers.set(request, viewer);
  });
  return (request) => {
    const viewer = viewers.get(request);
    if (viewer === undefined) throw new Error('a route of the Sales sandbox runs without the sign-in check');
    return viewer;
  };
}
