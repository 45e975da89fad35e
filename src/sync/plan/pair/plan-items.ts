// The lines of a plan as a person sees them (P2). Their ids and payload digests are what an approval names (P3).

import type { ExclusionReason } from '../../model/cause.ts';
import type { LinkKey } from '../../model/ids.ts';
import type { PlanAction, PlanItem } from '../../model/plan.ts';
import type { Side } from '../../model/side.ts';
import type { Intent } from '../../model/write.ts';
import { textOf, valueOf } from '../merge/unit-forms.ts';
import type { PlanContext } from '../plan-context.ts';

export function writeItem(context: PlanContext, intent: Intent, title: string): PlanItem {
  const before = intent.settlement?.before ?? {};
  const fields = Object.entries(intent.units)
    .map(([unit, after]) => ({ unit, before: valueOf(before, unit), after }))
    .filter((field) => intent.operation !== 'create' || field.after !== null);
  const payload = [intent.operation, intent.target?.id ?? '', intent.unshare ? 'unshare' : ''];
  for (const unit of Object.keys(intent.units).sort()) {
    payload.push(`${unit}=${textOf(valueOf(intent.units, unit))}`);
  }
  return {
    id: `${intent.key}:${intent.side}:${intent.operation}`,
    key: intent.key,
    kind: intent.kind,
    side: intent.side,
    action: intent.operation,
    title,
    fields,
    rule: intent.rule,
    payload: context.digests.identity(payload.join('\n')),
    heldBecause: null,
  };
}

export interface ItemFacts {
  readonly key: LinkKey;
  readonly side: Side;
  readonly action: PlanAction;
  readonly title: string;
  readonly rule: string;
  readonly heldBecause?: ExclusionReason;
}

/** A line without a write: adopt, release, hold. */
export function plainItem(context: PlanContext, facts: ItemFacts): PlanItem {
  return {
    id: `${facts.key}:${facts.side}:${facts.action}`,
    key: facts.key,
    kind: context.kind,
    side: facts.side,
    action: facts.action,
    title: facts.title,
    fields: [],
    rule: facts.rule,
    payload: facts.action,
    heldBecause: facts.heldBecause ?? null,
  };
}
