// What every screen of the Monitor works with.

import { createContext, useContext } from 'react';
import type { Me } from '../../../contract/runner-calls.ts';
import type { MonitorClient } from '../../../remote/relay/monitor-client.ts';
import type { MonitorCache } from '../../../store/dexie/monitor-cache.ts';
import type { OfficeHost } from '../../office-host.ts';
import type { ListMemory } from '../list-memory.ts';
import type { Selecting } from './use-selecting.ts';
import type { Live } from './use-live.ts';

export interface Monitor {
  readonly client: MonitorClient;
  readonly cache: MonitorCache;
  readonly host: OfficeHost;
  readonly me: Me;
  readonly live: Live;
  readonly selecting: Selecting;
  readonly memory: ListMemory;
}

export const MonitorContext = createContext<Monitor | null>(null);

export function useMonitor(): Monitor {
  const monitor = useContext(MonitorContext);
  if (!monitor) throw new Error('no Monitor above this screen');
  return monitor;
}
