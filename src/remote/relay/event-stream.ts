// Server-sent events read with fetch, because the browser's own EventSource cannot send a bearer token.
// Reconnects with growing waits, resumes by Last-Event-ID, and ends when its signal fires.

import { createParser } from 'eventsource-parser';
import type { z } from 'zod';
import type { RelayOptions } from './relay-call.ts';

export type StreamState = 'connecting' | 'live' | 'reconnecting';

export interface EventStreamOptions<T> {
  readonly relay: RelayOptions;
  /** a pane says so, because an open stream is what tells the relay that it is there */
  readonly path: '/events' | '/me/events' | '/me/events?runner=pane';
  readonly event: z.ZodType<T>;
  readonly signal: AbortSignal;
  onEvent(event: T): void;
  onState(state: StreamState): void;
  /** Waits that many ms or until the signal fires. The answer `woken`: it is worth trying at once, and soon again. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

const firstWaitMs = 1_000;
/** The relay comments every 15 s; silence for 45 s means the connection is dead although no error arrived. */
const silenceMs = 45_000;
const longestWaitMs = 30_000;

export async function readEventStream<T>(options: EventStreamOptions<T>): Promise<void> {
  const connection: Connection = { lastEventId: '', wasRefused: false };
  let waitMs = firstWaitMs;
  options.onState('connecting');
  while (!options.signal.aborted) {
    try {
      for await (const text of connect(options, connection)) {
        if (text.type === 'open') {
          waitMs = firstWaitMs;
          options.onState('live');
        } else {
          if (text.id) connection.lastEventId = text.id;
          deliver(options, text.data);
        }
      }
    } catch {
      // Any broken stream is handled the same way: say so, wait, connect again.
    }
    if (isAborted(options.signal)) return;
    options.onState('reconnecting');
    const slept = await options.sleep(waitMs, options.signal).catch(() => undefined);
    waitMs = slept === 'woken' ? firstWaitMs : Math.min(waitMs * 2, longestWaitMs);
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function deliver<T>(options: EventStreamOptions<T>, data: string): void {
  const parsed = options.event.safeParse(JSON.parse(data));
  if (parsed.success) options.onEvent(parsed.data);
}

/** What is carried from one connection to the next. */
interface Connection {
  lastEventId: string;
  /** the last token was refused: the next must be a new one */
  wasRefused: boolean;
}

/** Ends the connection unless the returned function is called in time. */
function endAfterSilence(silence: AbortController): () => void {
  const timer = setTimeout(() => {
    silence.abort();
  }, silenceMs);
  return () => {
    clearTimeout(timer);
  };
}

type Piece =
  | { readonly type: 'open' }
  | { readonly type: 'event'; readonly id: string | undefined; readonly data: string };

async function* connect(options: EventStreamOptions<unknown>, connection: Connection): AsyncGenerator<Piece> {
  const { relay } = options;
  const silence = new AbortController();
  const token = await relay.getToken({ forceRefresh: connection.wasRefused });
  const answer = (relay.fetch ?? fetch)(`${relay.baseUrl}/api/v1${options.path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      ...(connection.lastEventId ? { 'last-event-id': connection.lastEventId } : {}),
    },
    redirect: 'error',
    signal: AbortSignal.any([options.signal, silence.signal]),
  });
  const response = await answer.finally(endAfterSilence(silence));
  connection.wasRefused = response.status === 401;
  if (!response.ok || !response.body) throw new Error(`event stream answered ${response.status}`);
  yield { type: 'open' };
  const pieces: Piece[] = [];
  const parser = createParser({
    onEvent: (event) => pieces.push({ type: 'event', id: event.id, data: event.data }),
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read().finally(endAfterSilence(silence));
    if (done) return;
    parser.feed(value);
    yield* pieces.splice(0);
  }
}
