import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import type { RunId } from '../../src/sync/model/ids.ts';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import { dailyPerson, sampleCounts, sampleRun, sampleSearches } from '../support/pane-samples.ts';

describe('settings', () => {
  it('saves a changed policy and keeps the rest as it was', async () => {
    const session = createFakeSession(dailyPerson, { memberCount: 412 });
    const user = await showPane(session, '/settings');
    await user.click(screen.getByRole('radio', { name: /^Latest wins/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(session.deeds).toEqual([
      {
        name: 'choose',
        with: ['contact', { isOn: true, savedSearch: sampleSearches[0], policy: 'latest-wins' }],
      },
    ]);
    expect(await screen.findByText('Saved. The next run follows it.')).toBeTruthy();
  });

  it('saves nothing that was not touched', async () => {
    const session = createFakeSession(dailyPerson);
    const user = await showPane(session, '/settings');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(session.deeds).toEqual([]);
  });

  it('switches contacts off and says what that means', async () => {
    const session = createFakeSession(dailyPerson);
    const user = await showPane(session, '/settings');
    await user.click(screen.getByRole('switch', { name: 'Sync contacts' }));
    expect(screen.getByText(/Nothing is synced while this is off/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(session.deeds[0]?.with[1]).toMatchObject({ isOn: false });
  });

  it('runs a full sync when asked', async () => {
    const session = createFakeSession(dailyPerson);
    const user = await showPane(session, '/settings');
    await user.click(screen.getByRole('button', { name: 'Run full sync' }));
    expect(session.deeds).toEqual([{ name: 'runFull', with: [] }]);
    expect(screen.getByText('A full sync was started.')).toBeTruthy();
  });

  it.each([
    ['succeeded', null, /Nothing needs to be written/, null],
    ['succeeded-with-conflicts', null, 'The full sync is finished.', null],
    ['skipped', 'plan-waiting', 'The plan is ready.', '#/plan'],
    ['failed', 'sales-unreachable', /did not come to its end/, '#/history'],
  ] as const)('says what became of a full sync that %s (%s)', async (outcome, cause, words, way) => {
    const before = sampleRun({ mode: 'full', runId: 'run-0' as RunId });
    const session = createFakeSession({ ...dailyPerson, lastRun: before });
    const user = await showPane(session, '/settings');
    await user.click(screen.getByRole('button', { name: 'Run full sync' }));
    expect(screen.getByText('A full sync was started.')).toBeTruthy();
    const none = { created: 0, updated: 0, deleted: 0 };
    const kinds = { contact: { ...sampleCounts, microsoft: none, sales: none } };
    act(() => {
      session.set({ lastRun: sampleRun({ mode: 'full', outcome, cause, kinds }) });
    });
    expect(screen.queryByText('A full sync was started.')).toBeNull();
    expect(screen.getByText(words)).toBeTruthy();
    const link = screen.queryByRole('link', { name: /See the plan|History/ });
    expect(link?.getAttribute('href') ?? null).toBe(way);
  });
});

describe('accounts', () => {
  it('signs in again on the side that was asked for', async () => {
    const session = createFakeSession(dailyPerson);
    const user = await showPane(session, '/accounts');
    await user.click(screen.getByRole('button', { name: 'Sign in again: Sales' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['sales'] }]);
  });

  it('forgets the device only after a question that says what stays', async () => {
    const session = createFakeSession(dailyPerson);
    const user = await showPane(session, '/accounts');
    await user.click(screen.getByRole('button', { name: 'Forget this device' }));
    expect(session.deeds).toEqual([]);
    expect(await screen.findByRole('alertdialog', { name: 'Forget this device?' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Forget' }));
    expect(session.deeds).toEqual([{ name: 'forgetDevice', with: [] }]);
  });
});
