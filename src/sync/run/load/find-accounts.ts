// Which account a company stands for (A4): what the person chose before, else the one account of that name.

import type { RemoteRecord } from '../../model/record.ts';
import { companyKey, companyOf } from '../../plan/pair/exclude.ts';
import type { AccountAnswer } from '../../plan/pair/pair-plan.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import type { Account } from '../../ports/remote.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';

/** Answers per record id. Records without a company are ambiguous without candidates. */
export async function findAccounts(
  run: Run,
  context: PlanContext,
  records: readonly RemoteRecord[],
): Promise<ReadonlyMap<string, AccountAnswer>> {
  const names = new Map<string, string>();
  for (const record of records) {
    const company = companyOf(record);
    if (company !== null) names.set(companyKey(context, company), company);
  }
  const keys = [...names.keys()];
  const choices = await run.ports.store.getMany('accountChoices', keys);
  const open = keys.filter((_, index) => choices[index] === undefined);
  const accounts = await accountsNamed(
    run,
    context,
    open.flatMap((key) => names.get(key) ?? []),
  );
  const chosen = new Map(choices.flatMap((row) => (row === undefined ? [] : [[row.company, row.accountId]])));
  return new Map(
    records.map((record) => {
      const company = companyOf(record);
      const key = company === null ? null : companyKey(context, company);
      const accountId = key === null ? undefined : chosen.get(key);
      const candidates = key === null ? [] : (accounts.get(key) ?? []);
      return [record.id, answerOf(accountId, candidates)];
    }),
  );
}

function answerOf(chosen: string | undefined, candidates: readonly Account[]): AccountAnswer {
  if (chosen !== undefined) return { type: 'known', accountId: chosen };
  const [only, ...more] = candidates;
  if (only !== undefined && more.length === 0) return { type: 'known', accountId: only.id };
  return { type: 'ambiguous', candidates };
}

async function accountsNamed(
  run: Run,
  context: PlanContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly Account[]>> {
  if (names.length === 0) return new Map();
  const found = await patiently(run, () => run.ports.sales.accountsNamed(names, run.signal));
  const byKey = new Map<string, Account[]>();
  for (const account of found) {
    const key = companyKey(context, account.name);
    byKey.set(key, [...(byKey.get(key) ?? []), account]);
  }
  return byKey;
}
