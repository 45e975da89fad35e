// The wire between both connectors and both services: a `fetch` that applies the plan's faults and deeds by kind and
// occurrence, watches the traffic, and lets time pass.

import type { Server } from 'node:http';
import type { Side } from '../../../../src/sync/model/side.ts';
import { Violation } from '../../invariants/check.ts';
import type { RequestKind, WireDeed, WireFault, WirePlace, WireRound } from '../connector-plan.ts';
import { ask } from './direct-fetch.ts';
import type { DirectAnswer, DirectRequest } from './direct-fetch.ts';
import { DeltaRows } from './delta-rows.ts';
import { describe } from './exchange.ts';
import type { WireAnswer, WireRequest } from './exchange.ts';
import type { VirtualTime } from './virtual-time.ts';
import { withFault } from './wire-faults.ts';
import { WireMonitor } from './wire-monitor.ts';

const requestMs = 20;
type Happening = Pick<WireRound, 'during' | 'faults' | 'ways'>;
const calm: Happening = { during: [], faults: [] };

export interface WireOptions {
  readonly time: VirtualTime;
  readonly servers: Readonly<Record<Side, Server>>;
  readonly doDeed: (deed: WireDeed) => void;
  /** a request reached its service and may have changed something */
  readonly afterWrite: () => void;
  readonly onViolation: (violation: Violation) => void;
  /** the device is dead: what it asked is never answered */
  readonly onCrash: () => void;
  readonly reach: (name: string) => void;
}

export class Wire {
  readonly monitor: WireMonitor;
  readonly #options: WireOptions;
  readonly #counts = new Map<RequestKind, number>();
  readonly #deltaRows: DeltaRows;
  readonly #pending = new Set<Promise<WireAnswer>>();
  #round = calm;
  #life = 0;
  requests = 0;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#deltaRows = new DeltaRows(options.reach);
    this.monitor = new WireMonitor(() => options.time.nowMs);
  }

  beginRound(round: Happening = calm): void {
    this.#round = round;
    this.#counts.clear();
    this.monitor.beginRun();
  }

  /** Resolves when the services have answered everything, also to a device that died. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** For one life of the device: after its crash nothing that it asked is sent or answered. */
  fetchOf(side: Side): typeof fetch {
    const life = this.#life;
    const alive = <Answer>(answer: Answer): Answer | Promise<never> =>
      life === this.#life ? answer : new Promise<never>(() => undefined);
    return async (input, init = {}) => {
      await alive(null);
      const url = new URL(input instanceof Request ? input.url : input);
      const headers = Object.fromEntries(new Headers(init.headers));
      const text = typeof init.body === 'string' ? init.body : null;
      const exchange = this.#exchange(describe(side, { method: init.method ?? 'GET', url, headers, text }));
      this.#pending.add(exchange);
      const answer = await alive(await exchange.finally(() => this.#pending.delete(exchange)));
      if (answer === null) throw new TypeError('fetch failed');
      const body = answer.status === 204 ? null : answer.text;
      return new Response(body, { status: answer.status, headers: answer.headers });
    };
  }

  async #exchange(request: WireRequest): Promise<WireAnswer> {
    this.requests += 1;
    this.#watch(() => {
      this.monitor.sends(request);
    });
    const nth = (this.#counts.get(request.kind) ?? 0) + 1;
    this.#counts.set(request.kind, nth);
    const place = { on: request.kind, nth };
    this.#options.time.pass(requestMs);
    for (const { deed, ...at } of this.#round.during) if (isAt(at, place)) this.#options.doDeed(deed);
    const fault = this.#round.faults.find((one) => isHit(one, place));
    const answer = await this.#carry(request, fault);
    const dated = answer === null ? null : this.#dated(answer);
    this.monitor.hears(request, dated);
    return dated;
  }

  async #carry(request: WireRequest, fault: WireFault | undefined): Promise<WireAnswer> {
    const forward = (sent: DirectRequest): Promise<DirectAnswer> => this.#forward(request, sent);
    if (fault === undefined) return forward(request);
    this.#options.reach(`${request.kind} ${fault.do}`);
    if (fault.do === 'crash-before' || fault.do === 'crash-after') {
      if (fault.do === 'crash-after') await forward(request);
      this.#life += 1;
      this.#options.onCrash();
      return null;
    }
    return withFault(fault, request, { forward, nowMs: () => this.#options.time.nowMs });
  }

  async #forward(request: WireRequest, sent: DirectRequest): Promise<DirectAnswer> {
    const { side, isWrite } = request;
    const answer = await ask(this.#options.servers[side], sent);
    // The sandbox counts requests in flight too, and never refuses one that the monitor let pass.
    if (answer.status === 429)
      this.#watch(() => {
        throw new Violation('I27', `${side} itself refused a request for load`);
      });
    if (isWrite) this.#options.afterWrite();
    return side === 'microsoft' ? this.#deltaRows.bend(request, answer, this.#round.ways ?? []) : answer;
  }

  /** Date of the plan: that of Node is the machine's. */
  #dated(answer: DirectAnswer): DirectAnswer {
    const date = new Date(this.#options.time.nowMs).toUTCString();
    return { ...answer, headers: { ...answer.headers, date } };
  }

  #watch(judge: () => void): void {
    try {
      judge();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#options.onViolation(error);
    }
  }
}

function isAt(at: WirePlace, { on, nth }: WirePlace): boolean {
  return at.on === on && at.nth === nth;
}

function isHit(fault: WireFault, { on, nth }: WirePlace): boolean {
  return fault.on === on && nth >= fault.nth && nth < fault.nth + fault.times;
}
