// What a disk must look like after every commit: I12 a bijection, I13 bases both services confirmed, I14 rows the next start
// can use, I15 a cursor only with what it covers, I16 one open intent per record and operation, I30 nothing after the lease.

import type { Digest } from '../../../src/sync/model/ids.ts';
import type { Intent } from '../../../src/sync/model/write.ts';
import type { Link, LinkEnd } from '../../../src/sync/model/link.ts';
import type { FeedPage } from '../../../src/sync/model/change.ts';
import { otherSide, sides, type Side } from '../../../src/sync/model/side.ts';
import type { StoredCursor } from '../../../src/sync/model/state.ts';
import type { StoreOperation } from '../../../src/sync/ports/sync-store.ts';
import type { UnitName } from '../../../src/sync/model/record.ts';
import type { Runner } from '../world/engine-host.ts';
import { Mirror } from './mirror.ts';
import { violated, type Check, type Facts } from './check.ts';

/** Whether a side ever held a value of this digest in this unit of this record. */
export type HeldDigest = (side: Side, id: string, unit: UnitName, digest: Digest) => boolean;

interface Disk {
  readonly mirror: Mirror;
  readonly pages: Map<string, FeedPage>;
  /** pairs whose open create came back with a disk that was set back: it was never sent in this form */
  readonly returned: Set<string>;
}

export function storeChecks(disks: ReadonlyMap<Runner, Mirror>, hasHeld: HeldDigest): Check {
  const pages = new Map<Runner, Map<string, FeedPage>>([
    ['pane', new Map()],
    ['worker', new Map()],
  ]);
  const returned = new Map<Runner, Set<string>>([
    ['pane', new Set()],
    ['worker', new Set()],
  ]);
  const diskOf = (runner: Runner): Disk => ({
    mirror: disks.get(runner) ?? new Mirror(),
    pages: pages.get(runner) ?? new Map<string, FeedPage>(),
    returned: returned.get(runner) ?? new Set<string>(),
  });
  return {
    answers({ runner, kind, answer }, facts) {
      if (!kind.endsWith('.pullPage') || answer === undefined) return;
      const page = answer as FeedPage;
      diskOf(runner).pages.set(page.next, { ...page, changes: presentOf(page, facts) });
    },
    commits({ runner, operations, wasCurrent }, facts) {
      const disk = diskOf(runner);
      if (!wasCurrent) violated('I30', `${runner} committed under a lease that it had lost`);
      for (const operation of operations) {
        if (operation.table === 'cursors' && 'put' in operation) {
          for (const row of operation.put) capturedWithCursor(disk, row, operations);
        }
        if (operation.table === 'links' && 'put' in operation) {
          for (const row of operation.put) {
            usable(row, disk, operations);
            confirmed(disk, row, { operations, hasHeld });
          }
        }
        if (operation.table === 'intents' && 'put' in operation) {
          for (const row of operation.put) complete(row);
        }
      }
      disk.mirror.take(operations);
      if (touches(operations, 'links')) bijective(disk.mirror.table('links'), facts);
      if (touches(operations, 'intents')) oneIntentEach(disk.mirror.table('intents'));
    },
    diskChanges(runner) {
      const disk = diskOf(runner);
      disk.pages.clear();
      for (const { operation, key } of disk.mirror.table('intents').values())
        if (operation === 'create') disk.returned.add(key);
    },
  };
}

/** A row that shows an item as it was before its newest change (F15, F16) tells nothing that had to be kept. */
function presentOf({ changes }: FeedPage, { ledger }: Facts): FeedPage['changes'] {
  return changes.filter((change) => {
    if (change.type === 'removed') return true;
    const { side, id, etag } = change.record;
    return ledger.item(side, id)?.version.etag === etag;
  });
}

function touches(operations: readonly StoreOperation[], table: 'links' | 'intents'): boolean {
  return operations.some((operation) => operation.table === table && 'put' in operation);
}

/** I15 */
function capturedWithCursor(disk: Disk, row: StoredCursor, operations: readonly StoreOperation[]): void {
  const before = disk.mirror.table('cursors').get(row.feed);
  if (row.cursor === null || before?.cursor === row.cursor) return;
  const page = disk.pages.get(row.cursor);
  if (page === undefined) violated('I15', `${row.feed} moved to a cursor that no service gave`);
  const captured = new Set<string>();
  const forgotten = new Set<string>();
  for (const operation of operations) {
    if (operation.table === 'inbox' && 'put' in operation) {
      for (const put of operation.put) captured.add(put.recordId);
    }
    if (operation.table === 'unlinked' && 'remove' in operation) {
      for (const id of operation.remove) forgotten.add(id);
    }
  }
  for (const change of page.changes) {
    const id = change.type === 'removed' ? change.id : change.record.id;
    if (captured.has(id) || disk.mirror.table('inbox').has(`${row.side}:${row.kind}:${id}`)) continue;
    const link = [...disk.mirror.table('links').values()].find(
      (entry) => entry[row.side]?.id === id && entry.status !== 'tombstone',
    );
    if (change.type === 'removed') {
      const name = `${row.side}:${row.kind}:${id}`;
      const isRemembered = disk.mirror.table('unlinked').has(name) && !forgotten.has(name);
      if (link !== undefined || isRemembered)
        violated('I15', `the removal of ${id} was not kept with its cursor`);
      continue;
    }
    const isKnownVersion =
      link !== undefined && change.record.etag !== null && link[row.side]?.etag === change.record.etag;
    if (isKnownVersion) continue;
    if (row.side === 'sales' && link === undefined) continue;
    violated('I15', `a change of ${id} was not kept with its cursor`);
  }
}

/** I14: an active pair has both ends, or an open intent that makes the missing one; an end has its id. */
function usable(link: Link, disk: Disk, operations: readonly StoreOperation[]): void {
  const isWhole = link.microsoft !== null && link.sales !== null;
  if (link.status === 'active' && !isWhole && !isBeingMade(link, disk, operations)) {
    violated('I14', `link ${link.key} is half a pair`);
  }
  for (const side of sides) {
    const end = link[side];
    if (end !== null && end.id === '') violated('I14', `link ${link.key} has no id in ${side}`);
  }
}

function isBeingMade(link: Link, disk: Disk, operations: readonly StoreOperation[]): boolean {
  const put = operations.flatMap((operation) =>
    operation.table === 'intents' && 'put' in operation ? operation.put : [],
  );
  return [...put, ...disk.mirror.table('intents').values()].some(
    ({ operation, key, settlement }) =>
      operation === 'create' && (key === link.key || settlement?.replaces === link.key),
  );
}

/**
 * I13: a base is something that side held once. An answer that cannot be carried out yet makes the value that gives way the
 * base of both (A3, D16): then it is something that either held.
 */
function confirmed(
  disk: Disk,
  link: Link,
  { operations, hasHeld }: { readonly operations: readonly StoreOperation[]; readonly hasHeld: HeldDigest },
): void {
  const isAnswered = operations.some(
    (operation) =>
      operation.table === 'answers' && 'remove' in operation && operation.remove.includes(link.key),
  );
  if (disk.returned.has(link.key)) return;
  const known = disk.mirror.table('links').get(link.key);
  for (const side of sides) {
    const end = link[side];
    if (end === null) continue;
    for (const [unit, digest] of newDigests(end, known?.[side] ?? null)) {
      if (hasHeld(side, end.id, unit, digest)) continue;
      const other = link[otherSide(side)];
      if (isAnswered && other !== null && hasHeld(otherSide(side), other.id, unit, digest)) continue;
      violated('I13', `the base of ${unit} of ${link.key} in ${side} is nothing that ${side} ever held`);
    }
  }
}

function newDigests(end: LinkEnd, before: LinkEnd | null): readonly (readonly [UnitName, Digest])[] {
  if (end.base === before?.base) return [];
  return Object.entries(end.base).filter(([unit, digest]) => before?.base[unit] !== digest);
}

/** I12 */
function bijective(links: ReadonlyMap<string, Link>, facts: Facts): void {
  const seen = new Map<string, string>();
  for (const link of links.values()) {
    if (link.status === 'tombstone') continue;
    for (const side of sides) {
      const end = link[side];
      if (end === null) continue;
      const name = `${side}:${end.id}`;
      const other = seen.get(name);
      if (other !== undefined) {
        violated('I12', `${name} has two links, ${other} and ${link.key}, at ${String(facts.nowMs())}`);
      }
      seen.set(name, link.key);
    }
  }
}

/** I14: an intent can be sent again by whoever finds it. */
function complete(intent: Intent): void {
  const hasTarget = intent.operation === 'create' ? intent.target === null : intent.target !== null;
  if (!hasTarget) violated('I14', `intent ${intent.intentId} does not say what it is about`);
  if (intent.operation === 'create' && intent.marker === null && intent.settlement?.draft == null) {
    violated('I14', `intent ${intent.intentId} creates a record that nobody would recognise`);
  }
}

/** I16 */
function oneIntentEach(intents: ReadonlyMap<string, Intent>): void {
  const open = new Set<string>();
  for (const { key, side, operation } of intents.values()) {
    const name = `${operation} of ${key} in ${side}`;
    if (open.has(name)) violated('I16', `two open intents for ${name}`);
    open.add(name);
  }
}
