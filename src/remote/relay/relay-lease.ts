// The engine's lease, held at the relay. Renewed every 30 s by this adapter; stops counting as held well before it ends,
// by the device's monotonic sense of "ms since the answer", never by comparing clocks.

import { fromInstant } from '../../contract/wire.ts';
import type { WireLeaseGrant } from '../../contract/runner-calls.ts';
import type { Runner } from '../../contract/runs.ts';
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
}

export function createRelayLease({ client, clock, runner }: RelayLeaseOptions): Lease {
  return {
    acquire: async (store: StoreId, signal: CancelSignal): Promise<LeaseGrant> => {
      const askedAtMs = clock.nowMs();
      const grant = await asSyncError(() => client.acquireLease({ storeId: store, runner }));
      const removedByUser = await asSyncError(() => client.releases());
      return hold({ client, clock, runner }, { store, grant, askedAtMs, removedByUser, signal });
    },
  };
}

interface Held {
  readonly store: StoreId;
  readonly grant: WireLeaseGrant;
  readonly askedAtMs: number;
  readonly removedByUser: readonly string[];
  readonly signal: CancelSignal;
}

function hold(options: RelayLeaseOptions, held: Held): LeaseGrant {
  let validUntilMs = held.askedAtMs + held.grant.ttlMs - longestRequestMs;
  const ended = new AbortController();
  const renewing = renew(options, { ...held, stop: ended.signal }, (untilMs) => {
    validUntilMs = untilMs;
  });
  return {
    epoch: held.grant.epoch,
    isNewStore: held.grant.isNewStore,
    lastSuccessStartedAtMs: held.grant.lastSuccessStartedAt
      ? fromInstant(held.grant.lastSuccessStartedAt)
      : null,
    instance: held.grant.instanceId as InstanceId,
    removedByUser: held.removedByUser,
    isCurrent: () => !ended.signal.aborted && options.clock.nowMs() < validUntilMs,
    release: async () => {
      ended.abort();
      await renewing;
      // A lease that cannot be given back ends by itself after its time.
      await options.client.releaseLease(held.store).catch(() => undefined);
    },
  };
}

async function renew(
  options: RelayLeaseOptions,
  held: Held & { readonly stop: AbortSignal },
  extend: (untilMs: number) => void,
): Promise<void> {
  while (!held.stop.aborted) {
    await options.clock.sleep(renewEveryMs, held.stop).catch(() => undefined);
    if (isAborted(held.stop)) return;
    const askedAtMs = options.clock.nowMs();
    try {
      const grant = await options.client.acquireLease(
        { storeId: held.store, runner: options.runner },
        held.stop,
      );
      if (grant.epoch !== held.grant.epoch) {
        extend(0);
        return;
      }
      extend(askedAtMs + grant.ttlMs - longestRequestMs);
    } catch (error) {
      // Unreachable or busy: try again until the lease runs out by itself. Refused: it is lost now.
      if (isRelayError(error) && lostCodes.has(error.problem?.code ?? '')) {
        extend(0);
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
