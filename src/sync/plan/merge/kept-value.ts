// The value that gave way, as it is kept for its person (D15). The same loss seen twice is one row.

import type { KeptValue } from '../../model/decision.ts';
import type { Digest, LinkKey } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { PlanContext } from '../plan-context.ts';
import type { LostValue } from './merge-units.ts';
import { digestOf } from './unit-forms.ts';

export function keptValue(context: PlanContext, link: Link, lost: LostValue): KeptValue {
  const { unit } = lost;
  const digest = digestOf(context, unit, lost.value);
  return {
    id: `${startOfId(link.key, lost)}${digest}${endOfId(digestOf(context, unit, lost.wonValue))}`,
    key: link.key,
    kind: link.kind,
    title: link.title,
    ...lost,
    keptAtMs: context.nowMs,
  };
}

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

function startOfId(key: LinkKey, { unit, lostOn }: Pick<KeptValue, 'unit' | 'lostOn'>): string {
  return `${key}:${unit}:${lostOn}:`;
}

function endOfId(won: Digest): string {
  return `:${won}`;
}
