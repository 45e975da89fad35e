// What a kept value's id says of it, and what has become of the side that lost: read by the first screen, so without the merge.

import type { KeptValue } from '../../model/decision.ts';
import type { Digest, LinkKey } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';

/**
 * What has become of the side that lost. `waiting`: it still has the value, which gives way once the item is shared (A3);
 * `changed`: it was seen with another value since, and a restoration would overwrite what nobody was shown.
 */
export type KeptState = 'replaced' | 'waiting' | 'changed';

export function keptState(kept: KeptValue, link: Link | undefined): KeptState {
  if (link === undefined || link.status === 'tombstone') return 'changed';
  const seen = link[kept.lostOn]?.base[kept.unit];
  if (seen === undefined || kept.id.endsWith(endOfId(seen))) return 'replaced';
  const isLeft = kept.id.startsWith(`${startOfId(link.key, kept)}${seen}:`);
  return isLeft && link.pendingUnits.includes(kept.unit) ? 'waiting' : 'changed';
}

export function startOfId(key: LinkKey, { unit, lostOn }: Pick<KeptValue, 'unit' | 'lostOn'>): string {
  return `${key}:${unit}:${lostOn}:`;
}

export function endOfId(won: Digest): string {
  return `:${won}`;
}
