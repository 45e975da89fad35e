// Everything the engine could reach the world by but must not: time, chance, timers, network, storage. While plans are played
// each of them throws, so that a run that ends proves the engine used none.

const names = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'indexedDB',
  'localStorage',
  'sessionStorage',
  'caches',
  'crypto',
] as const;

function forbidden(name: string): () => never {
  return () => {
    throw new Error(`${name} was used where everything has to go through a port`);
  };
}

/** Calls, constructors and members: whatever is done with it throws. */
function poisoned(name: string): object {
  const bite = forbidden(name);
  return new Proxy(function poison() {}, { apply: bite, construct: bite, get: bite, set: bite });
}

/** For the rest of this thread's life. */
export function poisonGlobals(): void {
  for (const name of names) {
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: poisoned(name) });
  }
  Math.random = forbidden('Math.random');
  Date.now = forbidden('Date.now');
  globalThis.performance.now = forbidden('performance.now');
  const Real = Date;
  globalThis.Date = new Proxy(Real, {
    construct(target, args: readonly unknown[]) {
      if (args.length === 0) return forbidden('the present')();
      return Reflect.construct(target, args) as Date;
    },
    apply: forbidden('Date()'),
  });
}
