// A record that died comes back from its living counterpart (D6, D8, bring back), or the pair turns to another record (D20).
// The new pair gets a new key: the old one may still lie on the dead record.

import type { RemoteRecord } from '../../model/record.ts';
import { otherSide } from '../../model/side.ts';
import { linkKey, type PlanContext } from '../plan-context.ts';
import { createIntent } from '../write/build-intents.ts';
import { emptyPlan, type PairInput, type PairPlan } from './pair-plan.ts';
import { writeItem } from './plan-items.ts';
import { accountForCreate, excludedPlan } from './exclude.ts';
import { clearLone, noQuestion, releaseKeys } from './release-pair.ts';

export function recreate(
  context: PlanContext,
  input: PairInput,
  facts: { readonly source: RemoteRecord; readonly rule: string },
): PairPlan {
  const { link, origin } = input;
  const { source, rule } = facts;
  const target = otherSide(source.side);
  const account = target === 'sales' ? accountForCreate(context, input.account) : null;
  if (account?.type === 'ambiguous') {
    const exclusion = { reason: 'ambiguous-account', candidates: account.candidates } as const;
    return {
      ...excludedPlan(context, { key: link.key, record: source, origin }, exclusion),
      isDeferred: true,
    };
  }
  const key = linkKey(context, source, link[target]?.id ?? null);
  const intent = createIntent(context, {
    key,
    side: target,
    rule,
    attempts: origin.attempts,
    source,
    bornIn: link.bornIn,
    withheld: account?.withheld ?? [],
    accountId: account?.accountId ?? null,
    replaces: link,
  });
  return {
    ...emptyPlan(link.key, origin),
    operations: [
      // As it was until the record is there: a create that is refused must not turn into a delete of its source.
      { table: 'links', put: [link] },
      ...noQuestion(link.key),
      ...clearLone(link),
    ],
    intents: [intent],
    items: [writeItem(context, intent, link.title)],
    releases: { added: [], removed: releaseKeys(context, input) },
  };
}
