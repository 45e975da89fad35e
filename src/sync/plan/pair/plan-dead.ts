// A pair of which one record is gone, or both (D3, D6-D9, D11, D20). A delete is only proposed here: the guard judges it.

import type { Since } from '../../model/decision.ts';
import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { Intent } from '../../model/write.ts';
import type { PlanContext } from '../plan-context.ts';
import { deleteIntent, updateIntent } from '../write/build-intents.ts';
import { askFate, fateOf } from './ask-fate.ts';
import { emptyPlan, type PairInput, type PairPlan } from './pair-plan.ts';
import { plainItem, writeItem } from './plan-items.ts';
import { recreate } from './recreate.ts';
import { linkToOther, moved, relink, withRowOf } from './relink.ts';
import { isEdited } from '../merge/unit-movement.ts';
import {
  clearLone,
  leftAlone,
  noQuestion,
  releasedLink,
  releaseKeys,
  releaseOperations,
} from './release-pair.ts';

export function planDead(
  context: PlanContext,
  input: PairInput,
  since: { readonly microsoft: Since; readonly sales: Since },
): PairPlan {
  const { microsoft, sales } = input;
  if (input.replacement !== null) return planReplaced(context, input, input.replacement);
  if (microsoft !== null) return planSalesDead(context, input, { microsoft, since: since.microsoft });
  if (sales !== null) return planOutlookDead(context, input, { sales, since: since.sales });
  return planBothDead(context, input);
}

function planReplaced(context: PlanContext, input: PairInput, found: RemoteRecord): PairPlan {
  if (input.microsoft !== null || input.sales !== null) return relink(context, input, found);
  const link = moved(context, input.link, found);
  const since = isEdited(context, link, found) ? 'updated' : 'unchanged';
  const turned = { ...input, link, microsoft: found, origin: withRowOf(input.origin, found) };
  if (input.made !== null) return relink(context, turned, input.made);
  return planSalesDead(context, turned, { microsoft: found, since });
}

/** D9: the pair is forgotten except for its key. */
function planBothDead(context: PlanContext, input: PairInput): PairPlan {
  const link: Link = { ...input.link, status: 'tombstone', pendingUnits: [], changedAtMs: context.nowMs };
  return {
    ...emptyPlan(link.key, input.origin),
    operations: [{ table: 'links', put: [link] }, ...noQuestion(link.key), ...clearLone(link)],
    releases: { added: [], removed: [link.key] },
  };
}

function planSalesDead(
  context: PlanContext,
  input: PairInput,
  outlook: { readonly microsoft: RemoteRecord; readonly since: Since },
): PairPlan {
  const { link } = input;
  const { microsoft, since } = outlook;
  const source = { microsoft, sales: null };
  if (input.isBroughtBack) return recreate(context, input, { source: microsoft, rule: 'D11' });
  // An item its owner never shared has nothing that Sales could miss.
  if (link.bornIn !== 'sales' && !microsoft.isShared) return release(context, input, 'let-go', 'D11');
  const fate = fateOf(context, input, source);
  // Sharing it is a deed like an edit: somebody wants it in Sales. So is an answer, whatever became of what was asked about.
  if (since === 'updated' || (microsoft.isShared && !link.isShared) || fate !== null) {
    if (fate === 'link-to') return linkToOther(context, input, microsoft);
    if (fate === 'let-go') return release(context, input, 'let-go', 'D20');
    const asks = link.kind === 'contact' || context.kindSettings.policy === 'ask-user';
    if (fate === null && asks) return askFate(context, input, source);
    // What a person answered is a wish, and outlives a create that is refused.
    return recreate(context, input, { source: microsoft, rule: fate === null ? 'D6' : 'D20' });
  }
  if (link.bornIn !== 'sales') {
    const plan = release(context, input, 'delete-not-allowed', 'D11');
    return { ...plan, intents: unshareIntents(context, input, microsoft) };
  }
  if (context.adoption !== null || microsoft.isReadOnly) return release(context, input, 'let-go', 'A6');
  return remove(context, input, { target: microsoft, rule: 'D3' });
}

function planOutlookDead(
  context: PlanContext,
  input: PairInput,
  other: { readonly sales: RemoteRecord; readonly since: Since },
): PairPlan {
  const { link } = input;
  const { sales, since } = other;
  const source = { microsoft: null, sales };
  if (input.isBroughtBack) return recreate(context, input, { source: sales, rule: 'D11' });
  if (context.removedByUser.has(link.key)) return release(context, input, 'removed-by-you', 'D11');
  if (since === 'updated') {
    const fate = fateOf(context, input, source);
    if (fate === 'let-go') return release(context, input, 'removed-by-you', 'D8');
    if (fate === null && context.kindSettings.policy === 'ask-user') return askFate(context, input, source);
    return recreate(context, input, { source: sales, rule: 'D8' });
  }
  const mayDelete = link.bornIn === 'microsoft' && context.kindSettings.allowDeleteInSales;
  if (mayDelete && context.adoption === null && !sales.isReadOnly) {
    return remove(context, input, { target: sales, rule: 'D7' });
  }
  return release(
    context,
    input,
    link.bornIn === 'microsoft' ? 'delete-not-allowed' : 'removed-by-you',
    'D11',
  );
}

function release(
  context: PlanContext,
  input: PairInput,
  because: NonNullable<Link['releasedBecause']>,
  rule: string,
): PairPlan {
  // The category that is on the item now is no new wish to share it when a feed repeats the item (C9).
  const isShared = input.microsoft?.isShared ?? input.link.isShared;
  const link = { ...releasedLink(context, input.link, because), isShared };
  const isByPerson = input.microsoft === null;
  return {
    ...emptyPlan(link.key, input.origin),
    // Whom a person let go stays alone (D20).
    operations: [...releaseOperations(link), ...(rule === 'D20' ? [] : leftAlone(context, input))],
    items: [plainItem(context, { key: link.key, side: 'sales', action: 'release', title: link.title, rule })],
    releases: { added: isByPerson ? releaseKeys(context, input) : [], removed: [] },
  };
}

function remove(
  context: PlanContext,
  input: PairInput,
  facts: { readonly target: RemoteRecord; readonly rule: string },
): PairPlan {
  const { link, origin } = input;
  const { target, rule } = facts;
  const intent = deleteIntent(context, {
    key: link.key,
    side: target.side,
    rule,
    attempts: origin.attempts,
    target,
  });
  return {
    ...emptyPlan(link.key, origin),
    intents: [intent],
    items: [writeItem(context, intent, link.title)],
    deletesOn: target.side,
    instead: [
      ...releaseOperations(releasedLink(context, link, 'let-go')),
      ...leftAlone(context, { microsoft: target.side === 'microsoft' ? target : null, sales: input.sales }),
    ],
  };
}

/** D11: an item born in Outlook stays; only our category leaves it, so that it does not look shared. */
export function unshareIntents(
  context: PlanContext,
  input: PairInput,
  microsoft: RemoteRecord,
): readonly Intent[] {
  if (!microsoft.isShared || microsoft.isReadOnly) return [];
  return [
    updateIntent(context, {
      key: input.link.key,
      side: 'microsoft',
      rule: 'D11',
      attempts: input.origin.attempts,
      source: microsoft,
      target: microsoft,
      names: [],
      accountId: null,
      mark: false,
      unshare: true,
    }),
  ];
}
