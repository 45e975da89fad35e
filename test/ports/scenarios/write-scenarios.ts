// Writes: one outcome each, an etag that decides, and records in the answers that a later read confirms.

import { describe, expect, it } from '@jest/globals';
import { never } from '../../remote/scripted-fetch.ts';
import { recordIn, refTo, writesTo, type WriteMaker } from '../../remote/writes.ts';
import type { InstanceId } from '../../../src/sync/model/ids.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import {
  isGone,
  lastOf,
  pullRound,
  readOne,
  readRecord,
  resultsOf,
  send,
  sendOne,
  type RemoteBench,
} from '../benches/remote-bench.ts';

export function writeScenarios(
  bench: () => RemoteBench,
  { side, instance }: { readonly side: Side; readonly instance: InstanceId },
): void {
  const maker = writesTo(side, instance);
  describe('creating', () => {
    createScenarios(bench, maker);
  });
  describe('updating', () => {
    updateScenarios(bench, maker);
  });
  describe('deleting', () => {
    deleteScenarios(bench, maker);
  });
  describe('a batch', () => {
    batchScenarios(bench, maker);
  });
}

function createScenarios(bench: () => RemoteBench, { create }: WriteMaker): void {
  it('carries its marker, and the record is found by that key', async () => {
    const { remote } = bench();
    const write = create({ firstName: 'Ada', lastName: 'Byron', email: 'ada@contoso.example' });
    const record = recordIn(await sendOne(remote, write));
    expect(record).toMatchObject({ units: write.units, marker: write.marker, isDeleted: false });
    await expect(remote.findByMarker('contact', [write.key], never)).resolves.toEqual([record]);
    await expect(readRecord(remote, record.id)).resolves.toEqual(record);
  });

  it('is reported by the next round', async () => {
    const { remote } = bench();
    const { cursor } = await pullRound(remote, null);
    const record = recordIn(await sendOne(remote, create({ lastName: 'Byron' })));
    const { changes } = await pullRound(remote, cursor);
    expect(lastOf(changes, record.id)).toMatchObject({ type: 'upserted', record: { etag: record.etag } });
  });

  it('holds what `fit` says it would hold', async () => {
    const { remote } = bench();
    const { fit, compare } = remote.mapping('contact');
    const units = { lastName: 'Byron', jobTitle: `  ${'long '.repeat(200)}`, department: ' D ' };
    const record = recordIn(await sendOne(remote, create(units)));
    for (const [unit, value] of Object.entries(units))
      expect(compare(unit, record.units[unit] ?? null)).toEqual(compare(unit, fit(unit, value)));
  });
}

function updateScenarios(bench: () => RemoteBench, { update }: WriteMaker): void {
  it('changes the units it names and no other', async () => {
    const { remote, ...people } = bench();
    const id = people.add({ lastName: 'Byron', jobTitle: 'Captain', department: 'Navy' });
    const before = await readRecord(remote, id);
    const record = recordIn(await sendOne(remote, update(before, { jobTitle: 'Admiral' })));
    expect(record.units).toEqual({ ...before.units, jobTitle: 'Admiral' });
    expect(record.etag).not.toBe(before.etag);
    const after = await readRecord(remote, id);
    expect({ ...after, marker: null }).toEqual({ ...record, marker: null });
  });

  it('clears a unit with null', async () => {
    const { remote, ...people } = bench();
    const before = await readRecord(remote, people.add({ lastName: 'Byron', jobTitle: 'Captain' }));
    const record = recordIn(await sendOne(remote, update(before, { jobTitle: null })));
    expect(record.units['jobTitle']).toBeNull();
  });

  it('stamps a record that was there before us', async () => {
    const { remote, ...people } = bench();
    const before = await readRecord(remote, people.add({ lastName: 'Byron' }));
    const plain = update(before, {});
    const write = { ...plain, marker: { key: plain.key, instance: 'sandbox-1' as InstanceId } };
    const record = recordIn(await sendOne(remote, write));
    expect(record.marker).toEqual(write.marker);
    await expect(remote.findByMarker('contact', [write.key], never)).resolves.toMatchObject([
      { id: record.id },
    ]);
  });

  it('[I2] is refused with the etag of an older version, and changes nothing', async () => {
    const { remote, later, ...people } = bench();
    const id = people.add({ lastName: 'Byron' });
    const before = await readRecord(remote, id);
    later(2_000);
    people.edit(id, { jobTitle: 'Captain' });
    const outcome = await sendOne(remote, update(before, { jobTitle: 'Admiral' }));
    expect(outcome.result).toBe('precondition-failed');
    expect((await readRecord(remote, id)).units).toMatchObject({ jobTitle: 'Captain' });
  });

  it('[I2] is refused with an older etag in a batch too, and the others are written', async () => {
    const { remote, later, ...people } = bench();
    const ids = [people.add({ lastName: 'One' }), people.add({ lastName: 'Two' })] as const;
    const [one, two] = [await readRecord(remote, ids[0]), await readRecord(remote, ids[1])];
    later(2_000);
    people.edit(ids[0], { jobTitle: 'Captain' });
    const outcomes = await send(
      remote,
      update(one, { jobTitle: 'Admiral' }),
      update(two, { jobTitle: 'Admiral' }),
    );
    expect(resultsOf(outcomes)).toEqual(['precondition-failed', 'written']);
    expect((await readRecord(remote, ids[0])).units).toMatchObject({ jobTitle: 'Captain' });
  });

  it('[I20] answers the etag under which the next round reports it', async () => {
    const { remote, ...people } = bench();
    const before = await readRecord(remote, people.add({ lastName: 'Byron' }));
    const { cursor } = await pullRound(remote, null);
    const record = recordIn(await sendOne(remote, update(before, { jobTitle: 'Admiral' })));
    const { changes } = await pullRound(remote, cursor);
    expect(lastOf(changes, before.id)).toMatchObject({ type: 'upserted', record: { etag: record.etag } });
  });

  it('writes nothing where nothing is to be written', async () => {
    const { remote, ...people } = bench();
    const before = await readRecord(remote, people.add({ lastName: 'Byron' }));
    const record = recordIn(await sendOne(remote, update(before, {})));
    expect(record.etag).toBe(before.etag);
  });

  it('finds a record gone that a person removed', async () => {
    const { remote, ...people } = bench();
    const id = people.add({ lastName: 'Byron' });
    const before = await readRecord(remote, id);
    people.remove(id);
    const { result } = await sendOne(remote, update(before, { jobTitle: 'Admiral' }));
    expect(['gone', 'precondition-failed']).toContain(result);
    expect(await isAway(bench(), id)).toBe(true);
  });
}

function deleteScenarios(bench: () => RemoteBench, { remove }: WriteMaker): void {
  it('takes the record away, for reads and for the next round', async () => {
    const { remote, ...people } = bench();
    const id = people.add({ lastName: 'Byron' });
    const before = await readRecord(remote, id);
    const { cursor } = await pullRound(remote, null);
    await expect(sendOne(remote, remove(before))).resolves.toMatchObject({ result: 'deleted' });
    expect(await isAway(bench(), id)).toBe(true);
    const { changes } = await pullRound(remote, cursor);
    expect(isGone(lastOf(changes, id))).toBe(true);
  });

  it('[I6] is refused with the etag of an older version', async () => {
    const { remote, later, ...people } = bench();
    const id = people.add({ lastName: 'Byron' });
    const before = await readRecord(remote, id);
    later(2_000);
    people.edit(id, { jobTitle: 'Captain' });
    await expect(sendOne(remote, remove(before))).resolves.toMatchObject({ result: 'precondition-failed' });
    expect(await isAway(bench(), id)).toBe(false);
  });

  it('never says `deleted` of what somebody else deleted before', async () => {
    const { remote, ...people } = bench();
    const id = people.add({ lastName: 'Byron' });
    const before = await readRecord(remote, id);
    people.remove(id);
    const { result } = await sendOne(remote, remove(before));
    expect(['gone', 'precondition-failed']).toContain(result);
  });
}

function batchScenarios(bench: () => RemoteBench, { create, update, remove }: WriteMaker): void {
  it('has one outcome per write, mixed as it comes', async () => {
    const { remote, later, ...people } = bench();
    const ids = ['A', 'B', 'C', 'D'].map((lastName) => people.add({ lastName }));
    const [a, b, c, d] = await Promise.all(ids.map((id) => readRecord(remote, id)));
    if (!a || !b || !c || !d) throw new Error('four records wanted');
    later(2_000);
    people.edit(b.id, { jobTitle: 'Captain' });
    people.remove(d.id);
    const outcomes = await send(
      remote,
      update(a, { jobTitle: 'Admiral' }),
      update(b, { jobTitle: 'Admiral' }),
      remove(c),
      update(d, { jobTitle: 'Admiral' }),
      create({ lastName: 'E' }),
    );
    const [first, second, third, fourth, fifth] = resultsOf(outcomes);
    expect([first, second, third, fifth]).toEqual(['written', 'precondition-failed', 'deleted', 'written']);
    expect(['gone', 'precondition-failed']).toContain(fourth);
  });

  it('takes as many writes as it says', async () => {
    const { remote } = bench();
    const writes = Array.from({ length: remote.batchSize }, (_, n) => create({ lastName: `N${String(n)}` }));
    const outcomes = await send(remote, ...writes);
    expect(new Set(resultsOf(outcomes))).toEqual(new Set(['written']));
    const ids = outcomes.map((outcome) => recordIn(outcome).id);
    expect(new Set(ids).size).toBe(writes.length);
    const answers = await remote.read(
      'contact',
      ids.map((id) => refTo(id)),
      never,
    );
    expect(answers.every(({ result }) => result === 'found')).toBe(true);
  });

  it('sends nothing for no write', async () => {
    await expect(bench().remote.write([], never)).resolves.toEqual([]);
  });
}

/** Gone for the engine: a definite 404, or softly deleted. */
async function isAway({ remote }: RemoteBench, id: Parameters<typeof readOne>[1]): Promise<boolean> {
  const answer = await readOne(remote, id);
  return answer.result === 'missing' || (answer.result === 'found' && answer.record.isDeleted);
}
