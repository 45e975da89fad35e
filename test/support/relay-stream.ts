// Reads a server-sent event stream of the relay as a test wants it: wait for the next event of some kind.

import { createParser } from 'eventsource-parser';
import type { TestRelay } from './relay-app.ts';

export interface StreamEvent {
  readonly id: string | undefined;
  readonly data: { readonly type: string } & Readonly<Record<string, unknown>>;
}

export interface TestStream {
  readonly status: number;
  readonly contentType: string | null;
  /** The first event not yet taken that fits; waits for it, and fails after 5 s. */
  next(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Events that came and were not taken. */
  readonly waiting: readonly StreamEvent[];
  /** Resolves when the relay ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

const patienceMs = 5_000;

export async function openStream(
  relay: TestRelay,
  token: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestStream> {
  const abort = new AbortController();
  const response = await fetch(`${relay.origin}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: abort.signal,
  });
  const waiting: StreamEvent[] = [];
  const wakers = new Set<() => void>();
  const parser = createParser({
    onEvent: ({ id, data }) => {
      waiting.push({ id, data: JSON.parse(data) as StreamEvent['data'] });
      for (const wake of wakers) wake();
    },
  });
  const ended = feed(response, parser);
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    waiting,
    ended,
    close: () => abort.abort(),
    next: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const index = waiting.findIndex(fits);
          const [found] = index < 0 ? [] : waiting.splice(index, 1);
          if (found === undefined) return;
          stop();
          resolve(found);
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`no such event came; waiting are ${JSON.stringify(waiting).slice(0, 500)}`));
        }, patienceMs);
        const stop = (): void => {
          clearTimeout(timer);
          wakers.delete(look);
        };
        wakers.add(look);
        look();
      }),
  };
}

async function feed(response: Response, parser: ReturnType<typeof createParser>): Promise<void> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body) parser.feed(decoder.decode(chunk, { stream: true }));
  } catch {
    // closed by the test
  }
}
