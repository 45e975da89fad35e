import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createMonitorCache } from '../../src/store/dexie/monitor-cache.ts';
import { queryKeys } from '../../src/taskpane/monitor/data/query-keys.ts';
import { readView } from '../../src/taskpane/monitor/data/view.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorCards, monitorUser, monitorUsers, userIdOf } from '../support/monitor-users.ts';
import { administrator, showMonitor, shownNames } from '../support/monitor-render.tsx';
import { askAtNoon } from '../support/noon.ts';

askAtNoon();

const expiredSales = {
  outcome: 'failed',
  cause: 'sales-sign-in-expired',
  sales: { state: 'expired', since: new Date().toISOString(), endsAt: null, cause: 'sales-sign-in-expired' },
} as const;

function smallRelay(): FakeRelay {
  return createFakeRelay([
    monitorUser(0, { displayName: 'Ana Ruiz', ...expiredSales }),
    monitorUser(1, { displayName: 'Ben Okafor', ...expiredSales }),
    monitorUser(2, {
      displayName: 'Chloé Müller',
      outcome: 'partly-failed',
      cause: 'field-rejected',
      openErrors: 2,
    }),
    monitorUser(3, { displayName: 'Dmitri Li', outcome: null }),
    monitorUser(4, { displayName: 'Emeka Tanaka' }),
  ]);
}

const card = (name: string) => screen.getByRole('button', { name: new RegExp(name) });
const queries = (relay: FakeRelay) =>
  relay.calls.filter(({ name }) => name === 'users').map((call) => call.with[0]);

describe('the cards', () => {
  it('begin with Last Sync Failed, say how many failed in part, and keep a card with 0', async () => {
    await showMonitor({ relay: smallRelay() });
    const failed = await screen.findByRole('button', { name: /^3\s*Last Sync Failed\s*2 failed, 1 partly$/ });
    expect(failed.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('button', { name: /^0\s*In Progress/ }).getAttribute('aria-pressed')).toBe(
      'false',
    );
    expect(shownNames()).toEqual(['Ana Ruiz', 'Ben Okafor', 'Chloé Müller']);
  });

  it('say in one sentence who needs the administrator and what they share, and lead there', async () => {
    const relay = smallRelay();
    const { user } = await showMonitor({ relay });
    expect(await screen.findByText('3 users need you')).toBeTruthy();
    expect(screen.getByText(/2 share one cause: Sales sign-in expired\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show them' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ana Ruiz', 'Ben Okafor']);
    });
    await user.click(screen.getByRole('button', { name: /remove this filter/ }));
    await waitFor(() => {
      expect(shownNames()).toHaveLength(3);
    });
  });

  it('filter the table and stand in the address', async () => {
    const { user } = await showMonitor({ relay: smallRelay() });
    await user.click(await screen.findByRole('button', { name: /Never Synced/ }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Dmitri Li']);
    });
    expect(location.hash).toBe('#/monitor?card=never');
    expect(card('Never Synced').getAttribute('aria-pressed')).toBe('true');
  });

  it('move with the numbers the relay pushes', async () => {
    const relay = smallRelay();
    await showMonitor({ relay });
    await screen.findByText('Live');
    act(() => {
      const cards = monitorCards(relay.rows);
      relay.emit({ type: 'cards', cards: { ...cards, counts: { ...cards.counts, succeeded: 41 } } });
    });
    expect(await screen.findByRole('button', { name: /^41\s*Last Sync Succeeded/ })).toBeTruthy();
  });
});

describe('the table', () => {
  it('asks for the first letter at once, and once for the rest when typing pauses', async () => {
    const relay = smallRelay();
    await showMonitor({ relay, path: '/monitor?card=all' });
    await screen.findByText('Emeka Tanaka');
    const box = screen.getByRole('searchbox', { name: 'Search users' });
    // all keys before any timer can run, however slow the machine
    for (const value of ['M', 'MUL', 'MULLER']) fireEvent.change(box, { target: { value } });
    await waitFor(() => {
      expect(shownNames()).toEqual(['Chloé Müller']);
    });
    expect(queries(relay).filter((query) => JSON.stringify(query).includes('"q"'))).toEqual([
      { card: 'all', limit: 100, q: 'M' },
      { card: 'all', limit: 100, q: 'MULLER' },
    ]);
    expect(location.hash).toBe('#/monitor?card=all&q=MULLER');
  });

  it('says that nobody matches, and looks in All Users', async () => {
    const { user } = await showMonitor({ relay: smallRelay(), path: '/monitor?q=emeka' });
    expect(await screen.findByText(/^Nobody matches .*emeka/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Look in All Users' }));
    expect(await screen.findByText('Emeka Tanaka')).toBeTruthy();
  });

  it('sorts by a heading, first its usual way and then the other', async () => {
    const relay = smallRelay();
    const { user } = await showMonitor({ relay, path: '/monitor?card=all' });
    const heading = await screen.findByRole('columnheader', { name: 'User' });
    expect(heading.getAttribute('aria-sort')).toBe('ascending');
    await user.click(within(heading).getByRole('button'));
    await waitFor(() => {
      expect(shownNames()[0]).toBe('Emeka Tanaka');
    });
    expect(heading.getAttribute('aria-sort')).toBe('descending');
    await user.click(screen.getByRole('button', { name: 'Duration' }));
    await waitFor(() => {
      expect(queries(relay).at(-1)).toEqual({ card: 'all', limit: 100, sort: 'duration', direction: 'desc' });
    });
  });

  it('takes the columns from the address, and names what it does not know there', async () => {
    await showMonitor({ relay: smallRelay(), path: '/monitor?columns=lag.runner.shoeSize&sort=age&x=1' });
    expect(await screen.findByText(/left out: x, Sort, Columns\./)).toBeTruthy();
    const headings = screen.getAllByRole('columnheader').map((heading) => heading.textContent);
    expect(headings).toEqual(['', 'User', 'Lag', 'Runner']);
  });

  it('counts every row it does not draw', async () => {
    const relay = createFakeRelay(monitorUsers(400));
    await showMonitor({ relay, path: '/monitor?card=all' });
    const grid = await screen.findByRole('grid', { name: 'Users' });
    expect(grid.getAttribute('aria-rowcount')).toBe('401');
    const rows = within(grid).getAllByRole('row');
    expect(rows.length).toBeLessThan(60);
    expect(rows[1]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('reads names as text', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: '<img src=x onerror=alert(1)>', ...expiredSales }),
    ]);
    await showMonitor({ relay });
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });

  it('is a list of two lines per user in the pane', async () => {
    const opened: string[] = [];
    const relay = smallRelay();
    const { user } = await showMonitor({ relay, isWide: false, openWide: (url) => opened.push(url) });
    const items = await screen.findAllByRole('listitem');
    expect(items).toHaveLength(3);
    expect(items[0]?.textContent).toMatch(/Ana Ruiz\d+:\d\d.[AP]MSales sign-in expired$/);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('3');
    await user.click(screen.getByRole('button', { name: 'Open in its own window' }));
    expect(opened).toEqual([location.href]);
  });
});

describe('rows that change', () => {
  it('[M9] change where they stand, and never by an older version', async () => {
    const relay = smallRelay();
    await showMonitor({ relay });
    await screen.findByText('Live');
    const [first] = relay.rows;
    if (!first) throw new Error('no rows');
    const newer = { ...first, outcome: 'succeeded', cause: null, version: 2 } as const;
    act(() => {
      relay.emit({ type: 'users', rows: [newer], removed: [] });
      relay.emit({ type: 'users', rows: [{ ...first, displayName: 'Older', version: 1 }], removed: [] });
    });
    expect(await screen.findByRole('row', { name: /Succeeded Ana Ruiz/ })).toBeTruthy();
    expect(shownNames()).toEqual(['Ana Ruiz', 'Ben Okafor', 'Chloé Müller']);
    expect(screen.queryByText('Older')).toBeNull();
  });

  it('say so where a user was deleted, and go when the list is refreshed', async () => {
    const relay = smallRelay();
    const { user } = await showMonitor({ relay });
    await screen.findByText('Live');
    relay.rows = relay.rows.slice(1);
    act(() => {
      relay.emit({ type: 'users', rows: [], removed: [userIdOf(0)] });
    });
    expect(await screen.findByRole('row', { name: /Deleted Ana Ruiz/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'List changed, refresh' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ben Okafor', 'Chloé Müller']);
    });
  });

  it('are read again when the stream cannot resume', async () => {
    const relay = smallRelay();
    await showMonitor({ relay });
    await screen.findByText('Live');
    relay.rows = relay.rows.map((row) => (row.id === userIdOf(4) ? { ...row, ...expiredSales } : row));
    act(() => {
      relay.emit({ type: 'reload' });
    });
    expect(await screen.findByText('Emeka Tanaka')).toBeTruthy();
  });
});

describe('when the relay is away', () => {
  it('says so, and asks again when told to', async () => {
    const relay = smallRelay();
    relay.failure = new RelayError('refused', { status: 500 });
    const { user } = await showMonitor({ relay });
    expect(await screen.findByText('This did not work.')).toBeTruthy();
    relay.failure = null;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Ana Ruiz')).toBeTruthy();
  });

  it('shows what this browser saw before, and from when it is', async () => {
    const userId = '33333333-3333-4333-8333-333333333333';
    const relay = smallRelay();
    const first = await showMonitor({ relay, userId });
    await screen.findByText('Ana Ruiz');
    const { instanceId: instance, tenantId: tenant } = administrator;
    const memory = createMonitorCache({ instance, tenant, user: userId });
    const list = JSON.stringify(queryKeys.users(readView('').view));
    for (const name of [list, JSON.stringify(queryKeys.cards)])
      await waitFor(async () => {
        expect(await memory.get(name)).not.toBeNull();
      });
    first.unmount();
    const away = smallRelay();
    away.failure = new RelayError('unreachable');
    away.isStreamOpen = false;
    await showMonitor({ relay: away, userId });
    expect(await screen.findByText('Ana Ruiz')).toBeTruthy();
    expect(await screen.findByText(/^Offline, as of /)).toBeTruthy();
    expect(screen.getByRole('button', { name: /^3\s*Last Sync Failed/ })).toBeTruthy();
  });
});

describe('who may see it', () => {
  const nobody = { displayName: null, account: null, error: null, term: null, isBusy: false } as const;

  it('tells somebody without the role whom to ask, and asks the relay nothing', async () => {
    const relay = smallRelay();
    await showMonitor({ relay, snapshot: { me: { ...administrator, isAdministrator: false } } });
    expect(screen.getByText('The Monitor is for administrators')).toBeTruthy();
    expect(screen.getByText(/does not have the role Monitor\.Admin/)).toBeTruthy();
    expect(relay.calls).toEqual([]);
  });

  it('leads to Start who is not signed in', async () => {
    await showMonitor({
      relay: smallRelay(),
      snapshot: { me: null, microsoft: { ...nobody, status: 'signed-out' } },
    });
    expect(screen.getByRole('link', { name: 'Go to Start' }).getAttribute('href')).toBe('#/');
  });

  it('explains a role that was taken away meanwhile', async () => {
    const relay = smallRelay();
    relay.failure = new RelayError('refused', {
      status: 403,
      problem: {
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        code: 'forbidden',
        requestId: 'request-1',
      },
    });
    await showMonitor({ relay });
    expect(await screen.findByText('This is refused.')).toBeTruthy();
  });

  it('names an address that is no screen', async () => {
    await showMonitor({ relay: smallRelay(), path: '/monitor/nowhere' });
    expect(screen.getByText('There is no such page')).toBeTruthy();
  });
});
