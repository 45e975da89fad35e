// The plan a person must see first (P2): first sync, full sync, another search, another scope. While it waits nothing of
// its kind is written; what is applied later is that plan or less (P3).

import type { Link } from '../../model/link.ts';
import type { PlanItem, PlanReason, StoredPlan } from '../../model/plan.ts';
import type { RecordKind } from '../../model/record.ts';
import type { PairPlan } from '../../plan/pair/pair-plan.ts';
import { releasedLink, releaseOperations } from '../../plan/pair/release-pair.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { commit, type Run } from '../run-context.ts';

const planLivesMs = 24 * 60 * 60_000;

export type Screen =
  | { readonly mode: 'apply'; readonly scope: string }
  | { readonly mode: 'ask'; readonly scope: string; readonly reason: PlanReason }
  | { readonly mode: 'waiting'; readonly plan: StoredPlan }
  | { readonly mode: 'approved'; readonly scope: string; readonly plan: StoredPlan };

type Scopes = Readonly<
  Partial<Record<RecordKind, { readonly applied: string | null; readonly planned: string | null }>>
>;

export async function openScreen(run: Run, context: PlanContext): Promise<Screen> {
  const scope = scopeText(context);
  const known = (await readScopes(run))[context.kind] ?? { applied: null, planned: null };
  const plan = await run.ports.store.get('plans', context.kind);
  const isValid =
    plan !== undefined && known.planned === scope && isYoung(context, plan) && run.request.mode !== 'full';
  if (isValid) return plan.approved === null ? { mode: 'waiting', plan } : { mode: 'approved', scope, plan };
  const reason = plan?.reason ?? reasonOf(run, known.applied, scope);
  const asks = run.request.plans === 'ask' && context.settings.safety.firstSyncNeedsPlan;
  return asks && reason !== null ? { mode: 'ask', scope, reason } : { mode: 'apply', scope };
}

function isYoung(context: PlanContext, plan: StoredPlan): boolean {
  return Math.abs(context.nowMs - plan.madeAtMs) < planLivesMs;
}

function reasonOf(run: Run, applied: string | null, scope: string): PlanReason | null {
  if (applied === null) return 'first-sync';
  if (run.request.mode === 'full') return 'full-sync';
  if (applied === scope) return null;
  const search = (text: string): unknown => (JSON.parse(text) as { search?: unknown }).search;
  return search(applied) === search(scope) ? 'changed-scope' : 'changed-search';
}

/** Everything that decides which records are in scope; a policy does not. */
function scopeText(context: PlanContext): string {
  const { kindSettings, settings } = context;
  return JSON.stringify({
    search: kindSettings.savedSearch,
    limit: kindSettings.recordLimit,
    total: settings.totalLimit,
    category: settings.categoryName,
    personal: settings.contacts.sharePersonalFields,
  });
}

/** A change of scope concerns records that no feed will report: they are all read again. */
export async function isScopeChanged(run: Run, context: PlanContext): Promise<boolean> {
  const applied = (await readScopes(run))[context.kind]?.applied ?? null;
  return applied !== null && reasonOf(run, applied, scopeText(context)) === 'changed-scope';
}

async function readScopes(run: Run): Promise<Scopes> {
  const value = (await run.ports.store.get('meta', 'last-scope'))?.value;
  return typeof value === 'string' ? (JSON.parse(value) as Scopes) : {};
}

/** Stores the plan that was made; one without a line needs nobody's consent. */
export async function askForPlan(
  run: Run,
  context: PlanContext,
  facts: { readonly screen: Extract<Screen, { mode: 'ask' }>; readonly items: readonly PlanItem[] },
): Promise<void> {
  const { screen, items } = facts;
  const scopes = await readScopes(run);
  const applied = scopes[context.kind]?.applied ?? null;
  const next: Scopes = { ...scopes, [context.kind]: { applied, planned: screen.scope } };
  const plan: StoredPlan = {
    kind: context.kind,
    reason: screen.reason,
    madeAtMs: context.nowMs,
    items,
    approved: null,
  };
  await commit(run, [
    { table: 'plans', put: [plan] },
    { table: 'meta', put: [{ name: 'last-scope', value: JSON.stringify(next) }] },
  ]);
  run.tally.planned.set(context.kind, items.length);
}

/** The scope is applied: no plan waits any more. */
export async function closeScreen(run: Run, context: PlanContext, scope: string): Promise<void> {
  const scopes = await readScopes(run);
  const known = scopes[context.kind];
  const plan = await run.ports.store.get('plans', context.kind);
  if (plan === undefined && known?.applied === scope && known.planned === null) return;
  const next: Scopes = { ...scopes, [context.kind]: { applied: scope, planned: null } };
  await commit(run, [
    { table: 'plans', remove: [context.kind] },
    { table: 'meta', put: [{ name: 'last-scope', value: JSON.stringify(next) }] },
  ]);
}

/** P3: what was approved and is still the same; what a person took out is released; the rest waits for the next run. */
export function approvedOnly(
  context: PlanContext,
  stored: StoredPlan,
  plans: readonly PairPlan[],
): readonly PairPlan[] {
  const shown = new Map(stored.items.map((item) => [item.id, item]));
  const approved = new Set(stored.approved);
  return plans.flatMap((plan) => {
    const acts = plan.items.filter((item) => item.action !== 'hold');
    if (acts.some((item) => shown.has(item.id) && !approved.has(item.id))) return [declined(context, plan)];
    const isSame = acts.every((item) => shown.get(item.id)?.payload === item.payload);
    return isSame ? [plan] : [];
  });
}

function declined(context: PlanContext, plan: PairPlan): PairPlan {
  const link = linkOf(plan);
  const operations: readonly StoreOperation[] =
    link === null ? plan.instead : releaseOperations(releasedLink(context, link, 'let-go'));
  return { ...plan, operations, intents: [], items: [], deletesOn: null, isDeferred: false };
}

function linkOf(plan: PairPlan): Link | null {
  for (const operation of plan.operations) {
    if (operation.table === 'links' && 'put' in operation) return operation.put[0] ?? null;
  }
  return plan.intents[0]?.settlement?.draft ?? null;
}
