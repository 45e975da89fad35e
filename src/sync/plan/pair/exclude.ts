// Excluded is not failed (C8): a record that was looked at and is not synced, with its one reason and what a person may choose.

import type { ExclusionReason } from '../../model/cause.ts';
import type { LinkKey } from '../../model/ids.ts';
import type { RemoteRecord, UnitName } from '../../model/record.ts';
import type { ExclusionRow } from '../../model/state.ts';
import type { Account } from '../../ports/remote.ts';
import { valueOf } from '../merge/unit-forms.ts';
import { rowId, type PlanContext } from '../plan-context.ts';
import { emptyPlan, type AccountAnswer, type PairPlan, type PlanOrigin } from './pair-plan.ts';
import { plainItem } from './plan-items.ts';

export interface ExclusionFacts {
  readonly reason: ExclusionReason;
  readonly candidates?: readonly { readonly id: string; readonly name: string }[];
}

/** Reasons a person sees in a plan, because a deed of theirs can change them. */
const shown: ReadonlySet<ExclusionReason> = new Set([
  'ambiguous-account',
  'duplicate-natural-key',
  'over-limit',
]);

export function excludedPlan(
  context: PlanContext,
  subject: { readonly key: LinkKey; readonly record: RemoteRecord; readonly origin: PlanOrigin },
  facts: ExclusionFacts,
): PairPlan {
  const { key, record, origin } = subject;
  const row: ExclusionRow = {
    id: rowId(record.side, record.kind, record.id),
    side: record.side,
    kind: record.kind,
    recordId: record.id,
    title: record.title,
    reason: facts.reason,
    candidates: facts.candidates ?? [],
    subject: facts.reason === 'ambiguous-account' ? companyOf(record) : null,
    sinceMs: context.nowMs,
  };
  const item = { key, side: record.side, action: 'hold', title: record.title, rule: 'C8' } as const;
  return {
    ...emptyPlan(key, origin),
    operations: [{ table: 'exclusions', put: [row] }],
    items: shown.has(facts.reason) ? [plainItem(context, { ...item, heldBecause: facts.reason })] : [],
  };
}

export function companyOf(record: RemoteRecord): string | null {
  const company = valueOf(record.units, 'company');
  return typeof company === 'string' && company !== '' ? company : null;
}

/** The form of a company name under which choices are remembered and accounts compared (A4). */
export function companyKey(context: PlanContext, company: string): string {
  const form = context.mappings.sales.compare('company', company);
  return typeof form === 'string' ? form : company;
}

export type CreateAccount =
  | { readonly type: 'known'; readonly accountId: string | null; readonly withheld: readonly UnitName[] }
  | { readonly type: 'ambiguous'; readonly candidates: readonly Account[] };

/** A4: a contact goes to Sales with exactly one account, or without where the organisation allows it. */
export function accountForCreate(context: PlanContext, account: AccountAnswer): CreateAccount {
  if (context.kind !== 'contact') return { type: 'known', accountId: null, withheld: [] };
  if (account.type === 'known') return { type: 'known', accountId: account.accountId, withheld: [] };
  if (context.settings.contacts.allowWithoutAccount) {
    return { type: 'known', accountId: null, withheld: ['company'] };
  }
  return { type: 'ambiguous', candidates: account.type === 'ambiguous' ? account.candidates : [] };
}
