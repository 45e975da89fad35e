// Reads by id are the proof of everything that a feed only hints at.

import { describe, expect, it } from '@jest/globals';
import { never } from '../../remote/scripted-fetch.ts';
import { refTo, writesTo } from '../../remote/writes.ts';
import type { InstanceId, LinkKey, RecordId } from '../../../src/sync/model/ids.ts';
import { readOne, readRecord, sendOne, type RemoteBench } from '../benches/remote-bench.ts';

export function readScenarios(bench: () => RemoteBench, instance: InstanceId): void {
  describe('reading', () => {
    it('answers once for every id, whatever the order', async () => {
      const { remote, ...people } = bench();
      const ids = Array.from({ length: 25 }, (_, n) => people.add({ lastName: `N${String(n)}` }));
      const wanted = [...ids, '999999999999999999' as RecordId];
      const answers = await remote.read(
        'contact',
        wanted.map((id) => refTo(id)),
        never,
      );
      expect(answers.map(({ id }) => id).sort()).toEqual([...wanted].sort());
      expect(answers.filter(({ result }) => result !== 'found').map(({ id }) => id)).toEqual(
        wanted.slice(25),
      );
    });

    it('answers nothing when nothing is asked', async () => {
      await expect(bench().remote.read('contact', [], never)).resolves.toEqual([]);
    });

    it('shows a record whole: every unit of its side, blank ones as null', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron', jobTitle: 'Captain' });
      const record = await readRecord(remote, id);
      expect(Object.keys(record.units).sort()).toEqual([...remote.mapping('contact').units].sort());
      expect(record).toMatchObject({
        id,
        side: remote.side,
        kind: 'contact',
        isDeleted: false,
        marker: null,
      });
      expect(record.units).toMatchObject({ lastName: 'Byron', jobTitle: 'Captain', department: null });
    });

    it('shows an edit under a new etag and not before its time', async () => {
      const { remote, later, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      const before = await readRecord(remote, id);
      later(2_000);
      people.edit(id, { jobTitle: 'Captain' });
      const after = await readRecord(remote, id);
      expect(after.units).toMatchObject({ jobTitle: 'Captain' });
      expect(after.etag).not.toBe(before.etag);
      expect(after.modifiedAtMs).toBeGreaterThanOrEqual(before.modifiedAtMs);
      expect(after.createdAtMs).toBe(before.createdAtMs);
    });

    it('shows the same etag as long as nothing happens', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      const [one, two] = [await readRecord(remote, id), await readRecord(remote, id)];
      expect(two).toEqual(one);
    });

    it('has the sentinel resolve while the account can be read', async () => {
      await expect(bench().remote.sentinel('contact', never)).resolves.toBeUndefined();
    });

    it('counts its requests', async () => {
      const { remote, ...people } = bench();
      const before = remote.meter().requests;
      await readOne(remote, people.add({ lastName: 'Byron' }));
      expect(remote.meter().requests).toBeGreaterThan(before);
    });
  });

  describe('searching by marker', () => {
    const { create } = writesTo('sales', instance);

    it('finds exactly the records of the keys that are asked for', async () => {
      const { remote } = bench();
      const writes = ['One', 'Two', 'Three'].map((lastName) => ({
        ...create({ lastName }),
        side: remote.side,
      }));
      for (const write of writes) await sendOne(remote, write);
      const keys = writes.slice(0, 2).map(({ key }) => key);
      const found = await remote.findByMarker('contact', [...keys, 'nobody' as LinkKey], never);
      expect(found.map(({ units }) => units['lastName']).sort()).toEqual(['One', 'Two']);
      expect(found.map(({ marker }) => marker)).toEqual(
        expect.arrayContaining(keys.map((key) => ({ key, instance }))),
      );
    });

    it('finds nothing for no key', async () => {
      await expect(bench().remote.findByMarker('contact', [], never)).resolves.toEqual([]);
    });
  });
}
