// Server-sent events over a fetch whose bodies the test writes by hand.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readEventStream, type StreamState } from '../../../src/remote/relay/event-stream.ts';
import { atRest, relayUrl } from './relay-bench.ts';

interface Line {
  readonly headers: Headers;
  readonly url: string;
  write(text: string): Promise<void>;
  /** the server ends the answer */
  end(): Promise<void>;
  /** the connection breaks */
  breaks(): Promise<void>;
}

function openStream(answers: readonly (number | 'away')[] = [], wakes: readonly number[] = []) {
  const statuses = [...answers];
  const lines: Line[] = [];
  const events: { readonly n: number }[] = [];
  const states: StreamState[] = [];
  const waits: number[] = [];
  const refreshes: boolean[] = [];
  const abort = new AbortController();
  const answer: typeof fetch = (input, init) => {
    const status = statuses.shift() ?? 200;
    if (status === 'away') return Promise.reject(new TypeError('fetch failed'));
    if (status !== 200) return Promise.resolve(new Response('{}', { status }));
    const { line, body } = openLine(input instanceof Request ? input.url : new URL(input).href, init);
    lines.push(line);
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
  const ended = readEventStream({
    relay: {
      baseUrl: relayUrl,
      getToken: (options) => {
        refreshes.push(options?.forceRefresh ?? false);
        return Promise.resolve('token');
      },
      fetch: answer,
    },
    path: '/me/events',
    event: z.object({ n: z.number() }),
    signal: abort.signal,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve(wakes.includes(ms) ? 'woken' : undefined);
    },
  });
  const stop = async (): Promise<void> => {
    abort.abort();
    await ended;
  };
  return { lines, events, states, waits, refreshes, stop };
}

function openLine(url: string, init: RequestInit | undefined): { line: Line; body: ReadableStream } {
  const wire = new TransformStream<Uint8Array, Uint8Array>();
  const writer = wire.writable.getWriter();
  const broken = new AbortController();
  const ignore = () => undefined;
  init?.signal?.addEventListener('abort', () => void writer.abort(new Error('aborted')).catch(ignore));
  broken.signal.addEventListener('abort', () => void writer.abort(new Error('broken')).catch(ignore));
  const line: Line = {
    url,
    headers: new Headers(init?.headers),
    async write(text) {
      await writer.write(new TextEncoder().encode(text));
      await atRest();
    },
    async end() {
      await writer.close();
      await atRest();
    },
    async breaks() {
      broken.abort();
      await atRest();
    },
  };
  return { line, body: wire.readable };
}

function last(lines: readonly Line[]): Line {
  const line = lines.at(-1);
  if (!line) throw new Error('no connection was made');
  return line;
}

describe('an event stream', () => {
  it('delivers events as they come, also when one arrives in two pieces', async () => {
    const { lines, events, states, stop } = openStream();
    await atRest();
    expect(states).toEqual(['connecting', 'live']);
    expect(last(lines).url).toBe(`${relayUrl}/api/v1/me/events`);
    expect(last(lines).headers.get('authorization')).toBe('Bearer token');
    await last(lines).write('id: 1\ndata: {"n":1}\n\nid: 2\ndata: {"n"');
    expect(events).toEqual([{ n: 1 }]);
    await last(lines).write(':2}\n\n');
    expect(events).toEqual([{ n: 1 }, { n: 2 }]);
    await stop();
  });

  it('takes a comment for a sign of life and not for an event', async () => {
    const { lines, events, states, stop } = openStream();
    await atRest();
    await last(lines).write(': still here\n\n');
    expect(events).toEqual([]);
    expect(states).toEqual(['connecting', 'live']);
    await stop();
  });

  it('connects again after the last event that it saw', async () => {
    const { lines, events, states, stop } = openStream();
    await atRest();
    expect(last(lines).headers.has('last-event-id')).toBe(false);
    await last(lines).write('id: e-41\ndata: {"n":41}\n\n');
    await last(lines).end();
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    expect(lines).toHaveLength(2);
    expect(last(lines).headers.get('last-event-id')).toBe('e-41');
    await last(lines).write('id: e-42\ndata: {"n":42}\n\n');
    expect(events).toEqual([{ n: 41 }, { n: 42 }]);
    await stop();
  });

  it('connects again when the connection breaks', async () => {
    const { lines, states, stop } = openStream();
    await atRest();
    await last(lines).breaks();
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    await stop();
  });

  it('waits longer each time the relay is away, at most 30 seconds, and short again once it was live', async () => {
    const { lines, waits, stop } = openStream(Array<'away'>(7).fill('away'));
    await atRest();
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    await last(lines).end();
    expect(waits.at(-1)).toBe(1_000);
    await stop();
  });

  it('waits short again after it was woken from a long wait', async () => {
    const { lines, waits, stop } = openStream(Array<'away'>(4).fill('away'), [4_000]);
    await atRest();
    expect(waits).toEqual([1_000, 2_000, 4_000, 1_000]);
    expect(lines).toHaveLength(1);
    await stop();
  });

  it('asks for a new token after a 401, and for a known one otherwise', async () => {
    const { lines, states, refreshes, stop } = openStream([503, 401]);
    await atRest();
    expect(refreshes).toEqual([false, false, true]);
    expect(states.at(-1)).toBe('live');
    await last(lines).end();
    expect(refreshes).toEqual([false, false, true, false]);
    await stop();
  });

  it('ignores an event of a form that it does not know and delivers the next', async () => {
    const { lines, events, states, stop } = openStream();
    await atRest();
    await last(lines).write('id: 1\ndata: {"m":"new"}\n\nid: 2\ndata: {"n":2}\n\n');
    expect(events).toEqual([{ n: 2 }]);
    expect(states).toEqual(['connecting', 'live']);
    await stop();
  });

  it('ends with its signal and does not connect again', async () => {
    const { lines, states, waits, stop } = openStream();
    await atRest();
    await stop();
    expect(lines).toHaveLength(1);
    expect(states).toEqual(['connecting', 'live']);
    expect(waits).toEqual([]);
  });
});
