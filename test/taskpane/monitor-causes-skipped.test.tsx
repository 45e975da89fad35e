// A cause whose users are hard to find: the first ones by name are skipped, or no run failed mainly for it.

import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorUser } from '../support/monitor-users.ts';

const failing = (n: number) =>
  monitorUser(n, {
    displayName: `Person ${String(n).padStart(3, '0')}`,
    outcome: 'failed',
    cause: 'sales-role-missing',
    causeSide: 'sales',
  });

describe('Causes', () => {
  it('[M10] offers somebody to try the fix on when the first 200 by name are all skipped', async () => {
    const rows = Array.from({ length: 230 }, (_, n) => failing(n));
    const relay = createFakeRelay(rows);
    const named = rows.map(({ id, displayName }) => ({ userId: id, displayName }));
    relay.client.preview = ({ kind }) =>
      Promise.resolve({
        kind,
        hits: 25,
        skips: 205,
        hitUsers: named.slice(205),
        skippedUsers: named.slice(0, 200).map((user) => ({ ...user, reason: 'sign-in-needed' })),
        queued: 0,
        stayOff: 0,
        mails: 0,
      });
    const { user } = await showMonitor({ relay, path: '/monitor/causes' });
    await user.click(await screen.findByRole('button', { name: 'Try the fix on one: Sales role missing' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('button', { name: 'Try on Person 205' })).toBeTruthy();
    expect(dialog.getAllByRole('option')).toHaveLength(25);
  });

  it('[M10] let an administrator go on without knowing when every pane is closed, and say so', async () => {
    const relay = createFakeRelay([0, 1, 2].map((n) => ({ ...failing(n), runner: null })));
    const { user } = await showMonitor({ relay, path: '/monitor/causes' });
    await user.click(await screen.findByRole('button', { name: 'Try the fix on one: Sales role missing' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('button', { name: 'Try on Person 000' }));
    expect(await dialog.findByText(/^Nobody knows yet whether it works/)).toBeTruthy();
    expect(relay.progressed.size).toBe(1);
    await user.click(dialog.getByRole('button', { name: 'Fix 2 users' }));
    expect(await dialog.findByText('2 wait for their pane')).toBeTruthy();
    expect(relay.progressed.size).toBe(3);
  });

  it('say what the days count, which is not whom the cause counts', async () => {
    const relay = createFakeRelay([failing(0)]);
    const trend = { day: 0, dayBefore: 0, weekBefore: 0 };
    relay.client.causes = () =>
      Promise.resolve({
        at: new Date().toISOString(),
        items: [{ cause: 'sales-role-missing', users: 50, failing: 0, withErrors: 50, trend }],
      });
    await showMonitor({ relay, path: '/monitor/causes' });
    const card = within(await screen.findByRole('listitem', { name: 'Sales role missing' }));
    expect(card.getByText('50 users')).toBeTruthy();
    const days = card.getByRole('group', { name: 'Users with a run that failed mainly for this' });
    expect(within(days).getByText('Users with a run that failed mainly for this')).toBeTruthy();
    expect(days.textContent).toContain('last 24 h: 0');
  });
});
