// What is shown of a command to more users than one list can hold.

import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import type { CommandProgress } from '../../src/contract/commands.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, monitorUsers } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

describe('the progress of a command', () => {
  it('[M6] says how many of thousands are not listed, and lists more of them on request', async () => {
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz' })]);
    const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sync Now' }));
    await user.click(await screen.findByRole('button', { name: 'Sync 1 user' }));
    const list = await screen.findByRole('list', { name: 'Progress by user' });
    expect(screen.queryByText(/^and .* more$/)).toBeNull();
    const [progress] = [...relay.progressed.values()];
    if (!progress) throw new Error('no batch');
    const many: CommandProgress = {
      ...progress,
      counts: { refused: 1, done: 4_999 },
      users: monitorUsers(5_000).map(({ id, displayName }, at) => ({
        userId: id,
        displayName,
        ...(at === 0
          ? { state: 'refused' as const, reason: 'failed' as const }
          : { state: 'done' as const, reason: null }),
      })),
    };
    relay.progressed.set(progress.batchId, many);
    act(() => {
      relay.emit({ type: 'command', progress: many });
    });
    expect(await screen.findByText('and 4,800 more')).toBeTruthy();
    expect(within(list).getAllByRole('listitem')).toHaveLength(200);
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('and 4,600 more')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Show more' }));
  });
});
