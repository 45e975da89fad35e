// A person's consent to a plan (P2). What is left out is released, not forgotten: it can be brought back.

import type { RecordKind } from '../../model/record.ts';
import type { DeedPorts } from './wishes.ts';

/** `excludedItemIds`: lines the person took out. False when no plan waits. */
export async function approvePlan(
  ports: DeedPorts,
  kind: RecordKind,
  excludedItemIds: readonly string[],
): Promise<boolean> {
  const plan = await ports.store.get('plans', kind);
  if (plan === undefined) return false;
  const excluded = new Set(excludedItemIds);
  const approved = plan.items.map((item) => item.id).filter((id) => !excluded.has(id));
  await ports.store.commit(null, [{ table: 'plans', put: [{ ...plan, approved }] }]);
  return true;
}
