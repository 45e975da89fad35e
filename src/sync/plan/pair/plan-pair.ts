// A linked pair: is it in scope, what happened to it, what is to be done (D1-D20). The decision table on one screen.

import { isEdited, isTouchedSince } from '../merge/unit-movement.ts';
import type { Since } from '../../model/decision.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { clearFailures } from '../write/quarantine.ts';
import {
  clearLone,
  isUntilDeed,
  leftAlone,
  releasedLink,
  releaseOperations,
  resumedLink,
} from './release-pair.ts';
import { emptyPlan, type PairInput, type PairPlan } from './pair-plan.ts';
import { plainItem } from './plan-items.ts';
import { planDead, unshareIntents } from './plan-dead.ts';
import { planLive } from './plan-live.ts';
import { moved, turned, withRowOf } from './relink.ts';
import type { LinkKey } from '../../model/ids.ts';
import { sides, type Side } from '../../model/side.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { linkKey, rowId, type PlanContext } from '../plan-context.ts';

export function planPair(context: PlanContext, input: PairInput): PairPlan {
  const plan = judge(context, input);
  // A quarantined pair says so until a person brings it back (G7).
  if (plan.isDeferred || (input.link.status === 'quarantined' && !input.isBroughtBack)) return plan;
  const cleared = keysOf(context, input).flatMap((key) => {
    const isWritten = (side: Side): boolean =>
      plan.intents.some((intent) => intent.side === side && intent.key === key);
    return clearFailures(
      { kind: context.kind, key },
      sides.filter((side) => !isWritten(side)),
    );
  });
  const instead = plan.instead.length === 0 ? [] : [...cleared, ...plan.instead];
  return { ...plan, operations: [...cleared, ...plan.operations], instead };
}

/**
 * The pair's own key, those under which a dead record of it would be made anew, and those under which counterparts would have
 * been made for records that it turns to.
 */
function keysOf(context: PlanContext, { link, replacement, made }: PairInput): readonly LinkKey[] {
  const { microsoft, sales } = link;
  const met = [replacement, made].flatMap((record) =>
    record === null ? [] : [linkKey(context, record, null)],
  );
  if (microsoft === null || sales === null) return [link.key, ...met];
  return [
    link.key,
    ...met,
    linkKey(context, { side: 'microsoft', id: microsoft.id }, sales.id),
    linkKey(context, { side: 'sales', id: sales.id }, microsoft.id),
  ];
}

function judge(context: PlanContext, input: PairInput): PairPlan {
  const { link, microsoft, sales, replacement, made } = input;
  const isGone = link.status === 'released' && microsoft === null && sales === null && made === null;
  if (isGone && replacement?.side === 'microsoft') return releasedElsewhere(context, input, replacement);
  const scope = scopeOf(context, input);
  switch (scope) {
    case 'stays-out':
      return staysOut(context, input);
    case 'category-removed':
      return released(context, input);
    case 'resumes':
      return resumed(context, input);
    case 'in':
      return planInScope(context, input);
  }
}

/** F21: of a released pair only the item is left, under another id; it is that pair's all the same, if a person asks for it. */
function releasedElsewhere(context: PlanContext, input: PairInput, found: RemoteRecord): PairPlan {
  const link = moved(context, input.link, found);
  const origin = withRowOf(input.origin, found);
  const plan = judge(context, { ...input, link, microsoft: found, replacement: null, origin });
  const operations: readonly StoreOperation[] = [
    { table: 'links', put: [link] },
    { table: 'exclusions', remove: [rowId('microsoft', link.kind, found.id)] },
  ];
  return { ...plan, operations: [...operations, ...plan.operations] };
}

function resumed(context: PlanContext, input: PairInput): PairPlan {
  const { link } = input;
  const plan = planInScope(context, {
    ...input,
    link: resumedLink(context, link),
    isBroughtBack: input.isBroughtBack || isUntilDeed(link),
  });
  const isMadeAnew = plan.intents.some(({ operation }) => operation === 'create');
  // Released until its record is there again.
  const last: readonly StoreOperation[] = isMadeAnew ? [{ table: 'links', put: [link] }] : [];
  return { ...plan, operations: [...clearLone(link), ...plan.operations, ...last] };
}

function planInScope(context: PlanContext, input: PairInput): PairPlan {
  const { microsoft, sales } = input;
  if (microsoft !== null && sales !== null) return planLive(context, { ...input, microsoft, sales });
  return planDead(context, input, {
    microsoft: sinceOf(context, input.link, microsoft),
    sales: sinceOf(context, input.link, sales),
  });
}

function sinceOf(context: PlanContext, link: Link, record: RemoteRecord | null): Since {
  if (record === null) return 'deleted';
  const isUnknown = Object.keys(link[record.side]?.base ?? {}).length === 0;
  if (isUnknown && context.adoption !== null) {
    // A6: the base was lost, so the server's own time since the last run that succeeded decides.
    const since = context.adoption.sinceMs;
    return since !== null && isTouchedSince(record, since) ? 'updated' : 'unchanged';
  }
  return isEdited(context, link, record) ? 'updated' : 'unchanged';
}

type Scope = 'in' | 'resumes' | 'stays-out' | 'category-removed';

/** C5, C9, C10: scope is the category on the Outlook item or the search; a deed of a person overrides both. */
function scopeOf(context: PlanContext, input: PairInput): Scope {
  const { link, microsoft, sales } = input;
  const made = madeAnew(input);
  const isMember = sales !== null && context.members.has(sales.id);
  const isShared = microsoft?.isShared ?? false;
  if (link.status === 'active') {
    const wasUnshared = link.isShared && microsoft !== null && !isShared;
    return wasUnshared && sales !== null && !isMember ? 'category-removed' : 'in';
  }
  if (input.isBroughtBack) return 'resumes';
  if (link.status !== 'released') return 'stays-out';
  if (made !== null) return isShared || context.members.has(made.id) ? 'resumes' : 'stays-out';
  // Sharing it again is a person's deed too.
  if (isShared && !link.isShared) return 'resumes';
  if (isUntilDeed(link) || microsoft === null || sales === null) return 'stays-out';
  return isShared || isMember ? 'resumes' : 'stays-out';
}

/** A6: what another runner made of the item of a pair that was let go, while its owner shared it. */
function madeAnew({ microsoft, sales, replacement }: PairInput): RemoteRecord | null {
  return microsoft !== null && sales === null && replacement?.side === 'sales' ? replacement : null;
}

/** A released pair keeps its bases (C9): only what is not part of them is brought up to date. */
function staysOut(context: PlanContext, input: PairInput): PairPlan {
  const { link, microsoft, sales, origin } = input;
  const plan = emptyPlan(link.key, origin);
  const made = madeAnew(input);
  if (made !== null && link.status === 'released') return turned(context, input, made);
  if (link.releasedBecause === 'delete-not-allowed' && microsoft !== null && microsoft.isShared) {
    return { ...plan, intents: unshareIntents(context, input, microsoft) };
  }
  if (microsoft === null && sales === null && link.status === 'released') {
    const tombstone: Link = { ...link, status: 'tombstone', changedAtMs: context.nowMs };
    return { ...plan, operations: [{ table: 'links', put: [tombstone] }, ...clearLone(link)] };
  }
  const isShared = microsoft?.isShared ?? false;
  // What a person let go stays alone (D20); what only left the scope does not, when its record dies.
  const isLeftAlone = link.status === 'released' && !isUntilDeed(link);
  const alone = isLeftAlone ? leftAlone(context, input) : [];
  if (isShared === link.isShared) return { ...plan, operations: alone };
  return { ...plan, operations: [{ table: 'links', put: [{ ...link, isShared }] }, ...alone] };
}

function released(context: PlanContext, input: PairInput): PairPlan {
  const { link } = input;
  const next = releasedLink(context, { ...link, isShared: false }, 'category-removed');
  const facts = { key: link.key, side: 'sales', action: 'release', title: link.title, rule: 'C10' } as const;
  return {
    ...emptyPlan(link.key, input.origin),
    operations: releaseOperations(next),
    items: [plainItem(context, facts)],
  };
}
