// Committing: all or nothing, in order, by value, and fenced by the lease's epoch.

import type { InboxRow } from '../../src/sync/model/state.ts';
import type { StoreOperation, SyncStore } from '../../src/sync/ports/sync-store.ts';
import { checkEqual, checkRejects } from '../support/store-check.ts';
import { answerRow, cursorRow, inboxRow, linkRow } from '../support/store-rows.ts';
import type { Scenario } from './scenario.ts';

const settledTitle = 'Before';

/** A store with one link and one cursor, and a way to prove that nothing of it changed. */
async function filled(store: SyncStore): Promise<() => Promise<void>> {
  const link = { ...linkRow('a'), title: settledTitle };
  const cursor = cursorRow('folder-1', 'c1');
  await store.commit(1, [
    { table: 'links', put: [link] },
    { table: 'cursors', put: [cursor] },
  ]);
  return async () => {
    checkEqual(await store.scan('links', { limit: 10 }), [link], 'links');
    checkEqual(await store.scan('cursors', { limit: 10 }), [cursor], 'cursors');
    checkEqual(await store.count('inbox'), 0, 'inbox');
  };
}

/** A page with its cursor and a removal, and `bad` among its rows. */
function pageWith(bad: object): readonly StoreOperation[] {
  return [
    { table: 'inbox', put: [inboxRow('r1'), inboxRow('r2')] },
    { table: 'links', remove: ['a'] },
    { table: 'inbox', put: [inboxRow('r3'), bad as InboxRow, inboxRow('r4')] },
    { table: 'cursors', put: [cursorRow('folder-1', 'c2')] },
  ];
}

const atomicity: readonly Scenario[] = [
  {
    title: '[I15] changes nothing when a row in the middle of a commit has no key',
    async run(store) {
      const checkUnchanged = await filled(store);
      await checkRejects(store.commit(1, pageWith({ ...inboxRow('r'), id: undefined })), 'unknown');
      await checkUnchanged();
    },
  },
  {
    title: '[I15] changes nothing when a row in the middle of a commit cannot be stored',
    async run(store) {
      const checkUnchanged = await filled(store);
      await checkRejects(store.commit(1, pageWith({ ...inboxRow('r'), since: () => 1 })), 'unknown');
      await checkUnchanged();
    },
  },
  {
    title: '[I15] goes on working after a commit that failed',
    async run(store) {
      await filled(store);
      await checkRejects(store.commit(1, pageWith({})), 'unknown');
      await store.commit(1, [{ table: 'inbox', put: [inboxRow('r')] }]);
      checkEqual(await store.count('inbox'), 1);
    },
  },
  {
    title: 'applies the operations of a commit in their order',
    async run(store) {
      const [first, second] = [linkRow('a', { sales: 'one' }), linkRow('a', { sales: 'two' })];
      await store.commit(1, [
        { table: 'links', put: [linkRow('b'), first] },
        { table: 'links', remove: ['a', 'b', 'never-there'] },
        { table: 'links', put: [first, second] },
      ]);
      checkEqual(await store.scan('links', { limit: 10 }), [second]);
      checkEqual(await store.where('links', 'sales.id', ['one']), []);
    },
  },
  {
    title: 'keeps commits that run at the same time apart, the later one on top',
    async run(store) {
      const titled = (title: string): StoreOperation => ({
        table: 'links',
        put: ['a', 'b', 'c'].map((key) => ({ ...linkRow(key), title })),
      });
      await Promise.all([
        store.commit(1, [titled('first')]),
        store.commit(1, [titled('second'), { table: 'links', remove: ['c'] }]),
      ]);
      const titles = (await store.scan('links', { limit: 10 })).map(({ title }) => title);
      checkEqual(titles, ['second', 'second']);
    },
  },
  {
    title: 'accepts a commit without operations',
    async run(store) {
      await store.commit(1, []);
      await store.commit(null, []);
      checkEqual(await store.count('links'), 0);
    },
  },
  {
    title: 'commits 5,000 rows at once and scans them in pages',
    async run(store) {
      const keyAt = (at: number): string => String((at * 7919) % 5000).padStart(4, '0');
      const rows = Array.from({ length: 5000 }, (_, at) => linkRow(keyAt(at)));
      await store.commit(1, [{ table: 'links', put: rows }]);
      checkEqual(await store.count('links'), 5000);
      let seen = 0;
      for (let page = await store.scan('links', { limit: 1000 }); page.length > 0;) {
        for (const row of page) checkEqual(row.key, String(seen++).padStart(4, '0'));
        page = await store.scan('links', { after: page.at(-1)?.key ?? '', limit: 1000 });
      }
      checkEqual(seen, 5000);
      checkEqual((await store.where('links', 'sales.id', ['s-4999']))[0], linkRow('4999'));
    },
  },
];

const isolation: readonly Scenario[] = [
  {
    title: 'keeps what was put when the caller changes its object afterwards',
    async run(store) {
      const row = { ...linkRow('a'), recentWrites: [{ atMs: 1, side: 'sales' as const, digests: {} }] };
      await store.commit(1, [{ table: 'links', put: [row] }]);
      row.title = 'changed';
      row.recentWrites.push({ atMs: 2, side: 'sales', digests: {} });
      const stored = await store.get('links', 'a');
      checkEqual([stored?.title, stored?.recentWrites.length], ['Title of a', 1]);
    },
  },
  {
    title: 'keeps what was put when the caller changes what it read',
    async run(store) {
      await store.commit(1, [{ table: 'links', put: [linkRow('a')] }]);
      const read = (await store.get('links', 'a')) as
        { title: string; microsoft: { id: string } } | undefined;
      try {
        if (read !== undefined) read.microsoft.id = 'changed';
      } catch (error) {
        checkEqual(error instanceof TypeError, true, 'a frozen row throws TypeError');
      }
      checkEqual(await store.get('links', 'a'), linkRow('a'));
      checkEqual(await store.where('links', 'microsoft.id', ['changed']), []);
    },
  },
  {
    title: 'stores a changed copy of a row it gave out',
    async run(store) {
      await store.commit(1, [{ table: 'links', put: [linkRow('a')] }]);
      const read = (await store.get('links', 'a')) ?? linkRow('none');
      await store.commit(1, [{ table: 'links', put: [{ ...read, sales: null, title: 'changed' }] }]);
      checkEqual(await store.get('links', 'a'), { ...linkRow('a'), sales: null, title: 'changed' });
      checkEqual(await store.where('links', 'sales.id', ['s-a']), []);
    },
  },
];

const fencing: readonly Scenario[] = [
  {
    title: '[I30] refuses an older epoch with lease-lost and changes nothing',
    async run(store) {
      await store.commit(7, [{ table: 'links', put: [linkRow('a')] }]);
      const late: readonly StoreOperation[] = [
        { table: 'links', remove: ['a'] },
        { table: 'inbox', put: [inboxRow('r')] },
      ];
      await checkRejects(store.commit(6, late), 'lease-lost');
      await checkRejects(store.commit(6, []), 'lease-lost');
      checkEqual([await store.count('links'), await store.count('inbox')], [1, 0]);
    },
  },
  {
    title: '[I30] accepts the same epoch again and every greater one',
    async run(store) {
      await store.commit(7, [{ table: 'links', put: [linkRow('a')] }]);
      await store.commit(7, [{ table: 'links', put: [linkRow('b')] }]);
      await store.commit(9, []);
      await checkRejects(store.commit(8, [{ table: 'links', put: [linkRow('c')] }]), 'lease-lost');
      checkEqual(await store.count('links'), 2);
    },
  },
  {
    title: "[I30] accepts a person's own rows at any time without moving the fence",
    async run(store) {
      await store.commit(null, [{ table: 'answers', put: [answerRow('a')] }]);
      await store.commit(3, []);
      await store.commit(null, [{ table: 'answers', put: [answerRow('b')] }]);
      await store.commit(3, [{ table: 'answers', remove: ['a'] }]);
      await checkRejects(store.commit(2, []), 'lease-lost');
      checkEqual(await store.scan('answers', { limit: 10 }), [answerRow('b')]);
    },
  },
  {
    title: '[I30] does not move the fence with a commit that failed',
    async run(store) {
      await store.commit(3, []);
      await checkRejects(store.commit(9, pageWith({})), 'unknown');
      await store.commit(3, [{ table: 'links', put: [linkRow('a')] }]);
      checkEqual(await store.count('links'), 1);
    },
  },
];

export const commitScenarios: readonly Scenario[] = [...atomicity, ...isolation, ...fencing];
