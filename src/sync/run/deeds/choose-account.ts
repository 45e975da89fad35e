// The account a company stands for, chosen by a person (A4). Remembered for every record of that company.

import type { ExclusionRow, InboxRow } from '../../model/state.ts';
import type { SideMapping } from '../../ports/remote.ts';
import { recheckRow } from '../../plan/write/settle-failure.ts';
import { forEachRow } from '../tables.ts';
import type { DeedPorts } from './wishes.ts';

export interface AccountDecision {
  /** as the excluded record shows it (`ExclusionRow.subject`) */
  readonly company: string;
  readonly accountId: string;
  /** mapping of contacts in Sales: company names are compared in its form */
  readonly mapping: SideMapping;
}

export async function chooseAccount(ports: DeedPorts, decision: AccountDecision): Promise<void> {
  const { store, clock } = ports;
  const keyOf = (company: string): string => {
    const form = decision.mapping.compare('company', company);
    return typeof form === 'string' ? form : company;
  };
  const company = keyOf(decision.company);
  const nowMs = clock.nowMs();
  const waiting: InboxRow[] = [];
  await forEachRow(store, 'exclusions', (row) => {
    if (row.reason !== 'ambiguous-account' || row.subject === null || keyOf(row.subject) !== company) return;
    waiting.push(recheckOf(row, nowMs));
  });
  await store.commit(null, [
    { table: 'accountChoices', put: [{ company, accountId: decision.accountId, chosenAtMs: nowMs }] },
    { table: 'inbox', put: waiting },
  ]);
}

function recheckOf(row: ExclusionRow, nowMs: number): InboxRow {
  const { side, kind, recordId } = row;
  const recheck = recheckRow(
    { kind, nowMs },
    { side, ref: { id: recordId, address: null }, attempts: 0, notBeforeMs: 0 },
  );
  const change = {
    type: 'recheck',
    id: recordId,
    address: null,
    because: 'account',
    keptValue: null,
  } as const;
  return { ...recheck, change };
}
