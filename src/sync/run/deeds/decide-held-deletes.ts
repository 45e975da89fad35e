// A person's decision about deletes that the guard holds (G1). It covers exactly the pairs that were shown.

import type { LinkKey } from '../../model/ids.ts';
import type { HeldDeletes } from '../../model/state.ts';
import type { DeedPorts } from './wishes.ts';

export interface HeldDecision {
  /** id of the held row, e.g. `contact:microsoft` */
  readonly id: string;
  /** the pairs the person saw */
  readonly shown: readonly LinkKey[];
  /** delete them (or release them, for a shrunken search), or keep both copies */
  readonly decision: NonNullable<HeldDeletes['decision']>;
}

/** False when the set changed since it was shown: it must be shown again. */
export async function decideHeldDeletes(ports: DeedPorts, decided: HeldDecision): Promise<boolean> {
  const held = await ports.store.get('heldDeletes', decided.id);
  if (held === undefined) return false;
  const shown = new Set(decided.shown);
  const isSame = held.keys.length === shown.size && held.keys.every((key) => shown.has(key));
  if (!isSame) return false;
  await ports.store.commit(null, [{ table: 'heldDeletes', put: [{ ...held, decision: decided.decision }] }]);
  return true;
}
