// The calls of one engine to one service, each through the gate once. What an answer carried counts as served only when
// it arrived: not when it was lost on the way, and not when the engine died meanwhile.

import { SyncError } from '../../../src/sync/model/error.ts';
import type { ReadAnswer } from '../../../src/sync/model/change.ts';
import type { RecordRef, RemoteRecord } from '../../../src/sync/model/record.ts';
import type { Write, WriteOutcome } from '../../../src/sync/model/write.ts';
import type { CancelSignal } from '../../../src/sync/ports/cancel-signal.ts';
import type { RemoteMeter, ServerClock } from '../../../src/sync/ports/remote.ts';
import type { IoKind } from '../plan.ts';
import type { Gate } from '../world/gate.ts';
import type { SimulatedSide } from './simulated-side.ts';
import { refuseForLoad, shuffled, strike, type Held, type Trouble } from './side-options.ts';
import { lostAnswer, takeWrites, type WriteRules } from './write-desk.ts';

export interface RemoteOptions {
  /** how far the engine's clock is ahead of the world's, ms; that of the plan by default */
  readonly clockOffsetMs?: number;
}

type Tell = (held: Held) => void;

export interface CallOptions {
  readonly side: SimulatedSide;
  readonly gate: Gate;
  /** how far the service's clock is ahead of the engine's, ms */
  readonly offsetMs: number;
}

interface Passing<Answer> {
  act(trouble: Trouble, tell: Tell): Answer;
  lost?(): Answer;
  wakes?(): void;
}

export class GatedCalls {
  readonly #side: SimulatedSide;
  readonly #gate: Gate;
  readonly #clock: ServerClock;
  #requests = 0;
  #busyMs = 0;

  constructor({ side, gate, offsetMs }: CallOptions) {
    this.#side = side;
    this.#gate = gate;
    this.#clock = { offsetMs };
  }

  meter(): RemoteMeter {
    return { requests: this.#requests, busyMs: this.#busyMs, throttledMs: 0 };
  }

  serverClock(): ServerClock {
    return this.#clock;
  }

  /** A call that reads. Throttling is dealt with here; every other trouble is the caller's. */
  ask<Answer>(kind: IoKind, act: (trouble: Trouble, tell: Tell) => Answer): Promise<Answer> {
    this.#requests += 1;
    return this.#pass(kind, {
      act: (trouble, tell) => {
        refuseForLoad(this.#side.side, trouble, this.#side.options);
        return act(trouble, tell);
      },
    });
  }

  write(
    kind: IoKind,
    { writes, signal }: { readonly writes: readonly Write[]; readonly signal: CancelSignal },
    rules: WriteRules,
  ): Promise<readonly WriteOutcome[]> {
    this.#requests += writes.length;
    const { runner } = this.#gate;
    return this.#pass(kind, {
      act: (trouble, tell) => takeWrites(rules, { writes, trouble }, { runner, tell }),
      lost: () => writes.map(lostAnswer),
      // As send-once.ts does: what waited for a token or for its turn may have waited for hours.
      wakes: () => {
        if (signal.aborted) throw new SyncError('cancelled', { at: { side: this.#side.side } });
      },
    });
  }

  /** `missing` where it is no proof; `unreadable` where it would be one (F13). */
  read(
    kind: IoKind,
    refs: readonly RecordRef[],
    { isMissing, isProof }: { isMissing(held: Held): boolean; readonly isProof: boolean },
  ): Promise<readonly ReadAnswer[]> {
    return this.ask(kind, (trouble, tell) => {
      let isSpoilt = trouble !== 'unreadable-first';
      const answers = refs.map(({ id }): ReadAnswer => {
        const record = this.#side.records.get(id);
        if (record === undefined || isMissing(record)) return { id, result: 'missing' };
        if (!isSpoilt) {
          isSpoilt = true;
          strike(this.#side.options, 'unreadable-first');
          return isProof ? { id, result: 'unreadable', status: 503 } : { id, result: 'missing' };
        }
        tell(record);
        return { id, result: 'found', record };
      });
      return trouble === 'shuffle' ? this.#shuffled(answers) : answers;
    });
  }

  /** Records that a search finds, in the service's own order. */
  found(records: readonly Held[], trouble: Trouble, tell: Tell): readonly RemoteRecord[] {
    for (const record of records) tell(record);
    return trouble === 'shuffle' ? this.#shuffled(records) : records;
  }

  #shuffled<T>(items: readonly T[]): readonly T[] {
    if (items.length > 1) strike(this.#side.options, 'shuffle');
    return shuffled(items, () => this.#side.options.random());
  }

  async #pass<Answer>(kind: IoKind, { act, lost, wakes }: Passing<Answer>): Promise<Answer> {
    const carried: Held[] = [];
    const fate = { isLost: false };
    const beganMs = this.#gate.nowMs();
    const answer = await this.#gate.io<Answer>(kind, {
      act: (trouble) => act(trouble, (held) => carried.push(held)),
      ...(wakes === undefined ? {} : { wakes }),
      ...(lost === undefined
        ? {}
        : {
            lost: () => {
              fate.isLost = true;
              return lost();
            },
          }),
    });
    this.#busyMs += this.#gate.nowMs() - beganMs;
    const isFound = kind.includes('.findBy');
    if (!fate.isLost) for (const version of carried) this.#served(version, isFound);
    return answer;
  }

  #served(version: Held, isFound: boolean): void {
    const { side, options } = this.#side;
    const { runner } = this.#gate;
    const event = { type: 'served', side, id: version.id, atMs: options.nowMs(), version, runner } as const;
    options.listener(isFound ? { ...event, isFound } : event);
  }
}
