// The value that gave way, as it is kept for its person (D15). The same loss seen twice is one row.

import type { KeptValue } from '../../model/decision.ts';
import type { Digest } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { PlanContext } from '../plan-context.ts';
import type { LostValue } from './merge-units.ts';
import { digestOf } from './unit-forms.ts';

export function keptValue(context: PlanContext, link: Link, lost: LostValue): KeptValue {
  const { unit, lostOn } = lost;
  const digest = digestOf(context, unit, lost.value);
  return {
    id: `${link.key}:${unit}:${lostOn}:${digest}${endOfId(digestOf(context, unit, lost.wonValue))}`,
    key: link.key,
    kind: link.kind,
    title: link.title,
    ...lost,
    keptAtMs: context.nowMs,
  };
}

/** False when that side was seen with another value since: then a restoration would overwrite what nobody was shown. */
export function isReplacedStill(kept: KeptValue, link: Link): boolean {
  const seen = link[kept.lostOn]?.base[kept.unit];
  return seen === undefined || kept.id.endsWith(endOfId(seen));
}

function endOfId(won: Digest): string {
  return `:${won}`;
}
