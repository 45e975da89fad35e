// Who answers where: the front with all prefixes, and one own port for each server of the sandbox.
import type { Handler, Listener } from './front.ts';

export type ServerName = 'identity' | 'graph' | 'sales' | 'page' | 'relay';

/** `port` is the front's; identity, Graph and Sales also get the next three. */
export function listenersFor(port: number, handle: Readonly<Record<ServerName, Handler>>): Listener[] {
  const identity = { prefix: '/identity', keepsPrefix: true, handle: handle.identity };
  const graph = { prefix: '/graph', handle: handle.graph };
  const sales = { prefix: '/sales', handle: handle.sales };
  const page = { prefix: '/sandbox', keepsPrefix: true, handle: handle.page };
  return [
    { name: 'pane', port, owners: [identity, graph, sales, page, { handle: handle.relay }] },
    { name: 'identity', port: port + 1, impliedPrefix: '/identity', owners: [identity] },
    { name: 'Graph', port: port + 2, impliedPrefix: '/graph', owners: [graph] },
    { name: 'Sales', port: port + 3, impliedPrefix: '/sales', owners: [sales] },
  ];
}
