// From an HTTP request to a reply: token, $batch or a single request, and every failure in the service's envelope.
// A fault on an item of a batch is looked up here, with the inner path; faults on whole requests are a hook of Fastify.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../faults/fault.ts';
import type { VerifyToken } from '../identity/verified-token.ts';
import { parseBatch, runBatch } from './batch.ts';
import type { BatchItem } from './batch.ts';
import { dispatch } from './dispatch.ts';
import type { GraphEnvironment } from './environment.ts';
import { methods, reply } from './wire/exchange.ts';
import type { Caller, GraphReply, Method } from './wire/exchange.ts';
import { badRequest, errorBody, GraphFailure, wordsForStatus } from './wire/failure.ts';
import type { RequestIds } from './wire/failure.ts';
import { parsePrefer } from './wire/prefer.ts';
import { parseQuery } from './wire/query.ts';

export interface RawRequest {
  readonly method: string;
  /** below the version root, query included */
  readonly url: string;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly root: string;
}

export interface Answering {
  readonly env: GraphEnvironment;
  readonly verifyToken: VerifyToken;
  /** says that something unforeseen happened; the caller gets a bare 500 */
  readonly onDefect: (error: unknown) => void;
}

export function idsOf(headers: RawRequest['headers']): RequestIds {
  const requestId = randomUUID();
  return { requestId, clientRequestId: headers['client-request-id'] ?? requestId };
}

/** Never throws. */
export async function answer(answering: Answering, raw: RawRequest, ids: RequestIds): Promise<GraphReply> {
  return settled(answering, ids, async () => {
    const caller = await callerOf(answering, raw.headers['authorization']);
    if (!/^\/\$batch\/?(?:\?|$)/.test(raw.url)) return single(answering.env, raw, caller);
    if (raw.method !== 'POST') throw new GraphFailure(405, ['UnknownError', 'A batch is a POST.']);
    const items = parseBatch(raw.body);
    return reply(200, await runBatch(items, (item) => batchItem(answering, { item, raw, caller, ids })));
  });
}

async function settled(
  { env, onDefect }: Answering,
  ids: RequestIds,
  work: () => Promise<GraphReply>,
): Promise<GraphReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GraphFailure)
      return { status: error.status, headers: error.headers, body: errorBody(error, ids, env.now()) };
    onDefect(error);
    return reply(500, errorBody(wordsForStatus(500), ids, env.now()));
  }
}

async function callerOf({ env, verifyToken }: Answering, authorization: string | undefined): Promise<Caller> {
  if (authorization === undefined && !env.switches.scopeCheck) return { token: null };
  const verified = await verifyToken(authorization);
  if (verified.ok) return { token: verified.token };
  const words = {
    missing: 'Access token is empty.',
    expired: 'Lifetime validation failed, the token is expired.',
  };
  const message =
    verified.reason in words
      ? words[verified.reason as keyof typeof words]
      : 'Access token validation failure.';
  throw new GraphFailure(401, ['InvalidAuthenticationToken', message], {
    headers: { 'www-authenticate': 'Bearer realm="", error="invalid_token"' },
  });
}

async function single(env: GraphEnvironment, raw: RawRequest, caller: Caller): Promise<GraphReply> {
  const [path, search] = split(raw.url);
  const method = methods.find((one) => one === raw.method);
  if (method === undefined)
    throw new GraphFailure(405, ['UnknownError', 'The HTTP method is not supported.']);
  return dispatch(env, {
    method,
    path,
    query: parseQuery(search),
    prefer: parsePrefer(raw.headers['prefer']),
    ifMatch: raw.headers['if-match'] ?? null,
    body: hasBody(method) ? raw.body : undefined,
    caller,
    root: raw.root,
  });
}

function hasBody(method: Method): boolean {
  return method !== 'GET' && method !== 'DELETE';
}

function split(url: string): [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

interface ItemRun {
  readonly item: BatchItem;
  readonly raw: RawRequest;
  readonly caller: Caller;
  readonly ids: RequestIds;
}

async function batchItem(answering: Answering, { item, raw, caller, ids }: ItemRun): Promise<GraphReply> {
  const { env } = answering;
  return settled(answering, ids, async () => {
    const url = item.url.startsWith('/') ? item.url : `/${item.url}`;
    if (url.toLowerCase().startsWith('/$batch')) throw badRequest('A batch in a batch is not supported.');
    const fault = takeFault(env, item.method, url);
    if (fault?.delayMs !== undefined) await wait(fault.delayMs);
    if (fault?.status !== undefined) throw faultFailure(fault.status, fault.retryAfter);
    // One item cannot lose its connection alone: the service says that something behind it did not answer.
    if (fault?.drop === 'before') throw faultFailure(504, undefined);
    const headers = Object.fromEntries(
      Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const done = await single(
      env,
      { method: item.method, url, headers, body: item.body, root: raw.root },
      caller,
    );
    if (fault?.drop === 'after') throw faultFailure(504, undefined);
    return done;
  });
}

function takeFault({ faults }: GraphEnvironment, method: Method, url: string): Fault | undefined {
  if (faults.list().length === 0) return undefined;
  const [path] = split(url);
  const plain = decoded(path);
  return faults.take(method, plain, `/v1.0${plain}`, `/graph/v1.0${plain}`);
}

function faultFailure(status: number, retryAfter: number | string | undefined): GraphFailure {
  const { code, message } = wordsForStatus(status);
  return new GraphFailure(status, [code, message], {
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  });
}
