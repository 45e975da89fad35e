// The engine's lease, held at the relay. Renewed every 30 s by this adapter; stops counting as held well before it ends,
// by the ms that passed here since it was asked for, never by comparing clocks with the relay.

import { fromInstant } from '../../contract/wire.ts';
import type { WireLeaseGrant } from '../../contract/runner-calls.ts';
import type { Runner, RunLease } from '../../contract/runs.ts';
import { SyncError } from '../../sync/model/error.ts';
import type { InstanceId, StoreId } from '../../sync/model/ids.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Clock } from '../../sync/ports/clock.ts';
import type { Lease, LeaseGrant } from '../../sync/ports/lease.ts';
import { isRelayError } from './relay-call.ts';
import type { RunnerClient } from './runner-client.ts';

const renewEveryMs = 30_000;
const lostCodes: ReadonlySet<string> = new Set(['lease-refused', 'user-disabled', 'user-deleted']);
/** Longest request a remote may have in flight: nothing is sent in the last part of a lease. */
const longestRequestMs = 30_000;

export interface RelayLeaseOptions {
  readonly client: RunnerClient;
  readonly clock: Clock;
  readonly runner: Runner;
  /** ms of a clock that nobody can set; default `performance.now` */
  monotonicMs?(): number;
}

export interface RelayLease extends Lease {
  /** What the final report names: the newest grant, given back or not; null where the last try got none. */
  granted(): RunLease | null;
}

export function createRelayLease(options: RelayLeaseOptions): RelayLease {
  const { client, runner } = options;
  let granted: RunLease | null = null;
  return {
    granted: () => granted,
    acquire: async (store: StoreId, signal: CancelSignal): Promise<LeaseGrant> => {
      granted = null;
      const passedMs = stopwatch(options);
      const grant = await asSyncError(() => client.acquireLease({ storeId: store, runner }));
      const removedByUser = await asSyncError(() => client.releases()).catch(async (error: unknown) => {
        await giveBack(client, store);
        throw error;
      });
      granted = { storeId: store, epoch: grant.epoch };
      return hold(options, { store, grant, passedMs, removedByUser, signal });
    },
  };
}

/**
 * Ms since now. The device's clock may be set back, and a clock that nobody can set may stand still while the device
 * sleeps: the one that saw more time pass is believed.
 */
function stopwatch({ clock, monotonicMs = () => performance.now() }: RelayLeaseOptions): () => number {
  const begun = { clockMs: clock.nowMs(), monotonicMs: monotonicMs() };
  return () => Math.max(clock.nowMs() - begun.clockMs, monotonicMs() - begun.monotonicMs);
}

/** A lease that cannot be given back ends by itself after its time. */
async function giveBack(client: RunnerClient, store: StoreId): Promise<void> {
  await client.releaseLease(store).catch(() => undefined);
}

interface Held {
  readonly store: StoreId;
  readonly grant: WireLeaseGrant;
  /** since the lease was asked for */
  passedMs(): number;
  readonly removedByUser: readonly string[];
  readonly signal: CancelSignal;
}

function hold(options: RelayLeaseOptions, held: Held): LeaseGrant {
  const lasts = (passedMs: () => number, ttlMs: number) => () => passedMs() < ttlMs - longestRequestMs;
  let isValid = lasts(held.passedMs, held.grant.ttlMs);
  const ended = new AbortController();
  const renewing = renew(options, { ...held, stop: ended.signal }, (renewed) => {
    isValid = renewed === 'lost' ? () => false : lasts(renewed.passedMs, renewed.ttlMs);
  });
  return {
    epoch: held.grant.epoch,
    isNewStore: held.grant.isNewStore,
    lastSuccessStartedAtMs: held.grant.lastSuccessStartedAt
      ? fromInstant(held.grant.lastSuccessStartedAt)
      : null,
    instance: held.grant.instanceId as InstanceId,
    removedByUser: held.removedByUser,
    isCurrent: () => !ended.signal.aborted && isValid(),
    release: async () => {
      ended.abort();
      await renewing;
      await giveBack(options.client, held.store);
    },
  };
}

type Renewal = 'lost' | { passedMs(): number; readonly ttlMs: number };

async function renew(
  options: RelayLeaseOptions,
  held: Held & { readonly stop: AbortSignal },
  tell: (renewal: Renewal) => void,
): Promise<void> {
  while (!held.stop.aborted) {
    await options.clock.sleep(renewEveryMs, held.stop).catch(() => undefined);
    if (isAborted(held.stop)) return;
    const passedMs = stopwatch(options);
    try {
      const grant = await options.client.acquireLease(
        { storeId: held.store, runner: options.runner },
        held.stop,
      );
      if (grant.epoch !== held.grant.epoch) {
        tell('lost');
        return;
      }
      tell({ passedMs, ttlMs: grant.ttlMs });
    } catch (error) {
      // Unreachable or busy: try again until the lease runs out by itself. Refused: it is lost now.
      if (isRelayError(error) && lostCodes.has(error.problem?.code ?? '')) {
        tell('lost');
        return;
      }
    }
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function asSyncError<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw relaySyncError(error);
  }
}

/** What a failed relay call means for a run. */
export function relaySyncError(error: unknown): SyncError {
  if (!isRelayError(error)) return new SyncError('relay-unreachable', { cause: error });
  const facts = { cause: error, ...(error.status === null ? {} : { status: error.status }) };
  switch (error.problem?.code) {
    case 'user-disabled':
      return new SyncError('user-disabled', facts);
    case 'user-deleted':
      return new SyncError('user-deleted', facts);
    case 'lease-refused':
      return new SyncError('lease-refused', {
        ...facts,
        ...(error.problem.retryAfterMs === undefined ? {} : { retryAfterMs: error.problem.retryAfterMs }),
      });
    case 'unauthenticated':
      return new SyncError('sign-in-needed', { ...facts, at: { side: 'microsoft' } });
    default:
      return new SyncError('relay-unreachable', facts);
  }
}
