// I7 of companies: a record goes to Sales with the one account that has its company's name, and otherwise without any (A4).

import { companyOf, whoIs } from '../play/values.ts';
import { violated, type Check, type EngineEvent, type Facts } from './check.ts';

export function accountChecks(): Check {
  return {
    engineChanges(event, facts) {
      if (event.side === 'sales' && event.operation === 'create') judge(event, facts);
    },
  };
}

function judge({ write, after }: EngineEvent, { plan, ledger, reach }: Facts): void {
  const who = whoIs(write.units);
  const entity = who === null ? undefined : entityOf(plan, who);
  if (who === null || entity?.company === undefined) return;
  // Who took another one over in Sales (F24) has that one's account.
  if (ledger.story(who)?.marks.has('merged') === true) return;
  const company = after?.units['company'] ?? null;
  const wanted = entity.company === 'known' ? companyOf(who) : null;
  if (company !== wanted)
    violated(
      'I7',
      `P${String(who)} was made in Sales for ${JSON.stringify(company)} instead of ${JSON.stringify(wanted)}`,
    );
  reach(`made in Sales with its account ${entity.company}`);
}

/** Those of the beginning only: who is added later counts on from them, in an order of its own. */
function entityOf({ entities }: Facts['plan'], who: number): Facts['plan']['entities'][number] | undefined {
  return entities[who];
}
