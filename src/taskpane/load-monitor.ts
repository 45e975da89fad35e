// The Monitor's code, a chunk of its own: a rep never loads it.

const load = () => import('./monitor/MonitorScreens.tsx');
type Monitor = Awaited<ReturnType<typeof load>>;

let loaded: Monitor | null = null;

export async function loadMonitor(): Promise<Monitor> {
  loaded = await load();
  return loaded;
}

/** Null until it has come. */
export function loadedMonitor(): Monitor | null {
  return loaded;
}
