// A person's deeds on the engine's memory, loaded with the engine. Each only writes rows; the next run applies them.

import { systemClock } from '../../store/clock/system-clock.ts';
import type { Answer } from '../../sync/model/decision.ts';
import type { RecordKind } from '../../sync/model/record.ts';
import type { ExclusionRow, HeldDeletes } from '../../sync/model/state.ts';
import { answerConflict } from '../../sync/run/deeds/answer-conflict.ts';
import { approvePlan } from '../../sync/run/deeds/approve-plan.ts';
import { bringBack } from '../../sync/run/deeds/bring-back.ts';
import { chooseAccount } from '../../sync/run/deeds/choose-account.ts';
import { decideHeldDeletes } from '../../sync/run/deeds/decide-held-deletes.ts';
import { restoreKeptValue } from '../../sync/run/deeds/restore-kept-value.ts';
import type { PersonSession } from './person-session.ts';
import { changedMeanwhile } from './session.ts';

function portsOf({ store }: PersonSession) {
  return { store, clock: systemClock };
}

/** What was shown is not what there is any more: the screen must say so instead of *saved*. */
function took(isTaken: boolean): void {
  if (!isTaken) throw new Error(changedMeanwhile);
}

export async function answer(session: PersonSession, given: Answer): Promise<void> {
  took(await answerConflict(portsOf(session), given));
}

export async function restore(session: PersonSession, keptId: string): Promise<void> {
  took(await restoreKeptValue(portsOf(session), keptId));
}

export async function approve(
  session: PersonSession,
  kind: RecordKind,
  excluded: readonly string[],
): Promise<void> {
  took(await approvePlan(portsOf(session), kind, excluded));
}

export async function decide(
  session: PersonSession,
  held: HeldDeletes,
  decision: 'apply' | 'keep',
): Promise<void> {
  took(await decideHeldDeletes(portsOf(session), { id: held.id, shown: held.keys, decision }));
}

export async function takeAccount(session: PersonSession, company: string, accountId: string): Promise<void> {
  const { sales } = await session.remotes();
  await chooseAccount(portsOf(session), { company, accountId, mapping: sales.mapping('contact') });
}

/** The excluded item belongs to a pair that was released: its link is found by the item's id. */
export async function bringItemBack(session: PersonSession, excluded: ExclusionRow): Promise<void> {
  const [link] = await session.store.where('links', `${excluded.side}.id`, [excluded.recordId]);
  took(link !== undefined && (await bringBack(portsOf(session), link.key)));
}
