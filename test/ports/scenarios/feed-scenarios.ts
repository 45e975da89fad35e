// What a feed owes an engine: every change in this round or the next, and pages that can be asked for again.

import { describe, expect, it } from '@jest/globals';
import { never } from '../../remote/scripted-fetch.ts';
import {
  idOf,
  isGone,
  lastOf,
  onlyFeed,
  pullRound,
  readRecord,
  shownIn,
  type RemoteBench,
} from '../benches/remote-bench.ts';

export function feedScenarios(bench: () => RemoteBench): void {
  describe('a feed', () => {
    it('is one of its side and kind', async () => {
      const { remote } = bench();
      await expect(onlyFeed(remote)).resolves.toMatchObject({ side: remote.side, kind: 'contact' });
    });

    it('reports an edit, a new record and a removal of the time after the last round', async () => {
      const { remote, ...people } = bench();
      const [edited, removed] = [people.add({ lastName: 'Edited' }), people.add({ lastName: 'Removed' })];
      const { cursor } = await pullRound(remote, null);
      people.edit(edited, { jobTitle: 'Captain' });
      people.remove(removed);
      const added = people.add({ lastName: 'Added' });
      const { changes } = await pullRound(remote, cursor);
      expect(shownIn(changes, edited).units).toMatchObject({ lastName: 'Edited', jobTitle: 'Captain' });
      expect(shownIn(changes, added).units).toMatchObject({ lastName: 'Added' });
      expect(isGone(lastOf(changes, removed))).toBe(true);
    });

    it('shows records as a read by id does, but for the marker', async () => {
      const { remote, ...people } = bench();
      const { cursor } = await pullRound(remote, null);
      const id = people.add({ firstName: 'Ada', lastName: 'Byron', email: 'ada@contoso.example' });
      const { changes } = await pullRound(remote, cursor);
      const { marker: _shown, ...shown } = shownIn(changes, id);
      const { marker: _read, ...read } = await readRecord(remote, id);
      expect(shown).toEqual(read);
    });

    it('[I19] has nothing new to say when nothing happened', async () => {
      const { remote, ...people } = bench();
      const { cursor } = await pullRound(remote, null);
      const id = people.add({ lastName: 'Byron' });
      const first = await pullRound(remote, cursor);
      const second = await pullRound(remote, first.cursor);
      const known = shownIn(first.changes, id).etag;
      const etags = second.changes.map((change) =>
        change.type === 'upserted' ? change.record.etag : 'gone',
      );
      expect(etags.filter((etag) => etag !== known)).toEqual([]);
    });

    it('splits a long round into pages that bring every record', async () => {
      const { remote, pageSize, ...people } = bench();
      const { cursor } = await pullRound(remote, null);
      const ids = Array.from({ length: 2 * pageSize + 1 }, (_, n) =>
        people.add({ lastName: `N${String(n)}` }),
      );
      const { changes, pages } = await pullRound(remote, cursor);
      expect(pages.length).toBeGreaterThan(2);
      expect(Math.max(...pages.map((page) => page.changes.length))).toBeLessThanOrEqual(pageSize);
      expect(ids.filter((id) => lastOf(changes, id) === undefined)).toEqual([]);
    });

    it('[I15] reports what changes while a round runs in this round or the next', async () => {
      const { remote, pageSize, ...people } = bench();
      const { cursor } = await pullRound(remote, null);
      const ids = Array.from({ length: pageSize + 2 }, (_, n) => people.add({ lastName: `N${String(n)}` }));
      const [first] = ids;
      if (first === undefined) throw new Error('a record wanted');
      const page = await remote.pullPage(await onlyFeed(remote), cursor, never);
      people.edit(first, { jobTitle: 'Captain' });
      const added = people.add({ lastName: 'Late' });
      const rest = await pullRound(remote, page.next);
      const next = await pullRound(remote, rest.cursor);
      const changes = [...rest.changes, ...next.changes];
      expect(shownIn(changes, first).units).toMatchObject({ jobTitle: 'Captain' });
      expect(shownIn(changes, added).units).toMatchObject({ lastName: 'Late' });
    });

    it('goes on in another process, from the middle of a round and from its end', async () => {
      const { remote, pageSize, another, ...people } = bench();
      const { cursor } = await pullRound(remote, null);
      const ids = Array.from({ length: pageSize + 2 }, (_, n) => people.add({ lastName: `N${String(n)}` }));
      const page = await remote.pullPage(await onlyFeed(remote), cursor, never);
      const rest = await pullRound(another(), page.next);
      const seen = new Set([...page.changes, ...rest.changes].map(idOf));
      expect(ids.filter((id) => !seen.has(id))).toEqual([]);
      const added = people.add({ lastName: 'Added' });
      const next = await pullRound(another(), rest.cursor);
      expect(shownIn(next.changes, added).units).toMatchObject({ lastName: 'Added' });
    });

    it('[F6] answers a cursor of long ago with everything since', async () => {
      const { remote, ...people } = bench();
      const { cursor } = await pullRound(remote, null);
      const [one, two] = [people.add({ lastName: 'One' }), people.add({ lastName: 'Two' })];
      await pullRound(remote, (await pullRound(remote, cursor)).cursor);
      people.remove(two);
      const { changes } = await pullRound(remote, cursor);
      expect(shownIn(changes, one).units).toMatchObject({ lastName: 'One' });
      expect(isGone(lastOf(changes, two))).toBe(true);
    });
  });
}
