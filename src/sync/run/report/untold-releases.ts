// Releases the relay must know (D11), kept with the plan that made them until the relay has taken them: a browser that is
// wiped while the relay was away must not bring back what the person removed.

import type { PairPlan } from '../../plan/pair/pair-plan.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { commit, type Run } from '../run-context.ts';

interface Releases {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** To be committed with the plans. */
export async function untoldReleases(
  run: Run,
  plans: readonly PairPlan[],
): Promise<readonly StoreOperation[]> {
  if (plans.every(({ releases }) => releases.added.length + releases.removed.length === 0)) return [];
  const known = await read(run);
  const added = new Set(known.added);
  const removed = new Set(known.removed);
  for (const { releases } of plans) {
    for (const key of releases.added) {
      added.add(key);
      removed.delete(key);
    }
    for (const key of releases.removed) {
      removed.add(key);
      added.delete(key);
    }
  }
  const value = JSON.stringify({ added: [...added], removed: [...removed] });
  return [{ table: 'meta', put: [{ name: 'untold-releases', value }] }];
}

/** `tell` answers whether the relay took them. */
export async function tellReleases(run: Run, tell: (releases: Releases) => Promise<boolean>): Promise<void> {
  const releases = await read(run);
  if (releases.added.length + releases.removed.length === 0 || !(await tell(releases))) return;
  await commit(run, [{ table: 'meta', remove: ['untold-releases'] }]);
}

async function read(run: Run): Promise<Releases> {
  const value = (await run.ports.store.get('meta', 'untold-releases'))?.value;
  return typeof value === 'string' ? (JSON.parse(value) as Releases) : { added: [], removed: [] };
}
