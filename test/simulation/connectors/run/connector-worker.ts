// One core's share of the plans with real connectors, in a process of its own: takes orders, answers results.

import { playConnectorChunk } from './connector-chunk.ts';
import type { ConnectorChunk } from './connector-chunk.ts';

process.on('message', (order: ConnectorChunk) => {
  void playConnectorChunk(order).then((result) => process.send?.(result));
});
process.on('disconnect', () => {
  process.exit();
});
