// Server-sent event streams: opened with a bearer token (the browser reads them with fetch), closed when it ends.
// A reader that does not keep up is cut off: it comes back with Last-Event-ID and loses nothing.

import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { ProblemError } from '../problem-error.ts';

export interface EventStream {
  /** `id` becomes the reader's Last-Event-ID */
  send(event: object, id?: string): void;
  /** Text of one or several events, made once for many streams. */
  sendText(text: string): void;
  onClose(listener: () => void): void;
  end(): void;
}

export interface StreamRequest {
  readonly tenantId: string;
  readonly expiresAtMs: number;
}

export interface EventStreams {
  /** Throws `rate-limited` above the tenant's number of streams. The caller must then `return reply`. */
  open(reply: FastifyReply, request: StreamRequest): EventStream;
  closeAll(): void;
}

interface Parts {
  readonly clock: () => number;
  readonly streamsPerTenant: number;
}

/** three of them fit into the silence after which our clients give a stream up */
const heartbeatMs = 15_000;
const retryMs = 2_000;
/** unread text of one stream */
const longestBacklogBytes = 1_048_576;
/** longest delay that a timer of Node can hold */
const longestTimerMs = 2_147_483_647;
const fullRetryMs = 30_000;

export function eventText(event: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`;
}

export function createEventStreams({ clock, streamsPerTenant }: Parts): EventStreams {
  const open = new Map<string, Set<PassThrough>>();
  const everyStream = function* (): Generator<PassThrough> {
    for (const streams of open.values()) yield* streams;
  };
  const heartbeat = setInterval(() => {
    for (const stream of everyStream()) push(stream, ': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  return {
    open(reply, request) {
      const streams = open.get(request.tenantId) ?? new Set();
      if (streams.size >= streamsPerTenant)
        throw new ProblemError('rate-limited', {
          detail: 'too many event streams',
          retryAfterMs: fullRetryMs,
        });
      open.set(request.tenantId, streams);
      const stream = new PassThrough();
      streams.add(stream);
      const ends = setTimeout(() => stream.end(), Math.min(request.expiresAtMs - clock(), longestTimerMs));
      ends.unref();
      stream.once('close', () => {
        clearTimeout(ends);
        streams.delete(stream);
        if (streams.size === 0) open.delete(request.tenantId);
      });
      void reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(stream);
      push(stream, `retry: ${retryMs}\n\n`);
      return wrap(stream);
    },
    closeAll() {
      clearInterval(heartbeat);
      for (const stream of everyStream()) stream.end();
    },
  };
}

function push(stream: PassThrough, text: string): void {
  if (stream.writableEnded || stream.destroyed) return;
  if (stream.writableLength + stream.readableLength > longestBacklogBytes) stream.destroy();
  else stream.write(text);
}

function wrap(stream: PassThrough): EventStream {
  return {
    send: (event, id) => push(stream, eventText(event, id)),
    sendText: (text) => push(stream, text),
    onClose: (listener) => stream.once('close', listener),
    end: () => stream.end(),
  };
}
