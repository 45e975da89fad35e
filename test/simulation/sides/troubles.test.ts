// Faults that do nothing prove nothing: each trouble of a service is seen here to happen, and history to tell the truth.

import { beforeEach, describe, expect, it } from '@jest/globals';
import { isSyncError, SyncError } from '../../../src/sync/model/error.ts';
import type { FeedPage } from '../../../src/sync/model/change.ts';
import type { Cursor, InstanceId, RecordId } from '../../../src/sync/model/ids.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { WriteOutcome } from '../../../src/sync/model/write.ts';
import { never } from '../../remote/scripted-fetch.ts';
import { refTo, writesTo } from '../../remote/writes.ts';
import type { HistoryEvent } from '../history.ts';
import type { Quirks, SideFault } from '../plan.ts';
import type { Gate } from '../world/gate.ts';
import { OutlookSide } from './outlook-side.ts';
import { SalesSide, simulatedSearch } from './sales-side.ts';

const instance = 'instance-1' as InstanceId;
const outlookWrites = writesTo('microsoft', instance);
const salesWrites = writesTo('sales', instance);
const quirks: Quirks = {
  searchLagMs: 0,
  pageSize: 3,
  salesEtags: 'kept',
  rewrites: false,
  silentDeletes: false,
  coarseStamps: false,
  clockOffsetMs: 0,
  serversApartMs: 0,
};

let nowMs: number;
let trouble: SideFault | 'lose-response' | null;
let history: HistoryEvent[];
const options = {
  nowMs: () => nowMs,
  listener: (event: HistoryEvent) => history.push(event),
  random: () => 0.4,
};
const gate: Gate = {
  nowMs: () => nowMs,
  runner: 'worker',
  async io(_, call) {
    await Promise.resolve();
    nowMs += 10;
    if (trouble !== 'lose-response') return call.act(trouble);
    call.act(null);
    if (call.lost === undefined) throw new SyncError('unreachable');
    return call.lost();
  },
};

beforeEach(() => {
  nowMs = Date.UTC(2026, 0, 5, 8);
  trouble = null;
  history = [];
});

const outlookWith = (change: Partial<Quirks> = {}): OutlookSide =>
  new OutlookSide({ ...options, quirks: { ...quirks, ...change } });
const salesWith = (change: Partial<Quirks> = {}): SalesSide =>
  new SalesSide({ ...options, quirks: { ...quirks, ...change } });
const told = (type: HistoryEvent['type']): HistoryEvent[] => history.filter((event) => event.type === type);
const resultsOf = (outcomes: readonly WriteOutcome[]): unknown[] => outcomes.map(({ result }) => result);

async function page(
  side: OutlookSide,
  cursor: Cursor | null,
  fault: SideFault | null = null,
): Promise<FeedPage> {
  const remote = side.remote(gate);
  const [feed] = await remote.feeds('contact', never);
  if (feed === undefined) throw new Error('a feed wanted');
  trouble = fault;
  try {
    return await remote.pullPage(feed, cursor, never);
  } finally {
    trouble = null;
  }
}

const idsIn = ({ changes }: FeedPage): RecordId[] =>
  changes.map((change) => (change.type === 'removed' ? change.id : change.record.id));

async function records(side: OutlookSide | SalesSide): Promise<RemoteRecord[]> {
  const refs = side.live().map(({ id }) => refTo(id));
  const answers = await side.remote(gate).read('contact', refs, never);
  return answers.flatMap((answer) => (answer.result === 'found' ? [answer.record] : []));
}

describe('a feed in trouble', () => {
  it('[F17] leaves the newest change out and brings it with the next round', async () => {
    const side = outlookWith();
    const { next } = await page(side, null);
    const [early, late] = [side.add({ lastName: 'Early' }), side.add({ lastName: 'Late' })];
    const now = await page(side, next, 'late');
    expect([idsIn(now), now.isComplete]).toEqual([[early], true]);
    expect(idsIn(await page(side, now.next))).toEqual([late]);
  });

  it('[F15] reports older changes again, [F16] twice and out of order', async () => {
    const side = outlookWith();
    side.add({ lastName: 'Old' });
    const { next } = await page(side, null);
    side.add({ lastName: 'New' });
    const ids = idsIn(await page(side, next, 'replay'));
    expect([...ids].sort()).toEqual(['m1', 'm2', 'm2', 'm2']);
  });

  it('[F19] says of an item that it is removed although it is there', async () => {
    const side = outlookWith();
    const id = side.add({ lastName: 'There' });
    const { next } = await page(side, null);
    const { changes, next: after } = await page(side, next, 'false-removed');
    expect(changes).toEqual([{ type: 'removed', id }]);
    expect(idsIn(await page(side, after))).toEqual([id]);
  });

  it('[F26] lists nothing in a full round, and everything in the next one', async () => {
    const side = outlookWith();
    const id = side.add({ lastName: 'There' });
    const empty = await page(side, null, 'empty');
    expect([empty.changes, empty.isComplete]).toEqual([[], true]);
    expect(idsIn(await page(side, empty.next))).toEqual([id]);
  });

  it('[F26] lists one item where there are more, and owes the others', async () => {
    const side = outlookWith();
    const ids = ['A', 'B'].map((lastName) => side.add({ lastName }));
    const shrunk = await page(side, null, 'shrunk');
    expect([idsIn(shrunk), shrunk.isComplete]).toEqual([[ids[0]], true]);
    expect(idsIn(await page(side, shrunk.next))).toEqual([ids[1]]);
  });

  it('[F33] brings a page and its next link again and again', async () => {
    const side = outlookWith();
    const id = side.add({ lastName: 'There' });
    const first = await page(side, null, 'endless');
    const second = await page(side, first.next);
    expect([first, second].map(idsIn)).toEqual([[id], [id]]);
    expect([first.isComplete, second.isComplete, first.next === second.next]).toEqual([false, false, false]);
  });

  it('[F18] never tells a deletion where the mailbox is of that kind, but a move', async () => {
    const side = outlookWith({ silentDeletes: true });
    const [deleted, moved] = [side.add({ lastName: 'A' }), side.add({ lastName: 'B' })];
    const { next } = await page(side, null);
    side.remove(deleted);
    const id = side.move(moved);
    expect(idsIn(await page(side, next))).toEqual([moved, id]);
  });

  it('[F20] is refused for its token, and [F8] for load', async () => {
    const side = outlookWith();
    const { next } = await page(side, null);
    for (const [fault, code] of [
      ['expired', 'cursor-expired'],
      ['throttle', 'throttled'],
    ] as const) {
      const error: unknown = await page(side, next, fault).catch((reason: unknown) => reason);
      expect(isSyncError(error) && error.code).toBe(code);
    }
  });
});

describe('writes in trouble', () => {
  it.each([
    ['throttle', ['throttled', 'throttled'], ['A', 'B']],
    ['half-throttled', ['written', 'throttled'], ['new', 'B']],
    ['half-unknown', ['written', 'unknown'], ['new', 'new']],
    ['reject-first', ['rejected', 'written'], ['A', 'new']],
    ['precondition-first', ['precondition-failed', 'written'], ['A', 'new']],
    ['twice', ['precondition-failed', 'precondition-failed'], ['new', 'new']],
    ['lose-response', ['unknown', 'unknown'], ['new', 'new']],
  ] as const)('%s: the engine hears %j', async (fault, results, titles) => {
    const side = outlookWith();
    for (const jobTitle of ['A', 'B']) side.add({ lastName: jobTitle, jobTitle });
    const writes = (await records(side)).map((record) => outlookWrites.update(record, { jobTitle: 'new' }));
    trouble = fault;
    expect(resultsOf(await side.remote(gate).write(writes, never))).toEqual(results);
    expect(side.live().map(({ units }) => units['jobTitle'])).toEqual(titles);
  });

  it('[F14] repeats no create, but may answer like a service that knows the key', async () => {
    const [outlook, sales] = [outlookWith(), salesWith()];
    trouble = 'twice';
    const inOutlook = await outlook.remote(gate).write([outlookWrites.create({ lastName: 'A' })], never);
    const inSales = await sales.remote(gate).write([salesWrites.create({ lastName: 'A' })], never);
    expect([...resultsOf(inOutlook), ...resultsOf(inSales)]).toEqual(['written', 'unknown']);
    expect([outlook.live().length, sales.live().length]).toEqual([1, 1]);
  });

  it('[F14] refuses a create whose key it knows, where keys are unique', async () => {
    const write = salesWrites.create({ lastName: 'A' });
    const twiceOn = async (side: SalesSide): Promise<unknown[]> => [
      ...resultsOf(await side.remote(gate).write([write], never)),
      ...resultsOf(await side.remote(gate).write([write], never)),
    ];
    await expect(twiceOn(salesWith({ uniqueKeys: true }))).resolves.toEqual(['written', 'unknown']);
    await expect(twiceOn(salesWith())).resolves.toEqual(['written', 'written']);
  });

  it('[F23] stores another form of what it is sent, which compares as the same', async () => {
    const side = outlookWith({ rewrites: true });
    const write = outlookWrites.create({ lastName: 'A', 'phone.work': '+1 555 01 0001' });
    const [outcome] = await side.remote(gate).write([write], never);
    if (outcome?.result !== 'written') throw new Error('not written');
    const { compare } = side.remote(gate).mapping('contact');
    expect(outcome.record.units['phone.work']).toBe('+1555010001');
    expect(compare('phone.work', '+1555010001')).toBe(compare('phone.work', '+1 555 01 0001'));
  });
});

describe('reads and lists in trouble', () => {
  it('[F13] cannot read the first record, or says so where that is no proof', async () => {
    const [outlook, sales] = [outlookWith(), salesWith()];
    const refs = [outlook, sales].map((side) => [refTo(side.add({})), refTo(side.add({}))]);
    trouble = 'unreadable-first';
    const answers = [
      ...(await outlook.remote(gate).read('contact', refs[0] ?? [], never)),
      ...(await sales.remote(gate).read('contact', refs[1] ?? [], never)),
    ];
    expect(answers.map(({ result }) => result)).toEqual(['unreadable', 'found', 'missing', 'found']);
  });

  it('[F26] lists no member and sweeps nothing, or one only, or [F19] one too few', async () => {
    const side = salesWith();
    const ids = ['A', 'B', 'C'].map((lastName) => side.addSelected({ lastName }));
    const remote = side.remote(gate);
    trouble = 'empty';
    await expect(remote.members('contact', simulatedSearch.id, never)).resolves.toEqual([]);
    await expect(remote.sweep('contact', ids, never)).resolves.toEqual([]);
    trouble = 'shrunk';
    await expect(remote.members('contact', simulatedSearch.id, never)).resolves.toHaveLength(1);
    await expect(remote.sweep('contact', ids, never)).resolves.toHaveLength(1);
    trouble = 'false-removed';
    await expect(remote.sweep('contact', ids, never)).resolves.toHaveLength(2);
  });

  it('[F30] does not find by its key what was created a moment ago', async () => {
    const side = outlookWith({ searchLagMs: 60_000 });
    const write = outlookWrites.create({ lastName: 'A' });
    await side.remote(gate).write([write], never);
    await expect(side.remote(gate).findByMarker('contact', [write.key], never)).resolves.toEqual([]);
    nowMs += 60_000;
    await expect(side.remote(gate).findByMarker('contact', [write.key], never)).resolves.toHaveLength(1);
  });
});

describe('history', () => {
  it('tells what reached an engine, in the version that reached it', async () => {
    const side = outlookWith();
    const id = side.add({ lastName: 'A' });
    const before = side.version(id);
    await page(side, null);
    side.edit(id, { lastName: 'B' });
    expect(told('served')).toEqual([
      { type: 'served', side: 'microsoft', id, atMs: nowMs, runner: 'worker', version: before },
    ]);
  });

  it('does not tell what was lost on the way', async () => {
    const side = outlookWith();
    side.add({ lastName: 'A' });
    const writes = (await records(side)).map((record) => outlookWrites.update(record, { jobTitle: 'new' }));
    history = [];
    trouble = 'lose-response';
    await side.remote(gate).write(writes, never);
    await side
      .remote(gate)
      .read('contact', [refTo('m1')], never)
      .catch(() => undefined);
    expect(history.map(({ type }) => type)).toEqual(['changed']);
  });

  it('tells who changed what, and what was refused', async () => {
    const side = salesWith();
    const id = side.addSelected({ lastName: 'A' });
    const [record] = await records(side);
    if (record === undefined) throw new Error('a record wanted');
    history = [];
    side.edit(id, { jobTitle: 'Captain' });
    const write = salesWrites.update(record, { jobTitle: 'Admiral' });
    await side.remote(gate).write([write], never);
    side.search.delete(id);
    expect(history).toMatchObject([
      { type: 'changed', by: 'person', operation: 'update', write: null, before: { etag: record.etag } },
      { type: 'refused', write, runner: 'worker' },
      {
        type: 'changed',
        by: 'person',
        operation: 'update',
        before: side.version(id),
        after: side.version(id),
      },
    ]);
  });
});
