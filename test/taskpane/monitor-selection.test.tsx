// Whom a search or a filter hides from the list and who is selected all the same: the bar, the preview and the export say so.

import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { showMonitor, shownNames } from '../support/monitor-render.tsx';
import { monitorUser } from '../support/monitor-users.ts';

const pausedAt = '2026-11-22T10:00:00.000Z';
const relayOfThree = (): FakeRelay =>
  createFakeRelay([
    monitorUser(0, { displayName: 'Ana Ruiz' }),
    monitorUser(1, {
      displayName: 'Ben Okafor',
      isSyncEnabled: false,
      disabledBy: 'administrator',
      pausedAt,
    }),
    monitorUser(2, { displayName: 'Chloe Petit', isSyncEnabled: false, disabledBy: 'user' }),
  ]);

async function searchFor(user: UserEvent, text: string, names: readonly string[]): Promise<void> {
  const search = screen.getByRole('searchbox', { name: 'Search users' });
  await user.clear(search);
  if (text !== '') await user.type(search, text);
  await waitFor(() => {
    expect(shownNames()).toEqual(names);
  });
}

async function pick(user: UserEvent, name: string): Promise<void> {
  await user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }));
}

async function choose(user: UserEvent, action: string): Promise<HTMLElement> {
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
  return screen.findByRole('dialog');
}

describe.each([
  ['in the pane', false],
  ['in a window', true],
])('users who are selected and whom a search hides, %s', (_, isWide) => {
  const show = (relay = relayOfThree()) =>
    showMonitor({ relay, path: '/monitor?card=all&sort=name', isWide });
  const bar = (): string => screen.getByRole('group', { name: 'Selected users' }).textContent;

  it('are counted in the bar, and go by one press', async () => {
    const { user } = await show();
    await pick(user, 'Ana Ruiz');
    expect(bar()).not.toContain('not shown here');
    await searchFor(user, 'chl', ['Chloe Petit']);
    expect(bar()).toContain('1 selected1 not shown here');
    // Silent while the answer to the last letter is on its way, though the rows are the same.
    await waitFor(() => {
      expect(screen.getByText(/^All Users: 1 user/).closest('[role="status"]')?.textContent).toBe(
        'All Users: 1 user1 of the selected users is not in the list that you see.',
      );
    });
    await pick(user, 'Chloe Petit');
    expect(bar()).toContain('2 selected1 not shown here');
    expect(screen.queryByRole('button', { name: /^Select all/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Clear these' }));
    expect(bar()).toContain('1 selected');
    expect(bar()).not.toContain('not shown here');
    await searchFor(user, '', ['Ana Ruiz', 'Ben Okafor', 'Chloe Petit']);
    const boxes = ['Ana Ruiz', 'Chloe Petit'].map((name) =>
      screen.getByRole<HTMLInputElement>('checkbox', { name: `Select ${name}` }),
    );
    expect(boxes.map(({ checked }) => checked)).toEqual([false, true]);
  });

  it('are named in the preview of an action, which reaches them', async () => {
    const relay = relayOfThree();
    const { user } = await show(relay);
    await pick(user, 'Ana Ruiz');
    await searchFor(user, 'chl', ['Chloe Petit']);
    await pick(user, 'Chloe Petit');
    const dialog = within(await choose(user, 'Disable Sync'));
    expect(await dialog.findByText('1 of the selected users is not in the list that you see.')).toBeTruthy();
    expect(dialog.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Ana Ruiz · not in the list that you see',
      'Chloe Petit',
    ]);
  });

  it('are what Export writes, and it says how many', async () => {
    const { user } = await show();
    await pick(user, 'Ana Ruiz');
    await searchFor(user, 'nobody', []);
    const words = 'Export 1 selected user as a CSV file with all columns';
    const button = isWide
      ? screen.getByRole('button', { name: 'Export', description: words })
      : screen.getByRole('button', { name: words });
    expect(button.getAttribute('aria-disabled')).not.toBe('true');
  });
});

describe('the box above the rows', () => {
  it('leaves alone who is selected and not shown', async () => {
    const { user } = await showMonitor({
      relay: relayOfThree(),
      path: '/monitor?card=all&sort=name',
      isWide: true,
    });
    await pick(user, 'Ana Ruiz');
    await searchFor(user, 'chl', ['Chloe Petit']);
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all rows that are loaded' });
    expect([box.checked, box.indeterminate]).toEqual([false, false]);
    await user.click(box);
    expect(screen.getByText('2 selected')).toBeTruthy();
    expect(box.checked).toBe(true);
    await user.click(box);
    expect(screen.getByText('1 selected')).toBeTruthy();
    expect(screen.getByText('1 not shown here')).toBeTruthy();
  });
});

describe('[M6] Enable Sync', () => {
  it('says whom it leaves off by their own choice', async () => {
    const { user } = await showMonitor({
      relay: relayOfThree(),
      path: '/monitor?card=all&sort=name',
      isWide: false,
    });
    for (const name of ['Ana Ruiz', 'Ben Okafor', 'Chloe Petit']) await pick(user, name);
    const dialog = within(await choose(user, 'Enable Sync'));
    expect(await dialog.findByText(/^1 of them does not sync then either: the user has paused/)).toBeTruthy();
    expect(dialog.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Ben Okafor',
      'Ana Ruiz · sync is not disabled',
      'Chloe Petit · the user has switched sync off, and only the user can switch it on',
    ]);
  });
});
