// A handler that stands in for one that is still starting: the ports open first, so that a port in use is told
// before the slow parts begin, and a browser that is early reads why it must wait.
import type { Handler } from './front.ts';

export interface Gate {
  readonly handle: Handler;
  /** from now on requests go to `handler` */
  open(handler: Handler): void;
}

export function createGate(): Gate {
  let target: Handler = (_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
    response.end('Sales Sync is starting. Try again in a moment.');
  };
  return {
    handle: (request, response) => {
      target(request, response);
    },
    open(handler) {
      target = handler;
    },
  };
}
