// Bring back: a pair that was released, removed by the person, or quarantined is kept in step again (D11, G7).

import type { LinkKey } from '../../model/ids.ts';
import { wishRow, type DeedPorts } from './wishes.ts';

/** False when there is nothing to bring back. */
export async function bringBack(ports: DeedPorts, key: LinkKey): Promise<boolean> {
  const link = await ports.store.get('links', key);
  if (link === undefined || link.status === 'tombstone' || link.status === 'active') return false;
  const facts = { because: 'bring-back', keptValue: null, nowMs: ports.clock.nowMs() } as const;
  const row = wishRow(link, facts);
  if (row === null) return false;
  await ports.store.commit(null, [{ table: 'inbox', put: [row] }]);
  return true;
}
