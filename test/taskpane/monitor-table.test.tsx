import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserRow } from '../../src/contract/users.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, monitorUsers, userIdOf } from '../support/monitor-users.ts';
import { showMonitor, shownNames } from '../support/monitor-render.tsx';

const blamed = { outcome: 'failed', cause: 'sales-sign-in-expired' } as const;

function relayOfFour(): FakeRelay {
  return createFakeRelay([
    monitorUser(0, { displayName: 'Ana Ruiz', runner: 'pane', clientVersion: '1.0.0', ...blamed }),
    monitorUser(1, { displayName: 'Ben Okafor', runner: 'delegated', clientVersion: '1.1.0', ...blamed }),
    monitorUser(2, {
      displayName: 'Chloé Müller',
      runner: 'pane',
      clientVersion: '1.1.0',
      outcome: 'failed',
      cause: 'throttled',
    }),
    monitorUser(3, { displayName: 'Dmitri Li', runner: null, outcome: null, clientVersion: null }),
  ]);
}

const last = (relay: FakeRelay, name: string): unknown =>
  relay.calls.findLast((call) => call.name === name)?.with[0];

describe('the filters', () => {
  it('narrow the list by runner and version, stand in the address, and go one by one', async () => {
    const { user } = await showMonitor({ relay: relayOfFour(), path: '/monitor?card=all' });
    await screen.findByText('Dmitri Li');
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Runner' }), 'Pane');
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ana Ruiz', 'Chloé Müller']);
    });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Client version' }), '1.1.0');
    await waitFor(() => {
      expect(shownNames()).toEqual(['Chloé Müller']);
    });
    expect(location.hash).toBe('#/monitor?card=all&runner=pane&version=1.1.0');
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Runner: Pane, remove this filter' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ben Okafor', 'Chloé Müller']);
    });
  });

  it('are part of "all that match" in a command and in a file', async () => {
    const relay = relayOfFour();
    HTMLAnchorElement.prototype.click = () => undefined;
    const { user } = await showMonitor({ relay, path: '/monitor?cause=sales-sign-in-expired' });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
    await user.click(screen.getByRole('button', { name: 'Select all 2' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select Ben Okafor' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Ask to Sign In' }));
    const hit = await screen.findByRole('list', { name: '1 user is concerned' });
    expect(hit.textContent).toBe('Ana Ruiz');
    const filter = { card: 'failed', cause: 'sales-sign-in-expired', except: [userIdOf(1)] };
    expect(last(relay, 'preview')).toEqual({
      kind: 'ask-to-sign-in',
      selection: { by: 'filter', ...filter },
    });
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await waitFor(() => {
      expect(last(relay, 'exportUrl')).toEqual({ q: '', ...filter });
    });
  });

  it('on everybody offer no other list to look in', async () => {
    const { user } = await showMonitor({ relay: relayOfFour(), path: '/monitor?card=all&q=nobody' });
    expect(await screen.findByText(/^Nobody matches/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Look in All Users' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    expect(await screen.findByText('Dmitri Li')).toBeTruthy();
  });
});

describe('the order', () => {
  it('can be that of every column, and says where too many match for it', async () => {
    const relay = relayOfFour();
    const { users } = relay.client;
    relay.client.users = async (query, signal) => {
      // the next page is on its way
      if (query.after !== undefined) return new Promise(() => undefined);
      const page = await users(query, signal);
      return { ...page, next: '4', total: 20_001, isSortTooWide: query.sort === 'runner' };
    };
    await showMonitor({ relay, path: '/monitor?card=all&sort=runner&columns=user.lag.runner' });
    expect(await screen.findByText(/sorts at most 20,000 users/)).toBeTruthy();
    const heading = (name: string) => screen.getByRole('columnheader', { name });
    expect(heading('User').getAttribute('aria-sort')).toBe('ascending');
    expect(heading('Runner').getAttribute('aria-sort')).toBeNull();
    expect(within(heading('Runner')).queryByRole('button')).toBeNull();
    expect(within(heading('Lag')).getByRole('button')).toBeTruthy();
  });

  it('of a column the relay sorts only for few is asked for like any other', async () => {
    const relay = relayOfFour();
    const { user } = await showMonitor({ relay, path: '/monitor?card=all&columns=user.nextRun' });
    await user.click(await screen.findByRole('button', { name: 'Next Run' }));
    await waitFor(() => {
      expect(last(relay, 'users')).toEqual({ card: 'all', limit: 100, sort: 'nextRun', direction: 'asc' });
    });
  });

  it('says that a short search finds starts of names only', async () => {
    await showMonitor({ relay: relayOfFour(), path: '/monitor?card=all&q=an' });
    expect(await screen.findByText(/only the start of names is searched/)).toBeTruthy();
  });
});

describe('a row', () => {
  const shown = async (change: Partial<UserRow>): Promise<string> => {
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', ...change })]);
    const { unmount } = await showMonitor({ relay, path: '/monitor?card=all&columns=user.lag.nextRun' });
    await screen.findByText('Ana Ruiz');
    const cells = screen.getAllByRole('gridcell').map((cell) => cell.textContent);
    unmount();
    return cells.slice(2).join(' | ');
  };
  const waiting = new Date(Date.now() - 5 * 60_000).toISOString();

  it.each<[string, Partial<UserRow>, string]>([
    ['disabled', { isSyncEnabled: false, waitReason: 'disabled' }, '– | Not while disabled'],
    [
      'disabled after a failure',
      { isSyncEnabled: false, waitReason: 'disabled', outcome: 'failed', oldestWaitingAt: waiting },
      '– | Not while disabled',
    ],
    [
      'slowed down',
      { waitReason: 'throttled', oldestWaitingAt: waiting, nextRunAt: null },
      '5 minSlowed down | –',
    ],
    ['without sign-in', { waitReason: 'sign-in-needed' }, '–Sign-in needed | After the sign-in'],
    [
      'with a closed pane',
      { runnerState: 'pane-closed', waitReason: 'pane-closed' },
      '–Pane is closed | When the pane opens',
    ],
    [
      'whose user paused',
      { pausedAt: waiting, suspendedBy: 'user', waitReason: 'suspended', nextRunAt: null },
      '– | When the user resumes',
    ],
  ])('%s says what it waits for and when it goes on', async (_, change, words) => {
    expect(await shown(change)).toBe(words);
  });

  it('that is overdue says since when', async () => {
    expect(await shown({ nextRunAt: waiting })).toMatch(/^None \| Due since /);
  });

  it('[M9] says since when a sign-in is missing, not that something happened', async () => {
    const microsoft = { state: 'missing', since: waiting, endsAt: null, cause: null } as const;
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', microsoft })]);
    await showMonitor({ relay, path: '/monitor?card=all' });
    const row = await screen.findByRole('row', { name: /Ana Ruiz/ });
    expect(row.textContent).toMatch(/Not signed insince \d/);
  });

  it('whose runner fell silent says since when, and is not green', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Ana Ruiz' }),
      monitorUser(1, { displayName: 'Ben Okafor', runnerState: 'worker-silent', runnerSeenAt: waiting }),
    ]);
    await showMonitor({ relay, path: '/monitor?card=all' });
    const silent = await screen.findByRole('row', { name: /No word since .* Ben Okafor/ });
    const present = screen.getByRole('row', { name: /Ana Ruiz/ });
    const iconClass = (row: HTMLElement) => row.querySelector('[aria-hidden="true"]:has(svg)')?.className;
    expect(iconClass(silent)).not.toBe(iconClass(present));
  });

  it('isolates a name whatever direction it tries to force', async () => {
    const name = '\u202eReverse\u202e';
    const relay = createFakeRelay([monitorUser(0, { displayName: name })]);
    await showMonitor({ relay, path: '/monitor?card=all' });
    const link = await screen.findByRole('link', { name });
    expect([link.tagName, link.dir]).toEqual(['A', 'auto']);
  });

  it('that goes away under an open dialog leaves the dialog, which says so', async () => {
    const relay = createFakeRelay(monitorUsers(3));
    const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
    await user.click((await screen.findAllByRole('checkbox', { name: /^Select / }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sync Now' }));
    await screen.findByRole('dialog');
    act(() => {
      relay.emit({ type: 'users', rows: [], removed: [userIdOf(0), userIdOf(1), userIdOf(2)] });
    });
    expect(screen.getByRole('dialog', { name: 'Sync Now' })).toBeTruthy();
  });
});

describe('the header', () => {
  it('leads to causes, settings and audit with the list as it is, and to a window of its own', async () => {
    const opened: string[] = [];
    const { user } = await showMonitor({
      relay: relayOfFour(),
      path: '/monitor?card=all',
      openWide: (url) => opened.push(url),
    });
    await user.click(await screen.findByRole('button', { name: 'More' }));
    const places = (await screen.findAllByRole('menuitem')).map((item) => item.getAttribute('href'));
    expect(places.slice(0, 3)).toEqual([
      '#/monitor/causes?card=all',
      '#/monitor/settings?card=all',
      '#/monitor/audit?card=all',
    ]);
    await user.click(screen.getByRole('menuitem', { name: 'Open in its own window' }));
    expect(opened).toEqual([location.href]);
  });
});
