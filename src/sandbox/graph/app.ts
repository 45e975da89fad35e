// The sandbox's Microsoft Graph server. Written from the contract alone: what a client of ours expects is no reason here.
// `/graph/v1.0/x` and `/v1.0/x` are the same; a front that cuts the prefix off says so in `x-forwarded-prefix`.
import { join } from 'node:path';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../faults/faults.ts';
import { installFaults } from '../faults/install-faults.ts';
import type { VerifyToken } from '../identity/verified-token.ts';
import { answer, idsOf } from './answer.ts';
import type { Answering, RawRequest } from './answer.ts';
import { createControl } from './control.ts';
import type { GraphControl } from './control.ts';
import { installControls } from './control-routes.ts';
import { installCors } from './cors.ts';
import { Directory } from './directory.ts';
import type { GraphEnvironment } from './environment.ts';
import { Mailboxes } from './mailbox/mailboxes.ts';
import type { CompanySeed } from './mailbox/seed.ts';
import { defaultSwitches } from './switches.ts';
import type { Switches } from './switches.ts';
import { Throttle } from './throttle.ts';
import type { GraphReply } from './wire/exchange.ts';
import { errorBody, wordsForStatus } from './wire/failure.ts';
import type { RequestIds } from './wire/failure.ts';

export interface GraphSandboxOptions {
  /** for the audience `https://graph.microsoft.com` */
  readonly verifyToken: VerifyToken;
  readonly faults: Faults;
  /** folder of the sandbox; the mailboxes lie in `graph` below it */
  readonly dataDir: string;
  readonly company: CompanySeed;
  /** where nextLink, deltaLink and Location point; can be switched later */
  readonly linkOrigin: Switches['linkOrigin'];
  /** epoch milliseconds; default: the machine's clock */
  readonly now?: () => number;
  /** what ids of contacts are made of; default: chance */
  readonly randomBytes?: (size: number) => Buffer;
  readonly log?: (message: string) => void;
}

export interface GraphSandbox {
  readonly app: FastifyInstance;
  readonly control: GraphControl;
  /** stops answering and writes what is not yet on disk */
  close(): Promise<void>;
}

const mostBodyBytes = 4 * 1024 * 1024;
const longestSegment = 4_096;

/** Throws CorruptStoreError when a mailbox file cannot be read. */
export async function createGraphSandbox(options: GraphSandboxOptions): Promise<GraphSandbox> {
  const env = environmentOf(options);
  const app = Fastify({
    bodyLimit: mostBodyBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: longestSegment },
    frameworkErrors: (error, request, reply) => {
      const ids = idsOf(headersOf(request));
      const body = errorBody({ code: 'BadRequest', message: error.message }, ids, env.now());
      send(reply, { status: error.statusCode ?? 400, headers: {}, body }, ids);
    },
    rewriteUrl: ({ url = '/' }) => url.replace(/^\/graph(?=[/?]|$)/, '') || '/',
  });
  acceptJson(app);
  installCors(app, env.switches);
  installFaults(app, {
    faults: env.faults,
    prefix: '/graph',
    answer: (status, request, reply) => {
      const ids = idsOf(headersOf(request));
      void reply.headers(headersFor(ids));
      return errorBody(wordsForStatus(status), ids, env.now());
    },
  });
  const control = createControl(env);
  installControls(app, control);
  installGraph(app, {
    env,
    verifyToken: options.verifyToken,
    onDefect: (error) =>
      options.log?.(`graph: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`),
  });
  await app.ready();
  return {
    app,
    control,
    async close() {
      await app.close();
      await env.mailboxes.close();
    },
  };
}

function environmentOf({
  dataDir,
  company,
  faults,
  linkOrigin,
  now = Date.now,
  randomBytes,
}: GraphSandboxOptions): GraphEnvironment {
  const switches: Switches = { ...defaultSwitches(), linkOrigin };
  return {
    now,
    switches,
    directory: new Directory(company.people),
    mailboxes: new Mailboxes({
      dir: join(dataDir, 'graph'),
      company,
      context: { now, switches, randomBytes },
    }),
    throttle: new Throttle(now, switches),
    faults,
  };
}

/** Any JSON type; an empty body is none; anything else that is not JSON counts as none too. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    /^application\/(?:[\w.+-]+\+)?json\b/,
    { parseAs: 'string' },
    (_request, body, done) => {
      if (body === '') {
        done(null, undefined);
        return;
      }
      try {
        done(null, JSON.parse(body));
      } catch {
        done(Object.assign(new Error('Unable to read JSON request payload.'), { statusCode: 400 }));
      }
    },
  );
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => {
    done(null, undefined);
  });
}

function installGraph(app: FastifyInstance, answering: Answering): void {
  const { env } = answering;
  app.all('/v1.0/*', async (request, reply) => {
    const headers = headersOf(request);
    const ids = idsOf(headers);
    const raw: RawRequest = {
      method: request.method,
      url: request.url.slice('/v1.0'.length),
      headers,
      body: request.body,
      root: rootOf(request, env.switches),
    };
    return send(reply, await answer(answering, raw, ids), ids);
  });
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) answering.onDefect(error);
    const message = status < 500 ? error.message : wordsForStatus(500).message;
    const ids = idsOf(headersOf(request));
    return send(
      reply,
      {
        status,
        headers: {},
        body: errorBody({ code: wordsForStatus(status).code, message }, ids, env.now()),
      },
      ids,
    );
  });
  app.setNotFoundHandler((request, reply) => {
    const ids = idsOf(headersOf(request));
    const words = { code: 'BadRequest', message: 'Invalid version or resource.' };
    return send(reply, { status: 404, headers: {}, body: errorBody(words, ids, env.now()) }, ids);
  });
}

const json =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const diagnostic = JSON.stringify({
  ServerInfo: { DataCenter: 'Sandbox', Slice: 'E', Ring: '1', ScaleUnit: '000', RoleInstance: 'SANDBOX' },
});

/** On every answer, whoever makes it. */
function headersFor({ requestId, clientRequestId }: RequestIds): Record<string, string> {
  return {
    'cache-control': 'private',
    'request-id': requestId,
    'client-request-id': clientRequestId,
    'x-ms-ags-diagnostic': diagnostic,
  };
}

function send(reply: FastifyReply, { status, headers, body }: GraphReply, ids: RequestIds): unknown {
  reply.code(status);
  reply.headers({ ...headers, ...headersFor(ids) });
  if (body === undefined) return reply.send();
  if (typeof body === 'string') return reply.header('content-type', 'text/plain').send(body);
  return reply.header('content-type', json).send(JSON.stringify(body));
}

/** Several headers of one name count as one with commas. */
function headersOf(request: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

function rootOf(request: FastifyRequest, { linkOrigin }: Readonly<Switches>): string {
  if (linkOrigin === 'graph.microsoft.com') return 'https://graph.microsoft.com/v1.0';
  const isPrefixed =
    request.headers['x-forwarded-prefix'] === '/graph' || request.originalUrl.startsWith('/graph/');
  return `${request.protocol}://${request.headers.host ?? 'localhost'}${isPrefixed ? '/graph' : ''}/v1.0`;
}
