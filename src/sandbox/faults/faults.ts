// The faults of one sandbox server: a list in memory, the oldest matching one is used up first.
// Items of a batch are requests too: the server asks `take` for each of them with the inner path.
import { faultSchema, matchesGlob } from './fault.ts';
import type { Fault, FaultOrder } from './fault.ts';

export interface Faults {
  /** Adds a fault; throws a ZodError when the order is wrong. */
  add(order: FaultOrder): Fault;
  list(): Fault[];
  clear(): void;
  /** The fault that hits this request, its count reduced by one; undefined when none does. `path` has no query. */
  take(method: string, ...paths: string[]): Fault | undefined;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  let nextId = 1;
  return {
    add(order) {
      const fault: Fault = { ...faultSchema.parse(order), id: nextId++, hits: 0 };
      faults.push(fault);
      return fault;
    },
    list: () => [...faults],
    clear() {
      faults = [];
    },
    take(method, ...paths) {
      const hit = faults.find((fault) => hits(fault, method, paths));
      if (hit === undefined) return undefined;
      const used: Fault = { ...hit, count: hit.count - 1, hits: hit.hits + 1 };
      faults = faults.map((fault) => (fault === hit ? used : fault)).filter((fault) => fault.count > 0);
      return used;
    },
  };
}

function hits(fault: Fault, method: string, paths: readonly string[]): boolean {
  if (fault.method !== '*' && fault.method !== method.toUpperCase()) return false;
  return paths.some((path) => matchesGlob(fault.path, path));
}
