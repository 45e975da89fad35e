// Reading: by key, by index, in key order, by count.

import type { StoreOperation, TableName, Tables } from '../../src/sync/ports/sync-store.ts';
import { primaryKeys } from '../../src/sync/ports/sync-store.ts';
import { checkEqual } from '../support/store-check.ts';
import { inboxRow, linkRow, sampleRows, unlinkedRow } from '../support/store-rows.ts';
import type { Scenario } from './scenario.ts';

const keysOf = (rows: readonly { readonly key: string }[]): readonly string[] => rows.map(({ key }) => key);

export const readScenarios: readonly Scenario[] = [
  {
    title: 'answers undefined, nothing and zero while it is empty',
    async run(store) {
      checkEqual(await store.get('links', 'k'), undefined);
      checkEqual(await store.getMany('links', ['k', 'l']), [undefined, undefined]);
      checkEqual(await store.where('links', 'sales.id', ['s']), []);
      checkEqual(await store.scan('links', { limit: 10 }), []);
      checkEqual(await store.count('links'), 0);
    },
  },
  {
    title: 'gives back a row of every table as it was put',
    async run(store) {
      const tables = Object.keys(primaryKeys) as readonly TableName[];
      await store.commit(
        null,
        tables.map((table) => ({ table, put: [sampleRows[table]] }) as StoreOperation),
      );
      for (const table of tables) {
        const row = sampleRows[table] as Tables[TableName] & Record<string, unknown>;
        checkEqual(await store.get(table, String(row[primaryKeys[table]])), row, table);
        checkEqual(await store.count(table), 1, table);
      }
    },
  },
  {
    title: 'answers many keys in the order asked, undefined where there is no row',
    async run(store) {
      const [a, b] = [linkRow('a'), linkRow('b')];
      await store.commit(1, [{ table: 'links', put: [a, b] }]);
      checkEqual(await store.getMany('links', ['b', 'none', 'a', 'b']), [b, undefined, a, b]);
    },
  },
  {
    title: 'finds links by the id of either side, in key order',
    async run(store) {
      const rows = ['c', 'a', 'b'].map((key) => linkRow(key));
      await store.commit(1, [{ table: 'links', put: rows }]);
      checkEqual(keysOf(await store.where('links', 'microsoft.id', ['m-b'])), ['b']);
      checkEqual(keysOf(await store.where('links', 'sales.id', ['s-c', 's-none', 's-a', 's-c'])), ['a', 'c']);
      checkEqual(await store.where('links', 'sales.id', ['m-a']), []);
      checkEqual(await store.where('links', 'sales.id', []), []);
    },
  },
  {
    title: 'finds a link that lacks an end by its other end only',
    async run(store) {
      await store.commit(1, [{ table: 'links', put: [linkRow('a', { sales: null })] }]);
      checkEqual(keysOf(await store.where('links', 'microsoft.id', ['m-a'])), ['a']);
      checkEqual(await store.where('links', 'sales.id', ['s-a', 'null', '']), []);
    },
  },
  {
    title: 'shows duplicates of an indexed id instead of refusing them',
    async run(store) {
      const twins = [linkRow('b', { sales: 'same' }), linkRow('a', { sales: 'same' })];
      await store.commit(1, [{ table: 'links', put: twins }]);
      checkEqual(keysOf(await store.where('links', 'sales.id', ['same'])), ['a', 'b']);
    },
  },
  {
    title: 'finds an unlinked row by any of its natural keys, and once by several',
    async run(store) {
      const [one, two] = [unlinkedRow('1', ['mail', 'name']), unlinkedRow('2', ['name', 'name'])];
      await store.commit(1, [{ table: 'unlinked', put: [two, one, unlinkedRow('3', [])] }]);
      checkEqual(await store.where('unlinked', 'naturalKeys', ['mail']), [one]);
      checkEqual(await store.where('unlinked', 'naturalKeys', ['name', 'mail']), [one, two]);
    },
  },
  {
    title: 'forgets what a row was indexed under once it changes or goes',
    async run(store) {
      await store.commit(1, [{ table: 'links', put: [linkRow('a', { sales: 'old' }), linkRow('b')] }]);
      await store.commit(1, [
        { table: 'links', put: [linkRow('a', { sales: 'new' })] },
        { table: 'links', remove: ['b'] },
      ]);
      checkEqual(keysOf(await store.where('links', 'sales.id', ['old', 's-b', 'new'])), ['a']);
      checkEqual(keysOf(await store.where('links', 'microsoft.id', ['m-a', 'm-b'])), ['a']);
    },
  },
  {
    title: 'scans keys in the order of their code units, not of a language',
    async run(store) {
      const ordered = ['', '!', '10', '9', 'A', 'Z', 'a', 'a!', 'a0', 'é', '\u{1f600}', '\ufffd'];
      const shuffled = [5, 11, 0, 8, 3, 10, 1, 7, 2, 9, 6, 4].map((at) => linkRow(String(ordered[at])));
      await store.commit(1, [{ table: 'links', put: shuffled }]);
      checkEqual(keysOf(await store.scan('links', { limit: 100 })), ordered);
      checkEqual(keysOf(await store.scan('links', { after: 'a', limit: 2 })), ['a!', 'a0']);
      checkEqual(keysOf(await store.scan('links', { after: 'Zz', limit: 1 })), ['a']);
      checkEqual(await store.scan('links', { after: '\ufffd', limit: 1 }), []);
      checkEqual(await store.scan('links', { limit: 0 }), []);
    },
  },
  {
    title: 'scans on after a key that was removed meanwhile',
    async run(store) {
      await store.commit(1, [{ table: 'inbox', put: ['a', 'b', 'c', 'd', 'e'].map((id) => inboxRow(id)) }]);
      const settled: string[] = [];
      for (let page = await store.scan('inbox', { limit: 2 }); page.length > 0;) {
        settled.push(...page.map(({ recordId }) => recordId));
        const ids = page.map(({ id }) => id);
        await store.commit(1, [{ table: 'inbox', remove: ids }]);
        page = await store.scan('inbox', { after: ids.at(-1) ?? '', limit: 2 });
      }
      checkEqual(settled, ['a', 'b', 'c', 'd', 'e']);
      checkEqual(await store.count('inbox'), 0);
    },
  },
];
