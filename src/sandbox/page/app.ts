// `/sandbox`: one plain page for whoever tries the product out, both sides' records of a person side by side.
// Answers to this machine only. Sessions, tokens and faults are operated through the servers' own controls.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Person } from '../company/person.ts';
import { requireLoopback } from '../faults/loopback.ts';
import type { GraphControl } from '../graph/control.ts';
import type { SalesControl } from '../sales/control.ts';
import { pageDocument } from './document.ts';
import { recordRoutes } from './record-routes.ts';

export interface SandboxPageOptions {
  readonly people: readonly Person[];
  readonly graph: GraphControl;
  readonly sales: SalesControl;
  /** new after `npm run reset`; shown at the foot of the page */
  readonly instanceId: string;
}

export interface SandboxPage {
  /** asked with the prefix `/sandbox` */
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

const ASSETS = join(import.meta.dirname, 'assets');
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

// No inline script or style, nothing from elsewhere.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function createSandboxPage(options: SandboxPageOptions): Promise<SandboxPage> {
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_000 } });
  app.addHook('onRequest', requireLoopback);
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  app.setErrorHandler((error, _request, reply) => {
    const { status, message } = outcomeOf(error);
    return reply.code(status).send({ error: message });
  });
  const html = pageDocument(options.people, options.instanceId);
  app.get('/sandbox', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(html),
  );
  assetRoutes(app);
  recordRoutes(app, options);
  await app.ready();
  return { app, close: () => app.close() };
}

/** Only the files that lie there when the server starts: no path of a request is ever opened. */
function assetRoutes(app: FastifyInstance): void {
  for (const file of readdirSync(ASSETS)) {
    const type = TYPES[file.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const text = readFileSync(join(ASSETS, file), 'utf8');
    app.get(`/sandbox/assets/${file}`, (_request, reply) => reply.type(type).send(text));
  }
}

/** Failures of both sides' controls carry `status` and a message that a person can read. */
function outcomeOf(error: unknown): { status: number; message: string } {
  if (!(error instanceof Error)) return { status: 500, message: 'The sandbox failed.' };
  const status = 'status' in error ? error.status : 'statusCode' in error ? error.statusCode : 500;
  const known = typeof status === 'number' && status >= 400 && status < 600;
  return { status: known ? status : 500, message: error.message };
}
