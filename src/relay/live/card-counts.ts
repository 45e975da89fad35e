// Counts of the cards per tenant, however many monitors look: counting visits every user, so never two counts of a tenant
// at once, and after a count that took long the streams wait in proportion.

import type { Cards } from '../../contract/users.ts';

export interface CardCounts {
  /** At most `maxAgeMs` old. */
  read(tenantId: string): Promise<Cards>;
  /** The last counts at once while they are younger than `knownMaxAgeMs`, counted anew behind it; else as `read`. */
  readKnown(tenantId: string): Promise<Cards>;
  /** Counted after this call began, so with every change committed before it; waits until the next count is due. */
  readNew(tenantId: string): Promise<Cards>;
}

interface Parts {
  count(tenantId: string): Promise<Cards>;
  readonly maxAgeMs: number;
  /** no wait for the next count is longer, either */
  readonly knownMaxAgeMs: number;
  /** of counts that nobody waits for */
  onError(error: unknown): void;
}

/** Instants by the monotonic clock of this process. */
interface Running {
  readonly startedMs: number;
  readonly cards: Promise<Cards>;
}

interface Tenant {
  running: Running | null;
  done: { readonly startedMs: number; readonly endedMs: number; readonly cards: Cards } | null;
  /** begins as soon as the running one has ended */
  next: Promise<Cards> | null;
  /** begins when it is due */
  later: Promise<Cards> | null;
}

/** Streams let the database rest nine times as long as a count took: at most a tenth of it goes to counting. */
const restPerCount = 9;

export function createCardCounts(parts: Parts): CardCounts {
  const tenants = new Map<string, Tenant>();

  function tenantOf(tenantId: string): Tenant {
    const known = tenants.get(tenantId) ?? { running: null, done: null, next: null, later: null };
    tenants.set(tenantId, known);
    return known;
  }

  function begin(tenantId: string, tenant: Tenant): Promise<Cards> {
    const startedMs = performance.now();
    const cards = parts
      .count(tenantId)
      .then((counted) => {
        tenant.done = { startedMs, endedMs: performance.now(), cards: counted };
        return counted;
      })
      .finally(() => {
        tenant.running = null;
      });
    tenant.running = { startedMs, cards };
    return cards;
  }

  function countNext(tenantId: string, tenant: Tenant): Promise<Cards> {
    if (tenant.next !== null) return tenant.next;
    if (tenant.running === null) return begin(tenantId, tenant);
    tenant.next = settled(tenant.running).then(() => {
      tenant.next = null;
      return begin(tenantId, tenant);
    });
    return tenant.next;
  }

  async function countWhenDue(tenantId: string, tenant: Tenant, restMs: number): Promise<Cards> {
    await settled(tenant.running);
    await pause(Math.max(restMs, dueMs(parts, tenant) - performance.now()));
    tenant.later = null;
    return countNext(tenantId, tenant);
  }

  function read(tenantId: string): Promise<Cards> {
    const tenant = tenantOf(tenantId);
    const { running, done } = tenant;
    const isYoung = (count: { readonly startedMs: number }) => ageMs(count) < parts.maxAgeMs;
    if (running !== null && isYoung(running)) return running.cards;
    if (done !== null && isYoung(done)) return Promise.resolve(done.cards);
    return countNext(tenantId, tenant);
  }

  return {
    read,
    readKnown(tenantId) {
      const tenant = tenantOf(tenantId);
      const { done } = tenant;
      if (done === null || ageMs(done) >= parts.knownMaxAgeMs) return read(tenantId);
      // Half the age leaves time to count before anybody must wait; the rest lets the caller's own reads go first, which
      // share one connection with the count on the embedded engine.
      if (ageMs(done) >= parts.knownMaxAgeMs / 2 && tenant.running === null && tenant.later === null) {
        tenant.later = countWhenDue(tenantId, tenant, parts.maxAgeMs);
        tenant.later.catch(parts.onError);
      }
      return Promise.resolve(done.cards);
    },
    readNew(tenantId) {
      const tenant = tenantOf(tenantId);
      tenant.later ??= countWhenDue(tenantId, tenant, 0);
      return tenant.later;
    },
  };
}

function ageMs({ startedMs }: { readonly startedMs: number }): number {
  return performance.now() - startedMs;
}

function dueMs({ maxAgeMs, knownMaxAgeMs }: Parts, { done }: Tenant): number {
  if (done === null) return 0;
  const restMs = Math.min((done.endedMs - done.startedMs) * restPerCount, knownMaxAgeMs);
  return Math.max(done.startedMs + maxAgeMs, done.endedMs + restMs);
}

async function settled(running: Running | null): Promise<void> {
  await running?.cards.catch(() => undefined);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(durationMs, 0)).unref();
  });
}
