// The sandbox's identity server: two issuers below /identity, their sign-in pages, and the operator's controls.
// Always asked with the prefix /identity; `origin` stands in every token, whichever port was asked.
import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import type { Person } from '../company/person.ts';
import { controlBody } from '../faults/control-body.ts';
import type { Faults } from '../faults/faults.ts';
import { installFaults } from '../faults/install-faults.ts';
import { requireLoopback } from '../faults/loopback.ts';
import { createAccounts, mountPath } from './accounts.ts';
import { openIdentityStore } from './identity-store.ts';
import { createProvider } from './provider.ts';
import type { IssuerParts } from './provider.ts';
import { apisOf, audiences, completeSignOut } from './registrations.ts';
import type { IssuerName } from './registrations.ts';
import { widenAuthorization } from './scopes.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import { createTokenRules } from './token-rules.ts';
import { createTokenVerifier } from './token-verifier.ts';
import type { VerifyToken } from './verified-token.ts';

export interface IdentitySandboxOptions {
  /** the front's origin, e.g. `https://localhost:3000` */
  readonly origin: string;
  /** folder for `identity-*.json` */
  readonly dataDir: string;
  readonly people: readonly Person[];
  readonly faults: Faults;
  /** origins whose pages may ask for tokens, the front's is always among them */
  readonly corsOrigins?: readonly string[];
  readonly log?: (message: string) => void;
}

export interface IdentitySandbox {
  readonly app: FastifyInstance;
  /** checks tokens for the Graph or the Sales sandbox */
  verifier(audience: 'graph' | 'sales'): VerifyToken;
  /** ends all sign-ins of a person at an issuer; false when there is no such person */
  revoke(userName: string, issuer: IssuerName): boolean;
  close(): Promise<void>;
}

interface Issuer extends IssuerParts {
  readonly provider: Provider;
}

export async function createIdentitySandbox(options: IdentitySandboxOptions): Promise<IdentitySandbox> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const issuers = {
    microsoft: await openIssuer('microsoft', options),
    sales: await openIssuer('sales', options),
  };
  const app = Fastify({ logger: false, forceCloseConnections: true });
  installFaults(app, {
    faults: options.faults,
    prefix: '/identity',
    controlPath: '/identity/faults',
    answer: (status) => oauthError(status),
  });
  for (const issuer of Object.values(issuers)) {
    await app.register((scope, _options, done) => {
      addSignInRoutes(scope, issuer.provider, issuer.accounts);
      done();
    });
    await app.register((scope, _options, done) => {
      forwardToProvider(scope, issuer);
      done();
    });
  }
  addControls(app, issuers);
  await app.ready();
  return {
    app,
    verifier: (audience) =>
      verifierFor(audience === 'graph' ? issuers.microsoft : issuers.sales, audiences[audience]),
    revoke: (userName, issuer) => revoke(issuers[issuer], userName),
    async close() {
      await app.close();
      await Promise.all(Object.values(issuers).map(({ store }) => store.close()));
    },
  };
}

async function openIssuer(name: IssuerName, options: IdentitySandboxOptions): Promise<Issuer> {
  const { origin, dataDir, people, corsOrigins = [], log } = options;
  const store = await openIdentityStore(dataDir, name);
  const rules = createTokenRules(store);
  const parts = {
    origin,
    corsOrigins: [origin, ...corsOrigins],
    accounts: createAccounts(name, people),
    store,
    rules,
  };
  const provider = createProvider(parts);
  provider.on('server_error', (_context, error: Error) =>
    log?.(`identity ${name}: ${error.name}: ${error.message}`),
  );
  return { ...parts, provider };
}

function verifierFor({ origin, accounts, store, rules }: Issuer, audience: string): VerifyToken {
  return createTokenVerifier({
    issuer: origin + mountPath(accounts),
    audience,
    keys: store.value.keys,
    accounts,
    rules,
  });
}

/** Hands everything else below the issuer's path to oidc-provider, body unread, mount path cut off. */
function forwardToProvider(app: FastifyInstance, { provider, accounts }: Issuer): void {
  const mount = mountPath(accounts);
  const callback = provider.callback();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => {
    done(null);
  });
  app.all(`${mount}/*`, (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack();
    const raw: IncomingMessage & { originalUrl?: string } = request.raw;
    const asked = (raw.url ?? '').slice(mount.length);
    const url = completeSignOut(widenAuthorization(asked, apisOf[accounts.issuer]));
    raw.url = url;
    // The provider finds its mount path by comparing the two; changed alone, every later redirect would lose it.
    raw.originalUrl = mount + url;
    void callback(raw, reply.raw);
  });
}

const revokeBody = z.strictObject({ userName: z.string().min(1), issuer: z.enum(['microsoft', 'sales']) });
const expireBody = z.strictObject({
  issuer: z.enum(['microsoft', 'sales']),
  /** absent: everybody, applications too */
  userName: z.string().min(1).optional(),
  /** lifetime of new access tokens; null is the usual hour; absent leaves it */
  accessTokenTtlSeconds: z.int().min(1).max(86_400).nullable().optional(),
});

function addControls(app: FastifyInstance, issuers: Readonly<Record<IssuerName, Issuer>>): void {
  const local = { onRequest: requireLoopback };
  app.post('/identity/revoke', local, (request, reply) => {
    const body = controlBody(revokeBody, request.body, reply);
    if (body === undefined) return reply;
    return revoke(issuers[body.issuer], body.userName) ? reply.code(204).send() : nobody(reply);
  });
  app.post('/identity/expire', local, (request, reply) => {
    const body = controlBody(expireBody, request.body, reply);
    if (body === undefined) return reply;
    const { accounts, rules } = issuers[body.issuer];
    const person = body.userName === undefined ? undefined : accounts.findByName(body.userName);
    if (body.userName !== undefined && person === undefined) return nobody(reply);
    const accountId = person === undefined ? undefined : accounts.idOf(person);
    rules.expire(accountId);
    if (body.accessTokenTtlSeconds !== undefined) rules.setLifetime(body.accessTokenTtlSeconds, accountId);
    return reply.code(204).send();
  });
}

function revoke({ accounts, rules }: Issuer, userName: string): boolean {
  const person = accounts.findByName(userName);
  if (person === undefined) return false;
  rules.revoke(accounts.idOf(person));
  return true;
}

function nobody(reply: FastifyReply): FastifyReply {
  const fields = [{ field: 'userName', problem: 'names nobody of the sample company' }];
  return reply.code(400).send({ error: 'Wrong: userName', fields });
}

function oauthError(status: number): object {
  return {
    error: status === 429 || status >= 500 ? 'temporarily_unavailable' : 'invalid_request',
    error_description: 'ordered fault',
  };
}
