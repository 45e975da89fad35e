// One call to the relay: token, JSON, zod-checked answer, RFC 9457 problems as values of RelayError.
// The token goes to the configured origin only; a redirect is an error.

import type { z } from 'zod';
import { problem } from '../../contract/problem.ts';
import { RelayError } from './relay-error.ts';

export { isRelayError, RelayError, type RelayErrorReason } from './relay-error.ts';

export interface RelayOptions {
  /** scheme and host of the relay, e.g. `https://localhost:3000` */
  readonly baseUrl: string;
  /** access token for the relay's own API scope; `forceRefresh` after a 401 */
  getToken(options?: { readonly forceRefresh: boolean }): Promise<string>;
  readonly fetch?: typeof fetch;
  /** default 20,000 */
  readonly timeoutMs?: number;
}

export interface RelayRequest<T> {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** below `/api/v1` */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** null: the answer has no body */
  readonly answer: z.ZodType<T> | null;
}

export type RelayCall = <T>(request: RelayRequest<T>) => Promise<T>;

export function createRelayCall(options: RelayOptions): RelayCall {
  return async <T>(request: RelayRequest<T>): Promise<T> => {
    const response = await answered(options, request);
    if (request.answer === null) return undefined as T;
    return checked(response, request.answer);
  };
}

/** A long answer as it comes; `accept` is its media type. The stream fails when the answer is cut off. */
export type RelayStream = (path: string, accept: string) => Promise<ReadableStream<Uint8Array>>;

const longestStreamMs = 86_400_000;

export function createRelayStream(options: RelayOptions): RelayStream {
  const patient = { ...options, timeoutMs: longestStreamMs };
  return async (path, accept) => {
    const { body, status } = await answered(patient, { path, headers: { accept }, answer: null });
    if (body === null) throw new RelayError('malformed', { status });
    return body;
  };
}

async function answered(options: RelayOptions, request: RelayRequest<unknown>): Promise<Response> {
  let response = await send(options, request, false);
  if (response.status === 401) response = await send(options, request, true);
  if (!response.ok) throw await refused(response);
  return response;
}

async function send(options: RelayOptions, request: RelayRequest<unknown>, forceRefresh: boolean) {
  const token = await options.getToken({ forceRefresh });
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 20_000);
  const call = options.fetch ?? fetch;
  const hasBody = request.body !== undefined;
  try {
    return await call(`${options.baseUrl}/api/v1${request.path}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...request.headers,
      },
      ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
      redirect: 'error',
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    });
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    throw new RelayError('unreachable', { cause });
  }
}

async function refused(response: Response): Promise<RelayError> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (response.status >= 502 && !parsed.success)
    return new RelayError('unreachable', { status: response.status });
  return new RelayError('refused', {
    status: response.status,
    ...(parsed.success ? { problem: parsed.data } : {}),
  });
}

async function checked<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new RelayError('malformed', { status: response.status, cause });
  });
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new RelayError('malformed', { status: response.status, cause: parsed.error });
  return parsed.data;
}
