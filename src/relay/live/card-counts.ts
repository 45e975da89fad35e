// Counts of the cards per tenant, however many monitors look: counting visits every user, so never two counts of a tenant
// at once, none while nothing has changed, and after a count that took long the streams wait in proportion.

import type { Cards } from '../../contract/users.ts';

export interface CardCounts {
  /** At most `maxAgeMs` old, or of a tenant that has not changed since. */
  read(tenantId: string): Promise<Cards>;
  /** The last counts while they are younger than `knownMaxAgeMs`, or nothing has changed since; counted anew behind it. */
  known(tenantId: string): Cards | null;
  /** With every change heard of before this call; waits until the next count is due. */
  readNew(tenantId: string): Promise<Cards>;
}

interface Parts {
  count(tenantId: string): Promise<Cards>;
  /** The first change of a tenant from now on. Answers the function that stops listening. */
  onChange(tenantId: string, listener: () => void): () => void;
  readonly maxAgeMs: number;
  /** no wait for the next count is longer, either */
  readonly knownMaxAgeMs: number;
  /** time alone moves counts, too: a runner that fell silent, a lag that grew, a sign-in that ends */
  readonly unchangedMaxAgeMs: number;
  /** of counts that nobody waits for */
  onError(error: unknown): void;
}

interface Begun {
  /** by the monotonic clock of this process, as the other instants */
  readonly startedMs: number;
  /** a change was heard of since */
  hasChanged: boolean;
}

interface Running {
  readonly begun: Begun;
  readonly cards: Promise<Cards>;
}

interface Done {
  readonly begun: Begun;
  readonly endedMs: number;
  readonly cards: Cards;
}

interface Tenant {
  running: Running | null;
  done: Done | null;
  /** begins as soon as the running one has ended */
  next: Promise<Cards> | null;
  /** begins when it is due */
  later: Promise<Cards> | null;
  /** to changes since the newest count began */
  stopListening(): void;
}

/** Streams let the database rest nine times as long as a count took: at most a tenth of it goes to counting. */
const restPerCount = 9;
/** what only time has moved is known this much longer while it is counted: a Monitor asks for cards every minute */
const idleFactor = 4;

export function createCardCounts(parts: Parts): CardCounts {
  const tenants = new Map<string, Tenant>();

  function tenantOf(tenantId: string): Tenant {
    const known = tenants.get(tenantId) ?? {
      running: null,
      done: null,
      next: null,
      later: null,
      stopListening: () => undefined,
    };
    tenants.set(tenantId, known);
    return known;
  }

  function begin(tenantId: string, tenant: Tenant): Promise<Cards> {
    const begun: Begun = { startedMs: performance.now(), hasChanged: false };
    tenant.stopListening();
    // The first change tells enough: many come every second, and long ones are read from the database.
    tenant.stopListening = parts.onChange(tenantId, () => {
      begun.hasChanged = true;
      tenant.stopListening();
    });
    const cards = parts
      .count(tenantId)
      .then((counted) => {
        tenant.done = { begun, endedMs: performance.now(), cards: counted };
        return counted;
      })
      .finally(() => {
        tenant.running = null;
      });
    tenant.running = { begun, cards };
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
    const { done } = tenant;
    const isDone = done !== null && isWithin(done.begun, parts, 0);
    if (!isDone) await pause(Math.max(restMs, dueMs(parts, tenant) - performance.now()));
    tenant.later = null;
    return isDone ? done.cards : countNext(tenantId, tenant);
  }

  return {
    read(tenantId) {
      const tenant = tenantOf(tenantId);
      const { running, done } = tenant;
      if (running !== null && isWithin(running.begun, parts, parts.maxAgeMs)) return running.cards;
      if (done !== null && isWithin(done.begun, parts, parts.maxAgeMs)) return Promise.resolve(done.cards);
      return countNext(tenantId, tenant);
    },
    known(tenantId) {
      const tenant = tenantOf(tenantId);
      const { done } = tenant;
      // Half the age leaves time to count before anybody must do without; the rest lets the caller's own reads go first,
      // which share one connection with the count on the embedded engine.
      const isYoung = done !== null && isWithin(done.begun, parts, parts.knownMaxAgeMs / 2);
      if (!isYoung && tenant.running === null && tenant.later === null) {
        tenant.later = countWhenDue(tenantId, tenant, parts.maxAgeMs);
        tenant.later.catch(parts.onError);
      }
      const patient = { unchangedMaxAgeMs: parts.unchangedMaxAgeMs * idleFactor };
      return done !== null && isWithin(done.begun, patient, parts.knownMaxAgeMs) ? done.cards : null;
    },
    readNew(tenantId) {
      const tenant = tenantOf(tenantId);
      const { done } = tenant;
      if (done !== null && isWithin(done.begun, parts, 0)) return Promise.resolve(done.cards);
      tenant.later ??= countWhenDue(tenantId, tenant, 0);
      return tenant.later;
    },
  };
}

/** Young enough, or nothing but time has passed since. */
function isWithin(
  begun: Begun,
  { unchangedMaxAgeMs }: Pick<Parts, 'unchangedMaxAgeMs'>,
  maxAgeMs: number,
): boolean {
  return ageMs(begun) < (begun.hasChanged ? maxAgeMs : Math.max(maxAgeMs, unchangedMaxAgeMs));
}

function ageMs({ startedMs }: Begun): number {
  return performance.now() - startedMs;
}

function dueMs({ maxAgeMs, knownMaxAgeMs }: Parts, { done }: Tenant): number {
  if (done === null) return 0;
  const restMs = Math.min((done.endedMs - done.begun.startedMs) * restPerCount, knownMaxAgeMs);
  return Math.max(done.begun.startedMs + maxAgeMs, done.endedMs + restMs);
}

async function settled(running: Running | null): Promise<void> {
  await running?.cards.catch(() => undefined);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(durationMs, 0)).unref();
  });
}
