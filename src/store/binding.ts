// A new database gets its digest key and its owner once; afterwards they never change. The engine compares the binding
// with what it is asked to synchronize before it runs (G3).

import type { Binding } from '../sync/model/state.ts';
import type { RunRequest } from '../sync/ports/run-request.ts';
import type { SyncStore } from '../sync/ports/sync-store.ts';
import { newDigestKey } from './digest/keyed-digests.ts';

export async function ensureBinding(
  store: SyncStore,
  facts: Pick<RunRequest, 'instance' | 'owner' | 'salesUser'>,
  nowMs: number,
): Promise<Binding> {
  const row = await store.get('meta', 'binding');
  if (row) return row.value as Binding;
  const binding: Binding = {
    instance: facts.instance,
    owner: facts.owner,
    salesUser: facts.salesUser,
    digestKey: newDigestKey(),
    boundAtMs: nowMs,
  };
  await store.commit(null, [{ table: 'meta', put: [{ name: 'binding', value: binding }] }]);
  return binding;
}
