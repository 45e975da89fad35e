// I25 a sweep of Sales that lists nothing (G1, F26): no delete follows from it in Outlook before a person confirmed it, or
// another sweep lists something. Put it before the guard's checks, which use the confirmations up.

import type { Story } from '../../ledger/ledger.ts';
import type { Runner } from '../../world/engine-host.ts';
import { violated, type Check, type EngineEvent, type Facts } from '../check.ts';
import { confirmation } from './guard.ts';

interface Sweep {
  /** order of the ledger when its run began */
  readonly since: number;
  /** the run came to its end: what it was told it had to judge, or to remember */
  isOver: boolean;
}

export function emptiedSweepChecks(): Check {
  const beganAt = new Map<Runner, number>();
  /** the newest sweep of a runner, where it listed nothing */
  const emptied = new Map<Runner, Sweep>();
  return {
    asks({ runner, kind }, { ledger }) {
      if (kind === 'lease.acquire') beganAt.set(runner, ledger.order);
    },
    answers({ runner, kind, answer }) {
      if (kind !== 'sales.sweep' || !Array.isArray(answer)) return;
      if (answer.length > 0) emptied.delete(runner);
      else emptied.set(runner, { since: beganAt.get(runner) ?? 0, isOver: false });
    },
    engineChanges(event, facts) {
      const sweep = emptied.get(event.runner);
      const { ledger, circumstances } = facts;
      const isAsked = event.operation === 'delete' && event.side === 'microsoft';
      if (!isAsked || sweep === undefined) return;
      if (circumstances.confirmedDeletes.has(confirmation(event.side, event.write.key))) return;
      const story = ledger.storyOf(event.side, event.id);
      if (sweep.isOver && !(story !== undefined && wasToldBefore(sweep, story, facts))) return;
      violated('I25', nameOf(event));
    },
    runEnds(runner, _, end) {
      const sweep = emptied.get(runner);
      if (sweep === undefined || sweep.isOver) return;
      const isWhole = end.end === 'reported' && end.report.outcome.startsWith('succeeded');
      if (isWhole) sweep.isOver = true;
      else emptied.delete(runner);
    },
    diskChanges(runner) {
      // what was swept is part of what was lost
      emptied.delete(runner);
    },
  };
}

/** What a later run learns is judged by itself; this death was there to be judged with the empty listing. */
function wasToldBefore({ since }: Sweep, story: Story, { hasStruck }: Facts): boolean {
  const death = story.deaths.findLast(({ side }) => side === 'sales');
  if (death === undefined || death.order > since || hasStruck('late')) return false;
  const isNewest = story.touchedAt === death.order && story.wishedAt < death.order;
  return isNewest && story.marks.has('died-in-step');
}

function nameOf({ id }: EngineEvent): string {
  return `${id} was deleted in microsoft although the newest sweep of sales listed nothing`;
}
