// The service's limits per application and mailbox: requests in flight, and a bucket that refills evenly.
// A refused request has been counted too, so a client that does not wait makes it worse for itself.
import type { Person } from '../company/person.ts';
import type { Switches } from './switches.ts';
import { throttled } from './wire/failure.ts';

interface Usage {
  inFlight: number;
  tokens: number;
  /** of the last refill, epoch milliseconds */
  at: number;
}

const throttledRetryAfterSeconds = 60;

export class Throttle {
  readonly #usage = new Map<string, Usage>();
  readonly #served = new Map<string, number>();
  readonly #now: () => number;
  readonly #switches: Readonly<Switches>;

  constructor(now: () => number, switches: Readonly<Switches>) {
    this.#now = now;
    this.#switches = switches;
  }

  /** Lets one request to the mailbox begin and returns what ends it; throws 429 when it may not begin. */
  admit(clientId: string, person: Person): () => void {
    const usage = this.#usageOf(`${clientId} ${person.oid}`);
    this.#refill(usage);
    usage.tokens = Math.max(0, usage.tokens - 1);
    if (usage.tokens < 1) throw this.#overWindow(usage);
    if (person.situation === 'throttled-mailbox') this.#refuseMost(person);
    if (usage.inFlight >= this.#switches.maxInFlight)
      throw throttled('Application is over its MailboxConcurrency limit.', this.#switches.retryAfterSeconds);
    usage.inFlight += 1;
    return () => {
      usage.inFlight -= 1;
    };
  }

  #usageOf(key: string): Usage {
    const known = this.#usage.get(key);
    if (known !== undefined) return known;
    // One more than the limit: the request that empties the bucket is still served.
    const usage = { inFlight: 0, tokens: this.#switches.requestsPerWindow + 1, at: this.#now() };
    this.#usage.set(key, usage);
    return usage;
  }

  #refill(usage: Usage): void {
    const { requestsPerWindow, windowMs } = this.#switches;
    const now = this.#now();
    usage.tokens = Math.min(
      requestsPerWindow + 1,
      usage.tokens + ((now - usage.at) * requestsPerWindow) / windowMs,
    );
    usage.at = now;
  }

  #overWindow(usage: Usage): Error {
    const { requestsPerWindow, windowMs } = this.#switches;
    const waitMs = ((2 - usage.tokens) * windowMs) / requestsPerWindow;
    return throttled(
      'Application is over its RequestsPerWindow limit.',
      Math.max(1, Math.ceil(waitMs / 1_000)),
    );
  }

  #refuseMost({ oid }: Person): void {
    const count = (this.#served.get(oid) ?? 0) + 1;
    this.#served.set(oid, count);
    if (count % this.#switches.throttledMailboxServesOneOf !== 0)
      throw throttled('Application is over its MailboxConcurrency limit.', throttledRetryAfterSeconds);
  }
}
