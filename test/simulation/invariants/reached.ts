// The `sometimes` of a simulation: states that must have been reached, or nothing was proved about them. Seen from outside
// the engine, in answers of ports and in commits.

import { isSyncError } from '../../../src/sync/model/error.ts';
import type { FeedPage } from '../../../src/sync/model/change.ts';
import type { Link } from '../../../src/sync/model/link.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { WriteOutcome } from '../../../src/sync/model/write.ts';
import { sides } from '../../../src/sync/model/side.ts';
import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import { gateFaults, ioKinds, sideFaults, type Quirks } from '../plan.ts';
import type { Runner } from '../world/engine-host.ts';
import { Mirror } from './mirror.ts';
import type { Check, Facts } from './check.ts';

/** Each quirk, and whether a plan has it. */
const quirkNames: Readonly<Record<string, (quirks: Quirks) => boolean>> = {
  'search lag': ({ searchLagMs }) => searchLagMs > 0,
  'many pages': ({ pageSize }) => pageSize === 1,
  'no etags in Sales': ({ salesEtags }) => salesEtags === 'absent',
  'etags that Sales ignores': ({ salesEtags }) => salesEtags === 'ignored',
  'unique keys': ({ uniqueKeys }) => uniqueKeys === true,
  'rewritten values': ({ rewrites }) => rewrites,
  'deletes that no feed tells': ({ silentDeletes }) => silentDeletes,
  'coarse stamps': ({ coarseStamps }) => coarseStamps,
  'a device clock that is off': ({ clockOffsetMs }) => clockOffsetMs !== 0,
  'server clocks apart': ({ serversApartMs }) => serversApartMs !== 0,
};

/**
 * Every one of these must be reached in a run of 20,000 plans. A fault has struck where it did something: one that was
 * planned for an I/O that never came, or met nothing it could spoil, has not.
 */
export const sometimes: readonly string[] = [
  'open intent found at start',
  'adopted by key',
  'merged anew after 412',
  'deletes held by the guard',
  '410 in the middle of a full round',
  'false removal rejected',
  'lease lost with writes open',
  'echo dropped by etag',
  'echo dropped by digest',
  'batch with mixed results',
  'question open at the end',
  'poisoned record reported',
  'crash',
  'refused write reported',
  'journal row compared',
  'delete carried',
  'delete let go',
  'record quarantined',
  'hold open at the end',
  'endless feed',
  'shrunken listing',
  'known key refused',
  'refused as forbidden',
  'delete never told',
  'disk wiped',
  'disk set back',
  'two runners at work',
  'patience for the next run',
  // The pane asks for the saved searches, no run does.
  ...ioKinds.filter((kind) => kind !== 'sales.savedSearches').map((kind) => `asked ${kind}`),
  ...gateFaults.map((fault) => `struck ${fault}`),
  ...sideFaults.map((fault) => `struck ${fault}`),
  ...sides.flatMap((side) =>
    ['create', 'update', 'delete', 'restore', 'bump'].map((deed) => `a person’s ${deed} in ${side}`),
  ),
  'a person’s move in microsoft',
  ...['answer', 'decide-held', 'approve', 'restore-kept', 'bring-back'].map((deed) => `decided ${deed}`),
  ...Object.keys(quirkNames).map((quirk) => `run under ${quirk}`),
];

/** so seldom that 20,000 plans may miss them */
export const rare: ReadonlySet<string> = new Set(['struck cut-field', 'patience for the next run']);

interface Seen {
  /** intents whose write the service confirmed to this runner */
  readonly confirmed: Set<string>;
  /** `side key` of writes that met 412 */
  readonly moved: Set<string>;
  /** ids that a search by key has found */
  readonly found: Set<string>;
}

/** Put it before the store checks: it looks at the mirror as it was before the commit. */
export function reachedChecks(disks: ReadonlyMap<Runner, Mirror>): Check {
  const seen = new Map<Runner, Seen>();
  const seenBy = (runner: Runner): Seen => {
    const known = seen.get(runner) ?? { confirmed: new Set(), moved: new Set(), found: new Set() };
    seen.set(runner, known);
    return known;
  };
  const mirrorOf = (runner: Runner): Mirror => disks.get(runner) ?? new Mirror();
  return {
    asks({ runner, kind, isLeaseLost }, facts) {
      facts.reach(`asked ${kind}`);
      const isBusy = mirrorOf(runner).table('intents').size > 0;
      if (isLeaseLost && isBusy && kind !== 'lease.acquire') facts.reach('lease lost with writes open');
    },
    answers({ runner, kind, answer, error }, facts) {
      const mirror = mirrorOf(runner);
      if (kind.endsWith('.write') && Array.isArray(answer)) {
        noteOutcomes(answer as readonly WriteOutcome[], { mirror, seen: seenBy(runner) }, facts);
      }
      if (kind.endsWith('.findByMarker') && Array.isArray(answer))
        for (const { id } of answer as readonly RemoteRecord[]) seenBy(runner).found.add(id);
      if (kind === 'microsoft.pullPage' && isSyncError(error) && error.code === 'cursor-expired') {
        const isMidRound = [...mirror.table('cursors').values()].some(
          (row) => row.side === 'microsoft' && row.isFullRound && row.cursor !== null,
        );
        if (isMidRound) facts.reach('410 in the middle of a full round');
      }
      if (kind === 'microsoft.pullPage' && answer !== undefined)
        noteEchoes(answer as FeedPage, mirror, facts);
    },
    personChanges({ side, operation }, facts) {
      facts.reach(`a person’s ${operation} in ${side}`);
    },
    runEnds(_runner, facts, end) {
      if (end.end !== 'reported' || end.report.outcome !== 'succeeded') return;
      for (const [name, has] of Object.entries(quirkNames))
        if (has(facts.plan.quirks)) facts.reach(`run under ${name}`);
    },
    commits({ runner, operations }, facts) {
      const mirror = mirrorOf(runner);
      noteCommit(operations, { mirror, seen: seenBy(runner) }, facts);
    },
  };
}

interface Known {
  readonly mirror: Mirror;
  readonly seen: Seen;
}

function noteOutcomes(outcomes: readonly WriteOutcome[], { mirror, seen }: Known, facts: Facts): void {
  for (const outcome of outcomes) {
    const intent = mirror.table('intents').get(outcome.intentId);
    if (intent === undefined) continue;
    const name = `${intent.side} ${intent.key}`;
    if (outcome.result === 'precondition-failed') seen.moved.add(name);
    if (outcome.result !== 'written') continue;
    seen.confirmed.add(outcome.intentId);
    if (seen.moved.delete(name)) facts.reach('merged anew after 412');
  }
}

function noteEchoes(page: FeedPage, mirror: Mirror, facts: Facts): void {
  const links = [...mirror.table('links').values()];
  for (const change of page.changes) {
    if (change.type === 'removed') continue;
    const { id, etag } = change.record;
    const isKnown = links.some(
      ({ microsoft }) =>
        microsoft?.id === id && microsoft.ownWriteAtMs !== null && etag !== null && microsoft.etag === etag,
    );
    if (isKnown) facts.reach('echo dropped by etag');
  }
}

function noteCommit(operations: readonly StoreOperation[], { mirror, seen }: Known, facts: Facts): void {
  for (const operation of operations) {
    if (operation.table === 'heldDeletes' && 'put' in operation) {
      if (operation.put.some((row) => row.decision === null)) facts.reach('deletes held by the guard');
    }
    if (operation.table === 'links' && 'put' in operation) {
      for (const link of operation.put)
        if (isEchoOnly(mirror.table('links').get(link.key), link)) facts.reach('echo dropped by digest');
    }
    if (operation.table === 'intents' && 'remove' in operation) {
      for (const id of operation.remove) {
        const intent = mirror.table('intents').get(id);
        if (intent?.operation !== 'create' || seen.confirmed.has(id)) continue;
        const links = operations.flatMap((other) =>
          other.table === 'links' && 'put' in other ? other.put : [],
        );
        const made = links.find(({ key }) => key === intent.key)?.[intent.side];
        if (made != null && seen.found.has(made.id)) facts.reach('adopted by key');
      }
    }
    if (operation.table === 'inbox' && 'remove' in operation) {
      for (const id of operation.remove) {
        const row = mirror.table('inbox').get(id);
        if (row?.change.type !== 'removed') continue;
        const link = [...mirror.table('links').values()].find(
          (entry) => entry[row.side]?.id === row.recordId,
        );
        const next = operations
          .flatMap((other) => (other.table === 'links' && 'put' in other ? other.put : []))
          .find((put) => put.key === link?.key);
        if (
          (next ?? link)?.status === 'active' &&
          facts.ledger.item(row.side, row.recordId)?.isLive === true
        ) {
          facts.reach('false removal rejected');
        }
      }
    }
  }
}

/** Only an etag was taken over. */
function isEchoOnly(before: Link | undefined, after: Link): boolean {
  if (before === undefined || before.status !== after.status) return false;
  const isSameBase = sides.every((side) => before[side]?.base === after[side]?.base);
  return isSameBase && sides.some((side) => before[side]?.etag !== after[side]?.etag);
}
