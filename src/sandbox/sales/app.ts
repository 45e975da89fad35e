// The Sales side of the sandbox: ADF REST, Adaptive Search, switches and faults, written from the contract alone.
// Asked with or without the prefix `/sales`.
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Company } from '../company/company.ts';
import { controlBody } from '../faults/control-body.ts';
import type { Faults } from '../faults/faults.ts';
import { installFaults } from '../faults/install-faults.ts';
import { requireLoopback } from '../faults/loopback.ts';
import type { VerifyToken } from '../identity/verified-token.ts';
import { createSalesControl } from './control.ts';
import type { SalesControl } from './control.ts';
import { childRoutes } from './http/child-routes.ts';
import { installCrossOrigin } from './http/cross-origin.ts';
import { faultBody, installFailureAnswers } from './http/failure-answer.ts';
import { acceptJsonBodies } from './http/media-types.ts';
import { resourceRoutes } from './http/resource-routes.ts';
import { searchRoutes } from './http/search-routes.ts';
import { installSignInCheck } from './http/sign-in-check.ts';
import { SavedSearches } from './search/saved-searches.ts';
import { SalesStore } from './store/sales-store.ts';
import { switchesSchema } from './switches.ts';

const PREFIX = '/sales';
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

export interface SalesSandboxOptions {
  /** bound to the audience of the Sales application */
  readonly verifyToken: VerifyToken;
  readonly faults: Faults;
  /** the sandbox's folder; ours is `sales` in it */
  readonly dataDir: string;
  readonly company: Company;
  readonly instanceId: string;
  /** public origin for hrefs with our prefix, e.g. `https://localhost:3000/sales` */
  readonly origin: string;
  /** origins that browsers may call from */
  readonly corsOrigins: readonly string[];
  /** epoch milliseconds; default: the machine's clock */
  readonly now?: () => number;
  readonly log?: (message: string) => void;
}

export interface SalesSandbox {
  readonly app: FastifyInstance;
  readonly control: SalesControl;
  /** ends open requests and writes what is not yet on disk */
  close(): Promise<void>;
}

function withoutPrefix(url: string): string {
  return url === PREFIX || url.startsWith(`${PREFIX}/`) ? url.slice(PREFIX.length) || '/' : url;
}

export async function createSalesSandbox(options: SalesSandboxOptions): Promise<SalesSandbox> {
  const { verifyToken, faults, company, instanceId, origin, corsOrigins, log = () => undefined } = options;
  const store = new SalesStore(options.dataDir, company, options.now);
  const searches = new SavedSearches(store);
  const { switches } = store;
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
    rewriteUrl: (request) => withoutPrefix(request.url ?? '/'),
  });
  acceptJsonBodies(app);
  installCrossOrigin(app, { origins: corsOrigins, switches });
  installFailureAnswers(app, { switches, log });
  installFaults(app, { faults, prefix: PREFIX, answer: faultBody });
  switchRoutes(app, store);
  await app.register((guarded, _options, done) => {
    const viewerOf = installSignInCheck(guarded, { verifyToken, company, switches });
    const service = { store, searches, switches, company, instanceId, origin, viewerOf };
    resourceRoutes(guarded, service);
    childRoutes(guarded, service);
    searchRoutes(guarded, service);
    done();
  });
  await app.ready();
  return {
    app,
    control: createSalesControl({ store, searches }),
    close: async () => {
      await app.close();
      await store.close();
    },
  };
}

function switchRoutes(app: FastifyInstance, store: SalesStore): void {
  app.get('/switches', { onRequest: requireLoopback }, () => store.switches);
  app.post('/switches', { onRequest: requireLoopback }, (request, reply) => {
    const changes = controlBody(switchesSchema.partial(), request.body, reply);
    if (changes === undefined) return reply;
    Object.assign(store.switches, changes);
    store.stateChanged();
    return reply.send(store.switches);
  });
}
