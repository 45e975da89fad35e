// One kind from reading to writing: 2 finish open intents, 3 pull both sides, 4-7 plan and apply.

import type { RecordKind } from '../model/record.ts';
import type { KindSettings } from '../model/settings.ts';
import { isScopeChanged } from './apply/plan-screen.ts';
import { recoverIntents } from './apply/recover-intents.ts';
import { planKind } from './plan-kind.ts';
import { adoptionOf, endAdoption } from './prepare-run.ts';
import { beginRound } from './pull/full-round.ts';
import { isOutlookRead, pullOutlook } from './pull/pull-outlook.ts';
import { pullSales } from './pull/pull-sales.ts';
import { recheckOnDemand } from './recheck-on-demand.ts';
import { commit, enterPhase, planContext, type Run } from './run-context.ts';
import { allRows } from './tables.ts';

export async function syncKind(run: Run, kind: RecordKind, settings: KindSettings): Promise<void> {
  const adoption = await adoptionOf(run, kind);
  const stored = await run.ports.store.get('membership', kind);
  const context = planContext(run, { kind, settings, adoption, members: new Set(stored?.ids) });
  enterPhase(run, 'preparing', kind);
  await recoverIntents(run, context);
  if (await isScopeChanged(run, context)) await readAllAgain(run, kind);
  enterPhase(run, 'reading', kind);
  await pullOutlook(run, context);
  const members = await pullSales(run, context);
  enterPhase(run, 'planning', kind);
  await recheckOnDemand(run, context);
  const end = await planKind(run, planContext(run, { kind, settings, adoption, members }));
  // A6: what another engine made while this one was away is unread as long as a feed has not been read to its end.
  if (end === 'done' && adoption !== null && (await isOutlookRead(run, context)))
    await endAdoption(run, kind);
}

async function readAllAgain(run: Run, kind: RecordKind): Promise<void> {
  const cursors = (await allRows(run.ports.store, 'cursors')).filter((row) => row.kind === kind);
  const outlook = cursors.filter((row) => row.side === 'microsoft');
  if (outlook.some((row) => row.isFullRound)) return;
  const feeds = outlook.map((row) => ({ id: row.feed, side: row.side, kind: row.kind }));
  await beginRound(run, feeds, outlook);
  const sales = cursors.filter((row) => row.side === 'sales').map((row) => ({ ...row, cursor: null }));
  await commit(run, [{ table: 'cursors', put: sales }]);
}
