// I27, seen from the services: requests in flight per mailbox, batches of 20, nothing before a Retry-After is over, and an
// end to repeating. Knows nothing of how the connectors keep to it.

import type { Side } from '../../../../src/sync/model/side.ts';
import { violated } from '../../invariants/check.ts';
import type { DirectAnswer } from './direct-fetch.ts';
import { itemAnswersOf } from './exchange.ts';
import type { WireAnswer, WireRequest } from './exchange.ts';

const mostInFlight = 4;
const mostItems: Readonly<Record<Side, number>> = { microsoft: 20, sales: 50 };
/** The engine waits 2 minutes in all, a read is tried 4 times for each wait, and no Retry-After of a plan is below 1 s. */
const mostSame = 4 * 121;
const mostPerRun = 600;

interface Traffic {
  inFlight: number;
  /** nothing may be sent before, epoch ms */
  closedUntilMs: number;
  requests: number;
  writes: number;
}

const quiet = (): Traffic => ({ inFlight: 0, closedUntilMs: 0, requests: 0, writes: 0 });

export class WireMonitor {
  readonly #traffic: Readonly<Record<Side, Traffic>> = { microsoft: quiet(), sales: quiet() };
  readonly #same = new Map<string, number>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  beginRun(): void {
    this.#same.clear();
    for (const side of ['microsoft', 'sales'] as const)
      Object.assign(this.#traffic[side], { requests: 0, writes: 0 });
  }

  /** requests and requests that change something, since the run began */
  of(side: Side): Readonly<Traffic> {
    return this.#traffic[side];
  }

  /** Throws Violation I27 for a request that must not be sent now. */
  sends(request: WireRequest): void {
    const { side, kind, items } = request;
    const traffic = this.#traffic[side];
    const earlyMs = traffic.closedUntilMs - this.#nowMs();
    if (earlyMs > 0) violated('I27', `${kind} was sent ${String(earlyMs)} ms before Retry-After was over`);
    if (items > mostItems[side]) violated('I27', `a batch of ${String(items)} requests`);
    traffic.inFlight += weightOf(request);
    if (traffic.inFlight > mostInFlight) violated('I27', `${kind} while ${side} was busy with 4 already`);
    traffic.requests += 1;
    if (request.isWrite) traffic.writes += 1;
    const name = `${request.method} ${request.url.href} ${request.text ?? ''}`;
    const same = (this.#same.get(name) ?? 0) + 1;
    this.#same.set(name, same);
    if (same > mostSame) violated('I27', `${kind} was sent ${String(same)} times in one run`);
    if (traffic.requests > mostPerRun) violated('I27', `${String(traffic.requests)} requests in one run`);
  }

  hears(request: WireRequest, answer: WireAnswer): void {
    const traffic = this.#traffic[request.side];
    traffic.inFlight -= weightOf(request);
    const waitMs = answer === null ? 0 : longestWait(answer, this.#nowMs());
    if (waitMs > 0) traffic.closedUntilMs = Math.max(traffic.closedUntilMs, this.#nowMs() + waitMs);
  }
}

/** Graph works four items of a batch at a time, so one batch fills the mailbox's share (graph-contract.md section 7). */
function weightOf({ side, kind, items }: WireRequest): number {
  return side === 'microsoft' && kind !== 'graph.read' ? mostInFlight : Math.min(1, items);
}

function longestWait(answer: DirectAnswer, nowMs: number): number {
  const own = isBusy(answer.status) ? waitOf(answer.headers['retry-after'], nowMs) : 0;
  const inside = itemAnswersOf(answer).map(({ status, headers }) =>
    isBusy(status) ? waitOf(headers?.['Retry-After'], nowMs) : 0,
  );
  return Math.max(own, ...inside);
}

function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}

function waitOf(value: string | undefined, nowMs: number): number {
  if (value === undefined) return 0;
  const seconds = Number(value);
  return Number.isFinite(seconds) ? seconds * 1_000 : Math.max(0, Date.parse(value) - nowMs);
}
