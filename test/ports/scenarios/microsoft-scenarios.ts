// What only the mailbox does: full rounds, tokens that die, categories, Deleted Items.

import { describe, expect, it } from '@jest/globals';
import { codeOf, never } from '../../remote/scripted-fetch.ts';
import { recordIn, writesTo } from '../../remote/writes.ts';
import type { InstanceId } from '../../../src/sync/model/ids.ts';
import {
  idOf,
  isGone,
  lastOf,
  onlyFeed,
  pullRound,
  readOne,
  readRecord,
  sendOne,
  shownIn,
  type MicrosoftBench,
} from '../benches/remote-bench.ts';

export function microsoftScenarios(bench: () => MicrosoftBench, instance: InstanceId): void {
  const { create, update } = writesTo('microsoft', instance);

  describe('the delta query', () => {
    it('begins with everything there is, each item once', async () => {
      const { remote, pageSize, ...people } = bench();
      const ids = Array.from({ length: 2 * pageSize + 1 }, (_, n) =>
        people.add({ lastName: `N${String(n)}` }),
      );
      const { changes } = await pullRound(remote, null);
      expect(changes.map(idOf).sort()).toEqual([...ids].sort());
    });

    it('says a removal in so many words', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      const { cursor } = await pullRound(remote, null);
      people.remove(id);
      expect((await pullRound(remote, cursor)).changes).toEqual([{ type: 'removed', id }]);
    });

    it('cannot show a marker', async () => {
      const { remote } = bench();
      const { id } = recordIn(await sendOne(remote, create({ lastName: 'Byron' })));
      const { changes } = await pullRound(remote, null);
      expect(shownIn(changes, id).marker).toBe('unread');
    });

    it('[F20] dies with its tokens, at the end of a round and in the middle', async () => {
      const { remote, pageSize, ...people } = bench();
      for (let n = 0; n <= pageSize; n += 1) people.add({ lastName: `N${String(n)}` });
      const feed = await onlyFeed(remote);
      const page = await remote.pullPage(feed, null, never);
      expect(page.isComplete).toBe(false);
      const { cursor } = await pullRound(remote, null);
      people.expireCursors();
      for (const dead of [page.next, cursor])
        await expect(codeOf(remote.pullPage(feed, dead, never))).resolves.toBe('cursor-expired');
      expect((await pullRound(remote, null)).changes).toHaveLength(pageSize + 1);
    });

    it('shows an item that came back as it was', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      const first = await pullRound(remote, null);
      people.remove(id);
      const second = await pullRound(remote, first.cursor);
      people.restore(id);
      const third = await pullRound(remote, second.cursor);
      expect(isGone(lastOf(second.changes, id))).toBe(true);
      expect(shownIn(third.changes, id).units).toMatchObject({ lastName: 'Byron' });
    });
  });

  describe('an item', () => {
    it('[G2] is missing by a definite answer once it is in Deleted Items', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      people.remove(id);
      await expect(readOne(remote, id)).resolves.toEqual({ id, result: 'missing' });
    });

    it('is shared by its category, in a delta and in a read', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron' });
      const { cursor } = await pullRound(remote, null);
      people.share(id, true);
      expect(shownIn((await pullRound(remote, cursor)).changes, id).isShared).toBe(true);
      expect((await readRecord(remote, id)).isShared).toBe(true);
    });

    it('[D11] loses the category by a write and keeps the rest', async () => {
      const { remote, ...people } = bench();
      const id = people.add({ lastName: 'Byron', jobTitle: 'Captain' });
      people.share(id, true);
      const before = await readRecord(remote, id);
      const record = recordIn(await sendOne(remote, update(before, {}, { unshare: true })));
      expect(record).toMatchObject({ isShared: false, units: before.units });
    });

    it('[G3] is listed with the installation that stamped it, as long as it lives', async () => {
      const { remote, ...people } = bench();
      const own = create({ lastName: 'Own' });
      const plain = create({ lastName: 'Foreign' });
      const foreign = { ...plain, marker: { key: plain.key, instance: 'other' as InstanceId } };
      const gone = create({ lastName: 'Gone' });
      for (const write of [own, foreign]) await sendOne(remote, write);
      people.remove(recordIn(await sendOne(remote, gone)).id);
      people.add({ lastName: 'Unmarked' });
      const marked = await remote.listMarked('contact', never);
      expect(marked.map(({ key, instance: stamp }) => [key, stamp]).sort()).toEqual(
        [
          [own.key, instance],
          [foreign.key, 'other'],
        ].sort(),
      );
    });

    it('is not found by its key in Deleted Items', async () => {
      const { remote, ...people } = bench();
      const write = create({ lastName: 'Byron' });
      people.remove(recordIn(await sendOne(remote, write)).id);
      await expect(remote.findByMarker('contact', [write.key], never)).resolves.toEqual([]);
    });
  });
}
