// Brings the losing value of a conflict back (D15). The next run writes it to the side that lost it, unless people have
// changed the value since, and from there it flows like an edit.

import { keptState } from '../../plan/merge/kept-state.ts';
import { wishRow, type DeedPorts } from './wishes.ts';

/** False when the value is no longer kept, its pair is gone, nothing has replaced it yet, or another value has taken the place of the one shown. */
export async function restoreKeptValue(ports: DeedPorts, keptId: string): Promise<boolean> {
  const kept = await ports.store.get('keptValues', keptId);
  if (kept === undefined) return false;
  const link = await ports.store.get('links', kept.key);
  if (link === undefined || keptState(kept, link) !== 'replaced') return false;
  const facts = { because: 'restore', keptValue: keptId, nowMs: ports.clock.nowMs() } as const;
  const row = wishRow(link, facts);
  if (row === null) return false;
  await ports.store.commit(null, [{ table: 'inbox', put: [row] }]);
  return true;
}
