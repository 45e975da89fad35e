// C5, C9: a record that two lists of the search missed, ten minutes apart or more, is left alone until it is listed again or
// a person shares it.

import type { ReadAnswer } from '../../../src/sync/model/change.ts';
import type { RecordRef } from '../../../src/sync/model/record.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../invariants/check.ts';
import { hasDeed } from '../invariants/faults-of.ts';
import { type Item, type Story } from '../ledger/ledger.ts';
import type { Runner } from '../world/engine-host.ts';

const betweenListsMs = 10 * 60_000;

interface Absent {
  /** world time of the first list in a row that missed the record */
  readonly sinceMs: number;
  /** order of the newest list that did, where it came late enough and its run succeeded; 0 = not yet */
  outAt: number;
}

interface Lists {
  absent: Map<string, Absent>;
  /** due with the end of this run */
  due: Absent[];
  /** ids that this run is the first to miss: one that breaks off may not have kept that */
  fresh: readonly string[];
}

export function searchChecks(): Check {
  const lists = new Map<Runner, Lists>();
  /** G1: too many at once wait for a person, and with them all that follow */
  let isHeld = false;
  return {
    answers({ runner, kind, answer }, facts) {
      const list = lists.get(runner);
      if (kind === 'sales.read' && Array.isArray(answer) && list !== undefined) {
        // It has left if it can still be read: what cannot be is not released in this run.
        const unread = (answer as readonly ReadAnswer[]).filter(({ result }) => result !== 'found');
        const entries = new Set(unread.map(({ id }) => list.absent.get(id)));
        list.due = list.due.filter((entry) => !entries.has(entry));
      }
      if (kind !== 'sales.members' || !Array.isArray(answer)) return;
      const ids = new Set((answer as readonly RecordRef[]).map(({ id }): string => id));
      const before = lists.get(runner)?.absent ?? new Map<string, Absent>();
      const gone = salesItems(facts).filter(({ id }) => !ids.has(id));
      const absent = new Map(
        gone.map(({ id }) => [id, before.get(id) ?? { sinceMs: facts.nowMs(), outAt: 0 }] as const),
      );
      const limit = Math.max(facts.plan.deleteLimit, 0.1 * facts.ledger.stories.length);
      isHeld ||= ids.size === 0 || gone.length > limit;
      const due = [...absent.values()].filter(
        ({ sinceMs, outAt }) => outAt === 0 && facts.nowMs() - sinceMs >= betweenListsMs,
      );
      const fresh = [...absent.keys()].filter((id) => !before.has(id));
      lists.set(runner, { absent, due, fresh });
    },
    runEnds(runner, { ledger }, end) {
      const list = lists.get(runner);
      if (list === undefined) return;
      const isDone = end.end === 'reported' && end.report.outcome.startsWith('succeeded');
      if (isDone) for (const entry of list.due) entry.outAt = ledger.order;
      else for (const id of list.fresh) list.absent.delete(id);
      list.due = [];
      list.fresh = [];
    },
    diskChanges(runner) {
      lists.delete(runner);
    },
    engineChanges(event, facts) {
      // 10 minutes by a clock that jumps are any time at all.
      if (isHeld || facts.hasStruck('clock-jump') || hasDeed(facts.plan, 'decide-held')) return;
      const story = storyOf(event, facts);
      if (story === undefined || !isPlain(story)) return;
      const records = story.live('sales');
      // Of several pairs of one person another one may be meant.
      if (records.length > 1) return;
      for (const { id } of records) {
        const outAt = lists.get(event.runner)?.absent.get(id)?.outAt ?? 0;
        if (outAt === 0 || story.wishedAt > outAt) continue;
        // Taken off a moment ago, it is shared to whoever has read it before.
        if (story.live('microsoft').some(({ seen }) => seen.get(event.runner)?.isShared === true)) continue;
        violated(
          'I32',
          `P${String(story.who)} was written in ${event.side} after it had left the search (C5)`,
        );
      }
    },
  };
}

function salesItems({ ledger }: Facts): readonly Item[] {
  return ledger.stories.flatMap((story) => story.live('sales'));
}

function storyOf(event: EngineEvent, { ledger }: Facts): Story | undefined {
  const name = event.write.units['lastName'];
  return ledger.storyOf(event.side, event.id) ?? ledger.stories.find(({ who }) => name === `P${String(who)}`);
}

/** A death is carried also where the record has left. */
function isPlain(story: Story): boolean {
  const marks = ['copied', 'merged', 'restored', 'moved'] as const;
  return story.deaths.length === 0 && !marks.some((mark) => story.marks.has(mark)) && story.born !== 'twins';
}
