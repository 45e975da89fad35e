// Another saved search: what it no longer selects stands in the plan a person sees (P2), and their consent releases it at
// once. Without a plan the ordinary rule holds: two lists ten minutes apart, under the guard (C9).

import type { Link } from '../../model/link.ts';
import type { PlanItem, StoredPlan } from '../../model/plan.ts';
import { plainItem } from '../../plan/pair/plan-items.ts';
import { releasedLink, releaseOperations } from '../../plan/pair/release-pair.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { checkpoint, commit, type Run } from '../run-context.ts';
import { forEachRow, slices } from '../tables.ts';

export async function releaseItems(run: Run, context: PlanContext): Promise<readonly PlanItem[]> {
  return (await leaving(run, context)).map((link) => releaseItem(context, link));
}

export async function releaseApproved(run: Run, context: PlanContext, plan: StoredPlan): Promise<void> {
  if (plan.reason !== 'changed-search') return;
  const approved = new Set(plan.approved);
  const links = (await leaving(run, context)).filter((link) => approved.has(releaseItem(context, link).id));
  for (const slice of slices(links, 100)) {
    checkpoint(run);
    const operations = slice.flatMap((link) => releaseOperations(releasedLink(context, link, 'left-search')));
    await commit(run, operations);
  }
}

/** Pairs that only a search kept in scope (C10). */
async function leaving(run: Run, context: PlanContext): Promise<readonly Link[]> {
  const links: Link[] = [];
  await forEachRow(run.ports.store, 'links', (link) => {
    if (link.kind !== context.kind || link.status !== 'active' || link.isShared || link.sales === null)
      return;
    if (!context.members.has(link.sales.id)) links.push(link);
  });
  return links;
}

function releaseItem(context: PlanContext, link: Link): PlanItem {
  return plainItem(context, {
    key: link.key,
    side: 'sales',
    action: 'release',
    title: link.title,
    rule: 'C5',
  });
}
