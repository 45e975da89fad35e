import { describe, expect, it } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import type { UserPage, UserRow } from '../../src/contract/users.ts';
import { createListedRows } from '../../src/taskpane/monitor/table/listed-rows.ts';
import { applyRows } from '../../src/taskpane/monitor/data/live-cache.ts';
import { checkOf, notListedOf, type Picked } from '../../src/taskpane/monitor/data/use-selecting.ts';
import { monitorUser } from '../support/monitor-users.ts';

const page = (...items: readonly UserRow[]): UserPage => ({
  items: [...items],
  next: 'more',
  total: 9,
  isCut: false,
  isSortTooWide: false,
});
const [ana, ben, chloe, dmitri] = [0, 1, 2, 3].map((n) => monitorUser(n)) as [
  UserRow,
  UserRow,
  UserRow,
  UserRow,
];
const newer = (row: UserRow): UserRow => ({ ...row, displayName: 'Newer', version: 2 });

describe('the rows of all pages', () => {
  it('are the same array as long as the pages are the same', () => {
    const list = createListedRows();
    const first = page(ana, ben);
    expect(list([first])).toEqual([ana, ben]);
    expect(list([first])).toBe(list([first]));
  });

  it('grow by the next page, and list a row that moved meanwhile once', () => {
    const list = createListedRows();
    const first = page(ana, ben);
    list([first]);
    expect(list([first, page(newer(ben), chloe)])).toEqual([ana, ben, chloe]);
  });

  it('change where they stand', () => {
    const list = createListedRows();
    const [first, second] = [page(ana, ben), page(chloe, dmitri)];
    list([first, second]);
    expect(list([first, page(newer(chloe), dmitri)])).toEqual([ana, ben, newer(chloe), dmitri]);
  });

  it('take the change of the first of two that are one user, not of the second', () => {
    const list = createListedRows();
    const [first, second] = [page(ana, ben), page(newer(ben), chloe)];
    list([first, second]);
    const third = { ...ben, displayName: 'Third', version: 3 };
    expect(list([first, page(third, chloe)])).toEqual([ana, ben, chloe]);
    expect(list([page(ana, third), page(third, chloe)])).toEqual([ana, third, chloe]);
  });

  it('begin anew with another list, a shorter one, or other users on a page', () => {
    const list = createListedRows();
    list([page(ana, ben), page(chloe)]);
    expect(list([page(dmitri)])).toEqual([dmitri]);
    expect(list([page(dmitri), page(ana)])).toEqual([dmitri, ana]);
    expect(list([page(ben), page(ana)])).toEqual([ben, ana]);
    expect(list([])).toEqual([]);
  });
});

describe('[M9] a pushed row', () => {
  const shown = (client: QueryClient): readonly UserPage[] =>
    client.getQueryData<{ readonly pages: readonly UserPage[] }>(['users', 'all'])?.pages ?? [];

  it('changes the page it stands on and leaves the others as they are', () => {
    const client = new QueryClient();
    const pages = [page(ana, ben), page(chloe, dmitri)];
    client.setQueryData(['users', 'all'], { pages, pageParams: [null, 'more'] });
    applyRows(client, [newer(chloe)]);
    expect(shown(client)[0]).toBe(pages[0]);
    expect(shown(client)[1]?.items).toEqual([newer(chloe), dmitri]);
    const third = { ...dmitri, displayName: 'Third', version: 3 };
    applyRows(client, [third, { ...chloe, displayName: 'Older' }]);
    expect(shown(client)[1]?.items).toEqual([newer(chloe), third]);
  });
});

describe('the box above the rows', () => {
  const rows = [ana, ben, chloe];
  const boxOf = (picked: Picked): boolean | 'mixed' => {
    const has = (id: string): boolean => (picked.by === 'ids' ? picked.ids.has(id) : !picked.except.has(id));
    const nothing = (): void => undefined;
    const deeds = { toggle: nothing, pick: nothing, drop: nothing, pickAllMatching: nothing, clear: nothing };
    const isListed = (id: string): boolean => rows.some((row) => row.id === id);
    const notListed = notListedOf(picked, { isListed }).length;
    return checkOf({ picked, has, isFull: false, ...deeds }, rows, notListed);
  };
  const ids = (...users: readonly UserRow[]): ReadonlySet<string> => new Set(users.map(({ id }) => id));

  it.each([
    ['nobody picked', { by: 'ids', ids: ids() }, false],
    ['one picked', { by: 'ids', ids: ids(ben) }, 'mixed'],
    ['nobody of them picked, but others', { by: 'ids', ids: ids(dmitri) }, false],
    ['all rows picked', { by: 'ids', ids: ids(ana, ben, chloe, dmitri) }, true],
    [
      'as many picked as there are rows, one of them no longer here',
      { by: 'ids', ids: ids(ana, ben, dmitri) },
      'mixed',
    ],
    ['everybody who matches', { by: 'filter', except: ids() }, true],
    ['everybody but one', { by: 'filter', except: ids(ben) }, 'mixed'],
    ['everybody but all rows', { by: 'filter', except: ids(ana, ben, chloe) }, false],
  ] as const)('with %s', (_, picked, box) => {
    expect(boxOf(picked)).toBe(box);
  });
});
