// A6: what a memory that was lost excuses, and for how long. It begins with a disk that is lost, set back or overtaken by
// another runner's, and it is over with the first run that succeeds on it; what stays is two values that nobody touched.

import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import type { LeaseGrant } from '../../../src/sync/ports/lease.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { Check, Facts } from '../invariants/check.ts';
import { forgettingFaults, hidingFaults } from '../invariants/faults-of.ts';
import type { Circumstances } from '../ledger/circumstances.ts';
import { bothSides, keyOf, otherOf, type PersonWrite, type Story } from '../ledger/ledger.ts';
import { editedFields, type EditedField } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';

/** In doubt a side was touched: two clocks may be two minutes apart. */
const clocksApartMs = 120_000;

type Values = Readonly<Record<Side, string>>;
type Grant = Pick<LeaseGrant, 'isNewStore' | 'lastSuccessStartedAtMs'>;

/** Put it first: the others ask what it notes. */
export function memoryChecks(): Check {
  const lost = new Map<Runner, number>();
  /** runners whose round by A6 is not over */
  const adopting = new Set<Runner>();
  const grants = new Map<Runner, Grant>();
  const atWork: Runner[] = [];
  const lose = (runner: Runner, { ledger, circumstances }: Facts, at = ledger.order + 1): void => {
    lost.set(runner, at);
    circumstances.newestLossAt = Math.max(circumstances.newestLossAt, at);
    for (const story of ledger.stories) {
      for (const write of story.writes)
        if (isUncarriedClear(write, story)) forgetClear(write, story, circumstances);
    }
  };
  /** of the runners at work; between runs of the last one */
  let last: Runner = 'pane';
  const tell = ({ circumstances }: Facts): void => {
    const asked = atWork.length > 0 ? atWork : [last];
    circumstances.lostMemories = lost.size;
    circumstances.memoryLostAt = Math.max(...asked.map((runner) => lost.get(runner) ?? 0));
  };
  return {
    diskChanges(runner, facts) {
      lose(runner, facts);
      tell(facts);
    },
    asks({ runner, kind }, facts) {
      if (kind !== 'lease.acquire') return;
      last = runner;
      atWork.push(runner);
      tell(facts);
    },
    answers({ runner, kind, answer }) {
      if (kind === 'lease.acquire' && answer !== undefined) grants.set(runner, answer as Grant);
    },
    commits({ runner, operations }, facts) {
      const begins = adoptionIn(operations);
      if (begins === false) adopting.delete(runner);
      const grant = grants.get(runner);
      if (begins !== true || grant === undefined) return;
      adopting.add(runner);
      // The engine may call its memory lost where the relay does: never by itself.
      const lostAt = lost.get(runner);
      if (grant.isNewStore && lostAt === undefined) lose(runner, facts);
      // Who was kept out by the other one, and comes after it, knows nothing of what that one met.
      else if (grant.isNewStore && lostAt !== undefined && lostAt < facts.ledger.succeededAt)
        lose(runner, facts, facts.ledger.succeededAt);
      if (lost.has(runner)) acceptUntouched(grant.lastSuccessStartedAtMs, facts);
      tell(facts);
    },
    personChanges(event, facts) {
      const { ledger, circumstances } = facts;
      const told = ledger.storyOf(event.side, event.id);
      // A first write whose answer nobody heard leaves the field without a base too.
      const isUnheard = told?.metAt === 0 && told.engineWrites > 0 && facts.hasStruck(...forgettingFaults);
      const isForgotten = circumstances.lostMemories > 0 || isUnmet(facts) || isUnheard;
      const story = isForgotten ? told : undefined;
      for (const write of story?.writes ?? []) {
        const isNew = write.order === ledger.order && write.key === 'blank';
        if (isNew && story !== undefined) forgetClear(write, story, circumstances);
      }
    },
    runEnds(runner, facts, end) {
      atWork.splice(0, atWork.length, ...atWork.filter((other) => other !== runner));
      const hasSucceeded = end.end === 'reported' && end.report.outcome.startsWith('succeeded');
      if (hasSucceeded && !adopting.has(runner)) lost.delete(runner);
      tell(facts);
    },
  };
}

/** What the round after the loss was not shown it could not adopt either. */
export function isUnmet({ circumstances, hasStruck }: Facts): boolean {
  return circumstances.newestLossAt > 0 && hasStruck(...hidingFaults, 'unreadable-first');
}

/** Still blank where it was cleared, and not on the other side. */
function isUncarriedClear({ side, field, key }: PersonWrite, story: Story): boolean {
  const isBlankOn = (on: Side): boolean =>
    story.live(on).every(({ version }) => keyOf(field, version.units[field]) === 'blank');
  return key === 'blank' && isBlankOn(side) && !isBlankOn(otherOf(side));
}

/** Without a base nobody can tell a field that was cleared from one that was never filled: the other value flows (A3). */
function forgetClear({ field }: PersonWrite, { who }: Story, { accepted }: Circumstances): void {
  accepted.add(`${String(who)} ${field} cleared`);
}

export function isClearForgotten({ accepted }: Circumstances, { who }: Story, field: EditedField): boolean {
  return accepted.has(`${String(who)} ${field} cleared`);
}

/** Whether a round by A6 begins (true) or is over (false) with this commit. */
function adoptionIn(operations: readonly StoreOperation[]): boolean | null {
  for (const operation of operations) {
    if (operation.table !== 'meta') continue;
    if ('remove' in operation) {
      if (operation.remove.includes('adoption-since')) return false;
    } else if (operation.put.some(({ name }) => name === 'adoption-since')) return true;
  }
  return null;
}

/** Neither side touched since the last run that succeeded: no write, whatever they hold. */
function acceptUntouched(sinceMs: number | null, { ledger, circumstances }: Facts): void {
  if (sinceMs === null) return;
  for (const story of ledger.stories) {
    const [outlook, sales] = bothSides.map((side) => story.live(side)[0]);
    if (outlook === undefined || sales === undefined) continue;
    const isUntouched = [outlook, sales].every(
      ({ version }) => version.modifiedAtMs <= sinceMs - clocksApartMs,
    );
    if (!isUntouched) continue;
    for (const field of editedFields) {
      const now = {
        microsoft: keyOf(field, outlook.version.units[field]),
        sales: keyOf(field, sales.version.units[field]),
      };
      if (now.microsoft !== now.sales) accept(circumstances, story, { field, now });
    }
  }
}

/** From now on these two values stand beside each other by right. */
export function accept(
  { accepted }: Circumstances,
  story: Story,
  { field, now }: { readonly field: EditedField; readonly now: Values },
): void {
  accepted.add(pairName(story, field, now));
  for (const side of bothSides) accepted.add(sideName(story, field, side, now[side]));
}

function pairName({ who }: Story, field: EditedField, { microsoft, sales }: Values): string {
  return `${String(who)} ${field} ${microsoft} ${sales}`;
}

function sideName({ who }: Story, field: EditedField, side: Side, key: string): string {
  return `${String(who)} ${field} ${side} ${key}`;
}

/** Whether these two values were left as they are by right. */
export function areAccepted(
  { accepted }: Circumstances,
  story: Story,
  field: EditedField,
  now: Values,
): boolean {
  return accepted.has(pairName(story, field, now));
}

/** Whether this value stood on this side beside another one by right: whatever comes next may take it for the base. */
export function isAccepted(
  { accepted }: Circumstances,
  story: Story,
  at: { readonly field: EditedField; readonly side: Side; readonly key: string },
): boolean {
  return accepted.has(sideName(story, at.field, at.side, at.key));
}
