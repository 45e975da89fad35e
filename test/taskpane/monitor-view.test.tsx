import { describe, expect, it } from '@jest/globals';
import { defaultColumns } from '../../src/taskpane/monitor/data/columns.ts';
import { nextOrder, orderOf, readView, writeView } from '../../src/taskpane/monitor/data/view.ts';

const first = readView('').view;

describe('the view in the address', () => {
  it('is empty for the first view: Last Sync Failed with the first nine columns', () => {
    expect(first).toEqual({
      card: 'failed',
      q: '',
      cause: null,
      runner: null,
      version: null,
      authorization: null,
      sort: null,
      direction: null,
      columns: defaultColumns,
    });
    expect(defaultColumns).toHaveLength(9);
    expect(writeView(first)).toBe('');
  });

  it('reads back what it wrote', () => {
    const view = {
      card: 'expired',
      q: 'Müller & "Söhne"',
      cause: 'throttled',
      runner: 'none',
      version: '1.2.0 β',
      authorization: 'sales-missing',
      sort: 'duration',
      direction: 'asc',
      columns: ['lastSync', 'user', 'paneSeen'],
    } as const;
    expect(readView(writeView(view).slice(1))).toEqual({ view, unknown: [] });
  });

  it('falls back for each value it does not know, and names it', () => {
    expect(
      readView('card=best&cause=bad-luck&sort=age&direction=up&columns=user.hat&theme=pink&q=a'),
    ).toEqual({
      view: { ...first, q: 'a' },
      unknown: ['theme', 'card', 'cause', 'sort', 'direction', 'columns'],
    });
  });

  it('leaves out what is too long for the relay instead of cutting it, and names it', () => {
    const query = `q=${'a'.repeat(201)}&version=${'1'.repeat(33)}`;
    expect(readView(query)).toEqual({ view: first, unknown: ['q', 'version'] });
    expect(readView(`q=${'a'.repeat(200)}`).view.q).toHaveLength(200);
  });

  it('always keeps the column that leads to the details', () => {
    expect(readView('columns=lag').view.columns).toEqual(['user', 'lag']);
  });

  it('knows the usual order of a card, and turns it around', () => {
    expect(orderOf(first)).toEqual({ sort: 'lastStart', direction: 'desc' });
    expect(nextOrder(first, 'lastStart')).toEqual({ sort: 'lastStart', direction: 'asc' });
    expect(nextOrder(first, 'name')).toEqual({ sort: 'name', direction: 'asc' });
    expect(nextOrder(first, 'openErrors')).toEqual({ sort: 'openErrors', direction: 'desc' });
    expect(orderOf({ ...first, card: 'never' })).toBeNull();
  });
});
