import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';
import { showMonitor, shownNames } from '../support/monitor-render.tsx';

const expired = {
  state: 'expired',
  since: new Date(Date.now() - 7_200_000).toISOString(),
  endsAt: null,
  cause: 'microsoft-sign-in-expired',
} as const;

function relayOfTwo(): FakeRelay {
  return createFakeRelay([
    monitorUser(0, {
      displayName: 'Ana Ruiz',
      outcome: 'failed',
      cause: 'microsoft-sign-in-expired',
      microsoft: expired,
      openErrors: 2,
    }),
    monitorUser(1, {
      displayName: 'Ben Okafor',
      isSyncEnabled: false,
      disabledBy: 'administrator',
      disabledReason: 'On <b>leave</b>',
    }),
  ]);
}

const ana = `/monitor/users/${userIdOf(0)}`;
const history = async () =>
  within(await screen.findByRole('region', { name: 'Transaction History' })).findByRole('table');
const fact = (name: string) => screen.getByText(name).closest('div')?.querySelector('dd')?.textContent;

describe('user details', () => {
  it('[M7] say how the user stands on both sides, since when, why, and whose turn it is', async () => {
    await showMonitor({ relay: relayOfTwo(), path: ana });
    expect(await screen.findByRole('heading', { level: 1, name: 'Ana Ruiz' })).toBeTruthy();
    expect(fact('Sales Authorized')).toMatch(/^Activesince /);
    expect(fact('Microsoft Authorized')).toMatch(
      /^Expiredsince [^.]*Microsoft no longer accepts this user's sign-in\..*The user can fix this$/,
    );
    expect(fact('Saved Search')).toBe('My contactsset by the user');
    expect(fact('Conflict Resolution')).toBe('Sales winsset by the user');
    expect(fact('Left out')).toBe('53 not in the saved search2 private');
    expect(screen.getByRole('heading', { name: '2 open errors' })).toBeTruthy();
  });

  it('say who switched sync off, and the reason as text', async () => {
    await showMonitor({ relay: relayOfTwo(), path: `/monitor/users/${userIdOf(1)}` });
    expect(await screen.findByText('Reason: On <b>leave</b>')).toBeTruthy();
    expect(fact('Sync Enabled')).toMatch(/^Disabled by an administrator/);
  });

  it('return to the list with its view and what was picked', async () => {
    const { user } = await showMonitor({
      relay: relayOfTwo(),
      path: '/monitor?card=all&sort=name&direction=desc',
    });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ben Okafor' }));
    await user.click(screen.getByRole('link', { name: 'Ana Ruiz' }));
    expect(await screen.findByRole('heading', { name: 'Transaction History' })).toBeTruthy();
    expect(location.hash).toBe(`#${ana}?card=all&sort=name&direction=desc`);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ben Okafor', 'Ana Ruiz']);
    });
    expect(screen.getByText('1 selected')).toBeTruthy();
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Ana Ruiz');
    });
    expect(location.hash).toBe('#/monitor?card=all&sort=name&direction=desc');
  });

  it('explain a user who does not exist', async () => {
    await showMonitor({ relay: relayOfTwo(), path: `/monitor/users/${userIdOf(99)}` });
    expect(await screen.findByText('There is no such user')).toBeTruthy();
  });

  it('follow the relay while they are open, also when the user is deleted', async () => {
    const relay = relayOfTwo();
    await showMonitor({ relay, path: ana });
    await screen.findByRole('heading', { level: 1, name: 'Ana Ruiz' });
    const [first] = relay.rows;
    if (!first) throw new Error('no rows');
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    act(() => {
      relay.emit({
        type: 'users',
        rows: [{ ...first, isSyncEnabled: false, disabledBy: 'user', version: 2 }],
        removed: [],
      });
    });
    await waitFor(() => {
      expect(fact('Sync Enabled')).toBe('Disabled by the user');
    });
    act(() => {
      relay.emit({ type: 'users', rows: [], removed: [first.id] });
    });
    expect(await screen.findByText('This user was deleted')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Back to the list' })).toBeTruthy();
  });
});

describe('Transaction History', () => {
  it('comes page by page', async () => {
    const { user } = await showMonitor({ relay: relayOfTwo(), path: ana });
    const table = within(await history());
    expect(table.getAllByRole('columnheader').map((heading) => heading.textContent)).toEqual([
      'Result',
      'Transaction Number',
      'Sync Start',
      'Sync End',
      'Microsoft 365 Changes',
      'Microsoft 365 Duration',
      'Sales Changes',
      'Sales Duration',
      'Conflicts',
      'Using Next Gen',
    ]);
    expect(screen.getByText('10 of 31 runs')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('20 of 31 runs')).toBeTruthy();
    expect(table.getByRole('link', { name: '#12' })).toBeTruthy();
  });

  it('[M8] opens a run: counts per side, where the time went, what failed', async () => {
    const { user } = await showMonitor({ relay: relayOfTwo(), path: `${ana}?card=all` });
    await user.click(await screen.findByRole('link', { name: '#30' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Transaction #30' })).toBeTruthy();
    const rows = within(await screen.findByRole('table')).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'SideCreatedUpdatedDeleted',
      'Microsoft 365840',
      'Sales130',
    ]);
    for (const figure of ['Microsoft 21 sec', 'Sales 15 sec', 'Sales Sync 6 sec'])
      expect(screen.getByText(figure)).toBeTruthy();
    const region = await screen.findByRole('region', { name: 'Failed records' });
    const failures = within(region).getAllByRole('listitem');
    expect(failures[0]?.textContent).toMatch(/^Value refusedJob titleContacts: update in Sales/);
    expect(screen.queryByText('Request: e6c0-4d11-92aa')).toBeNull();
    await user.click(within(failures[0] as HTMLElement).getByRole('button', { name: 'Details' }));
    expect(screen.getByText('Status: 400')).toBeTruthy();
    expect(screen.getByText('Request: e6c0-4d11-92aa')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Back to the user' }));
    expect(location.hash).toBe(`#${ana}?card=all`);
  });

  it('says of a run in the background that no pane started it', async () => {
    const relay = relayOfTwo();
    const { run } = relay.client;
    relay.client.run = async (id, number) => ({
      ...(await run(id, number)),
      trigger: 'start',
      runner: 'delegated',
    });
    await showMonitor({ relay, path: `${ana}/runs/30` });
    expect(await screen.findByText('When the background sync started')).toBeTruthy();
  });

  it('[M8] offers retry and dismiss for what still fails in a run, and says what does not', async () => {
    const relay = relayOfTwo();
    const { user } = await showMonitor({ relay, path: `${ana}/runs/30` });
    const region = within(await screen.findByRole('region', { name: 'Failed records' }));
    expect(await region.findByRole('button', { name: 'Retry Value refused, k2r7q0aa91' })).toBeTruthy();
    const stillOpen = await relay.client.errors(userIdOf(0));
    relay.client.errors = () => Promise.resolve({ items: stillOpen.items.slice(1) });
    await user.click(region.getByRole('button', { name: 'Dismiss Value refused, k2r7q0aa91' }));
    expect(await region.findByText('No longer open: mended or dismissed since')).toBeTruthy();
    expect(relay.calls.filter(({ name }) => name === 'dismissErrors').map((call) => call.with)).toEqual([
      [
        userIdOf(0),
        { errors: [{ kind: 'contact', recordKey: 'k2r7q0aa91', side: 'sales', operation: 'update' }] },
      ],
    ]);
    expect(region.queryByRole('button', { name: /k2r7q0aa91/ })).toBeNull();
    expect(document.activeElement).toBe(region.getByRole('group'));
    await user.click(region.getByRole('button', { name: 'Retry all' }));
    const all = within(await screen.findByRole('dialog', { name: 'Retry all' }));
    await user.click(all.getByRole('button', { name: 'Cancel' }));
    await user.click(region.getByRole('button', { name: /^Retry .*k2r7q0aa92/ }));
    await user.click(await screen.findByRole('button', { name: 'Sync 1 user' }));
    await waitFor(() => {
      expect(relay.calls.filter(({ name }) => name === 'send')).toHaveLength(1);
    });
  });

  it('says of a run that tried none of the records that fail what that means, and where they are named', async () => {
    const relay = relayOfTwo();
    const { run } = relay.client;
    relay.client.run = async (id, number) => ({ ...(await run(id, number)), failing: 1, failures: [] });
    await showMonitor({ relay, path: `${ana}/runs/30` });
    const region = within(await screen.findByRole('region', { name: 'Failed records' }));
    expect(
      region.getByText(/^1 record that failed before still fails\. This run did not try it/),
    ).toBeTruthy();
    expect(region.queryByText(/only counted/)).toBeNull();
    const link = region.getByRole('link', { name: 'Show the user’s open errors' });
    expect(link.getAttribute('href')).toMatch(new RegExp(`^#${ana}(\\?|$)`));
  });

  it('explains a run that does not exist', async () => {
    await showMonitor({ relay: relayOfTwo(), path: `${ana}/runs/999` });
    expect(await screen.findByText('There is no such run')).toBeTruthy();
  });
});

describe('an address that names no user or run', () => {
  it.each([
    '/monitor/users/abc',
    '/monitor/users/abc/errors',
    '/monitor/users/abc/runs/1',
    `${ana}/runs/0`,
    `${ana}/runs/x`,
  ])('is no page at %s, and the relay is not asked', async (path) => {
    const relay = relayOfTwo();
    await showMonitor({ relay, path });
    expect(await screen.findByText('There is no such page')).toBeTruthy();
    expect(relay.calls.filter(({ name }) => name === 'user' || name === 'run')).toEqual([]);
  });
});
