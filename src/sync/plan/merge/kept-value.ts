// The value that gave way, as it is kept for its person (D15). The same loss seen twice is one row.

import type { KeptValue } from '../../model/decision.ts';
import type { Link } from '../../model/link.ts';
import type { PlanContext } from '../plan-context.ts';
import { endOfId, startOfId } from './kept-state.ts';
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
