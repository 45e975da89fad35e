// What is shown of a command to more users than one list can hold.

import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import type { CommandProgress } from '../../src/contract/commands.ts';
import { endedCount, worstOf } from '../../src/taskpane/monitor/actions/progress-words.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, monitorUsers } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

/** *Sync Now* to one user, with its progress on the screen. */
async function sendToAna() {
  const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz' })]);
  const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
  await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sync Now' }));
  await user.click(await screen.findByRole('button', { name: 'Sync 1 user' }));
  const list = await screen.findByRole('list', { name: 'Progress by user' });
  return { relay, user, list };
}

describe('the progress of a command', () => {
  it('[M6] says how many of thousands are not listed, and lists more of them on request', async () => {
    const { relay, user, list } = await sendToAna();
    expect(screen.queryByText(/^and .* more$/)).toBeNull();
    const [progress] = [...relay.progressed.values()];
    if (!progress) throw new Error('no batch');
    const many: CommandProgress = {
      ...progress,
      counts: { refused: 1, done: 4_999 },
      users: monitorUsers(5_000).map(({ id, displayName }, at) => ({
        userId: id,
        displayName,
        run: null,
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

  it('says how the run ended that it brought, for each user and in all, not only that it was taken', async () => {
    const { relay, list } = await sendToAna();
    const tell = (change: Partial<CommandProgress>, run: CommandProgress['users'][number]['run']): void => {
      const [known] = [...relay.progressed.values()];
      if (!known) throw new Error('no batch');
      const users = known.users.map((one) => ({ ...one, state: 'done' as const, run }));
      const progress = { ...known, counts: { done: 1 }, ...change, users };
      relay.progressed.set(known.batchId, progress);
      act(() => {
        relay.emit({ type: 'command', progress });
      });
    };
    tell({}, null);
    expect(await screen.findByText('1 taken by the runner')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0');
    expect(within(list).getByText('Taken by the runner')).toBeTruthy();
    tell(
      { runs: { 'partly-failed': 1 } },
      { transactionNumber: 7, outcome: 'partly-failed', cause: 'field-rejected' },
    );
    expect(await screen.findByText('Partly failed: 1')).toBeTruthy();
    expect(within(list).getByText('Ran: Partly failed, Value refused')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1');
    expect(screen.queryByText(/done/i)).toBeNull();
  });

  it.each([
    ['a run that ended before its command was answered', { seen: 1, done: 2 }, { succeeded: 3 }, 3],
    ['a run that goes on', { seen: 1, done: 2 }, { succeeded: 2 }, 2],
    ['a command that nobody took', { sent: 1, seen: 1, done: 1 }, { succeeded: 2 }, 2],
  ])('counts %s', (_, counts, runs, ended) => {
    expect(endedCount({ kind: 'full-sync', counts, runs })).toBe(ended);
  });

  it.each([
    ['success', { counts: { done: 3 }, runs: { succeeded: 2, 'succeeded-with-conflicts': 1 } }],
    ['warning', { counts: { done: 3 }, runs: { succeeded: 2, 'partly-failed': 1 } }],
    ['warning', { counts: { done: 2, refused: 1 }, runs: { succeeded: 2 } }],
    ['error', { counts: { done: 3 }, runs: { succeeded: 2, failed: 1 } }],
  ])('is shown as %s after the worst of what became of it', (color, progress) => {
    expect(worstOf({ kind: 'sync-now', ...progress })).toBe(color);
  });
});
