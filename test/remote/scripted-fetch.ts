// A `fetch` that answers by a script and remembers what was asked. A request beyond the script fails the test.
import { SyncError } from '../../src/sync/model/error.ts';
import type { CancelSignal } from '../../src/sync/ports/cancel-signal.ts';
import type { Clock } from '../../src/sync/ports/clock.ts';

export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Answer =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | 'network-failure';
export type Script = readonly (Answer | ((request: SeenRequest) => Answer))[];

export interface ScriptedFetch {
  readonly fetch: typeof fetch;
  readonly seen: readonly SeenRequest[];
}

export function scriptedFetch(script: Script): ScriptedFetch {
  const seen: SeenRequest[] = [];
  const answers = [...script];
  return {
    seen,
    fetch: (input, init = {}) => {
      const request: SeenRequest = {
        method: init.method ?? 'GET',
        url: new URL(input instanceof Request ? input.url : input),
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      };
      seen.push(request);
      const next = answers.shift();
      if (next === undefined)
        return Promise.reject(new Error(`unexpected ${request.method} ${request.url.href}`));
      const answer = typeof next === 'function' ? next(request) : next;
      if (answer === 'network-failure') return Promise.reject(new TypeError('fetch failed'));
      return Promise.resolve(responseOf(answer));
    },
  };
}

function responseOf({ status, headers, json, text }: Exclude<Answer, string>): Response {
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  return new Response(status === 204 ? null : body, {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export interface FakeClock extends Clock {
  readonly slept: readonly number[];
}

/** Time passes only by sleeping. */
export function fakeClock(startMs = Date.UTC(2026, 10, 21, 12)): FakeClock {
  let nowMs = startMs;
  const slept: number[] = [];
  return {
    slept,
    nowMs: () => nowMs,
    chance: () => 0.5,
    sleep(ms) {
      slept.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  };
}

export const never: CancelSignal = new AbortController().signal;

/** Code of the SyncError that a promise ends with; `resolved` where it does not fail, else whatever it failed with. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof SyncError ? error.code : error),
  );
}
