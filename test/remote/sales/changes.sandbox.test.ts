import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ANA, startSalesRig } from './sales-rig.ts';
import { codeOf, never } from '../scripted-fetch.ts';
import type { Cursor } from '../../../src/sync/model/ids.ts';
import type { Change, Feed } from '../../../src/sync/model/change.ts';
import type { SalesRig } from './sales-rig.ts';

let rig: SalesRig;
beforeEach(async () => {
  rig = await startSalesRig();
});
afterEach(() => rig.end());

async function feed(): Promise<Feed> {
  const [only] = await rig.remote.feeds('contact', never);
  if (only === undefined) throw new Error('no feed');
  return only;
}

interface Window {
  readonly changes: readonly Change[];
  readonly cursor: Cursor;
  readonly requests: number;
}

async function pull(from: Cursor | null, remote = rig.remote): Promise<Window> {
  const before = rig.traces.length;
  const changes: Change[] = [];
  let cursor = from;
  for (let pages = 1; pages < 60; pages += 1) {
    const page = await remote.pullPage(await feed(), cursor, never);
    changes.push(...page.changes);
    cursor = page.next;
    if (page.isComplete) return { changes, cursor, requests: rig.traces.length - before };
  }
  throw new Error('no end');
}

const idsOf = (changes: readonly Change[]): unknown[] =>
  changes.map((change) => (change.type === 'upserted' ? change.record.id : change.id));

describe('the change window', () => {
  it('starts at the server’s present, and a quiet run is one request', async () => {
    const first = await pull(null);
    const second = await pull(first.cursor);
    expect([first.changes, first.requests, second.changes, second.requests]).toEqual([[], 1, [], 1]);
  });

  it('sees an edit and a deletion', async () => {
    const { cursor } = await pull(null);
    const [edited, deleted] = rig.ownIds(2);
    rig.control.edit(ANA, String(edited), { JobTitle: 'CFO' });
    rig.control.remove(ANA, String(deleted));
    const { changes, requests } = await pull(cursor);
    expect(requests).toBe(1);
    expect(changes).toMatchObject([
      { type: 'upserted', record: { id: edited, isDeleted: false, units: { jobTitle: 'CFO' } } },
      { type: 'upserted', record: { id: deleted, isDeleted: true } },
    ]);
  });

  it('reads a window of several pages again until nothing is new', async () => {
    const remote = rig.another({ pageSize: 10 });
    const { cursor } = await pull(null, remote);
    const ids = rig.ownIds(25);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    const { changes, requests } = await pull(cursor, remote);
    expect(idsOf(changes).sort()).toEqual(ids.sort());
    expect(requests).toBe(6);
  });

  it('misses no row when another one leaves the window between two pages', async () => {
    const remote = rig.another({ pageSize: 5 });
    const { cursor } = await pull(null, remote);
    const ids = rig.ownIds(20);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    rig.control.setSwitches({ nextPageHoles: 2, duplicateAcrossPages: true });
    const { changes } = await pull(cursor, remote);
    expect([...new Set(idsOf(changes))].sort()).toEqual(ids.sort());
  });

  it('goes on in another process after a kill in mid-window', async () => {
    const remote = rig.another({ pageSize: 5 });
    const { cursor } = await pull(null, remote);
    const ids = rig.ownIds(12);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    const page = await remote.pullPage(await feed(), cursor, never);
    const { changes } = await pull(page.next, rig.another({ pageSize: 5 }));
    expect([...new Set(idsOf(changes))].sort()).toEqual(ids.sort());
  });

  it('gives rows again whose page was not kept', async () => {
    const remote = rig.another({ pageSize: 5 });
    const { cursor } = await pull(null, remote);
    const ids = rig.ownIds(12);
    for (const id of ids) rig.control.edit(ANA, id, { Department: 'Moved' });
    const first = await remote.pullPage(await feed(), cursor, never);
    const second = await remote.pullPage(await feed(), first.next, never);
    expect(second.changes).toHaveLength(5);
    const { changes } = await pull(first.next, remote);
    expect([...new Set(idsOf(changes))].sort()).toEqual(ids.sort());
  });

  it('is no chain of empty pages while it looks a second time', async () => {
    const remote = rig.another({ pageSize: 2 });
    const { cursor } = await pull(null, remote);
    for (const id of rig.ownIds(12)) rig.control.edit(ANA, id, { Department: 'Moved' });
    let at = cursor;
    const sizes: number[] = [];
    for (let isComplete = false; !isComplete;) {
      const page = await remote.pullPage(await feed(), at, never);
      sizes.push(page.changes.length);
      ({ isComplete, next: at } = page);
    }
    expect(sizes).toEqual([2, 2, 2, 2, 2, 2, 0]);
  });

  it('looks three minutes back, for rows that were committed late', async () => {
    const [id] = rig.ownIds(1);
    rig.control.edit(ANA, String(id), { Department: 'Before' });
    const { cursor } = await pull(null);
    expect(idsOf((await pull(cursor)).changes)).toEqual([id]);
  });

  it('takes the newest record for the present where the server’s clock cannot be read', async () => {
    await rig.end();
    rig = await startSalesRig({ hidesHeaders: true });
    expect(rig.remote.serverClock?.()).toBeNull();
    const { cursor } = await pull(null);
    const [id] = rig.ownIds(1);
    rig.control.edit(ANA, String(id), { Department: 'New' });
    const second = await pull(cursor);
    expect(idsOf(second.changes)).toContain(id);
    rig.control.edit(ANA, String(id), { Department: 'Newer' });
    expect((await pull(second.cursor)).changes).toContainEqual(
      expect.objectContaining({
        record: expect.objectContaining({ units: expect.objectContaining({ department: 'Newer' }) }),
      }),
    );
  });

  it('fails as malformed on an answer that ends in the middle', async () => {
    const { cursor } = await pull(null);
    rig.control.setSwitches({ nextTruncatedBodies: 1 });
    await expect(codeOf(pull(cursor))).resolves.toBe('malformed');
  });

  it('starts anew from a cursor that is not its own', async () => {
    await expect(codeOf(pull('https://graph.microsoft.com/' as Cursor))).resolves.toBe('cursor-expired');
  });
});
