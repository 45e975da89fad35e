// I26 what a service refuses as such is told: a failure row for the person in the very commit that lays the write aside, and
// a run that met it does not call itself a success.

import type { WriteOutcome } from '../../../../src/sync/model/write.ts';
import { failureId } from '../../../../src/sync/plan/write/quarantine.ts';
import type { StoreOperation } from '../../../../src/sync/ports/sync-store.ts';
import type { Runner } from '../../world/engine-host.ts';
import type { Mirror } from '../mirror.ts';
import { violated, type Check } from '../check.ts';

interface Told {
  /** intents that were refused and are not laid aside yet, with the failure that has to be told */
  readonly refused: Map<string, string>;
  hasTold: boolean;
}

/** Put it before the store checks: it looks at the intents as they were before the commit. */
export function refusalChecks(disks: ReadonlyMap<Runner, Mirror>): Check {
  const told = new Map<Runner, Told>();
  const toldBy = (runner: Runner): Told => {
    const known = told.get(runner) ?? { refused: new Map<string, string>(), hasTold: false };
    told.set(runner, known);
    return known;
  };
  return {
    answers({ runner, kind, answer }) {
      if (!kind.endsWith('.write') || !Array.isArray(answer)) return;
      for (const { intentId, result } of answer as readonly WriteOutcome[]) {
        const intent = disks.get(runner)?.table('intents').get(intentId);
        if (intent === undefined || result !== 'rejected') continue;
        toldBy(runner).refused.set(intentId, failureId(intent.side, intent.kind, intent.key));
      }
    },
    commits({ runner, operations }, facts) {
      const { refused } = toldBy(runner);
      for (const id of removedIntents(operations)) {
        const failure = refused.get(id);
        if (failure === undefined) continue;
        refused.delete(id);
        if (!tells(operations, failure)) violated('I26', `${id} was refused, and no failure tells so`);
        toldBy(runner).hasTold = true;
        facts.reach('refused write reported');
      }
    },
    runEnds(runner, _, end) {
      const { hasTold } = toldBy(runner);
      told.delete(runner);
      if (!hasTold || end.end === 'crashed') return;
      const { outcome, failures } = end.report;
      if (outcome.startsWith('succeeded') || (outcome === 'partly-failed' && failures.length === 0))
        violated('I26', `a run in which a write was refused says ${outcome} and names no record`);
    },
  };
}

function removedIntents(operations: readonly StoreOperation[]): readonly string[] {
  return operations.flatMap((operation) =>
    operation.table === 'intents' && 'remove' in operation ? operation.remove : [],
  );
}

function tells(operations: readonly StoreOperation[], failure: string): boolean {
  return operations.some(
    (operation) =>
      operation.table === 'failures' && 'put' in operation && operation.put.some(({ id }) => id === failure),
  );
}
