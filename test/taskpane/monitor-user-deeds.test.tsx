import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { runwayOf } from '../../src/taskpane/monitor/details/runway.ts';
import { createFakeRelay, refusal, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const path = `/monitor/users/${userIdOf(0)}`;
const relayOf = (change: Parameters<typeof monitorUser>[1]): FakeRelay =>
  createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', ...change })]);
const callsOf = (relay: FakeRelay, name: string) =>
  relay.calls.filter((call) => call.name === name).map((call) => call.with);
const fact = (name: string) => screen.getByText(name).closest('div')?.querySelector('dd')?.textContent;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000 + 60_000).toISOString();
const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };
const violations = async () => (await axe.run(document.body, { rules })).violations.map(({ id }) => id);

describe('open errors in the details', () => {
  it('[M8] are dismissed one by one or all, and the focus stays', async () => {
    const relay = relayOf({ outcome: 'partly-failed', cause: 'field-rejected', openErrors: 2 });
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('button', { name: 'Dismiss Value refused, k2r7q0aa91' }));
    expect(await screen.findByText('1 error dismissed.')).toBeTruthy();
    expect(callsOf(relay, 'dismissErrors')).toEqual([
      [
        userIdOf(0),
        { errors: [{ kind: 'contact', recordKey: 'k2r7q0aa91', side: 'sales', operation: 'update' }] },
      ],
    ]);
    expect(document.activeElement?.tagName).toBe('DIV');
    await user.click(await screen.findByRole('button', { name: 'Dismiss all' }));
    await waitFor(() => {
      expect(callsOf(relay, 'dismissErrors').at(-1)).toEqual([userIdOf(0), { all: true }]);
    });
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: 'Dismiss all' })).toBeNull();
    });
    // The region is gone with its last error: the keyboard is on the sentence that says so.
    expect(document.activeElement?.textContent).toBe('1 error dismissed.');
  });

  it('[M8] are tried again by a run, and say so', async () => {
    const relay = relayOf({ outcome: 'partly-failed', cause: 'field-rejected', openErrors: 2 });
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('button', { name: 'Retry Value refused, k2r7q0aa91' }));
    expect(screen.getAllByText(/^since/)[0]?.textContent).toMatch(/^since [A-Z][a-z]{2} \d/);
    const about = within(await screen.findByRole('dialog', { name: 'Retry Value refused' }));
    expect(about.getByText(/^One record cannot be sent alone\. A run is asked for/)).toBeTruthy();
    await user.click(about.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Retry all' }));
    expect(await screen.findByRole('dialog', { name: 'Retry all' })).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Sync 1 user' }));
    await waitFor(() => {
      expect(callsOf(relay, 'send').map(([request]) => request)).toEqual([
        { kind: 'sync-now', selection: { by: 'ids', ids: [userIdOf(0)] } },
      ]);
    });
    expect(screen.getByText(/^Retrying asks for a run/)).toBeTruthy();
  });

  it('say when dismissing did not work, and stay', async () => {
    const relay = relayOf({ openErrors: 2 });
    relay.failNext.set('dismissErrors', refusal('internal', 500));
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('button', { name: 'Dismiss all' }));
    expect(await screen.findByText('This did not work.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Dismiss all' })).toBeTruthy();
  });
});

describe('Transaction History', () => {
  it('[M8] shows one result only, or the days between two dates', async () => {
    const relay = relayOf({});
    const { user } = await showMonitor({ relay, path });
    const region = within(await screen.findByRole('region', { name: 'Transaction History' }));
    await user.selectOptions(await region.findByRole('combobox', { name: 'Result' }), 'failed');
    expect(await region.findByText('6 of 6 runs')).toBeTruthy();
    await user.type(region.getByLabelText('From'), '2020-01-01');
    await user.type(region.getByLabelText('To'), '2020-01-02');
    expect(await region.findByText('No run matches these filters.')).toBeTruthy();
    const [, query] = callsOf(relay, 'history').at(-1) ?? [];
    expect(query).toEqual({
      outcome: 'failed',
      from: new Date('2020-01-01T00:00:00').toISOString(),
      to: new Date('2020-01-02T23:59:59.999').toISOString(),
    });
    await user.click(region.getByRole('button', { name: 'Clear filters' }));
    expect(await region.findByText('10 of 31 runs')).toBeTruthy();
  });

  it('has a table that says what the chart of 30 days draws', async () => {
    const { user } = await showMonitor({ relay: relayOf({}), path });
    const region = within(await screen.findByRole('region', { name: 'Last 30 days' }));
    expect(await region.findByText(/succeeded, 30 partly failed, 10 failed, 30 other\.$/)).toBeTruthy();
    await user.click(await region.findByRole('button', { name: 'Show as table' }));
    expect(await region.findByRole('button', { name: 'Show as chart' })).toBeTruthy();
    expect(region.getAllByRole('row')).toHaveLength(31);
    expect(await violations()).toEqual([]);
  });
});

describe('the state of a user', () => {
  it('[M11] says that a closed pane tells nothing new, whatever its last run said', async () => {
    await showMonitor({
      relay: relayOf({ runnerState: 'pane-closed', paneSeenAt: minutesAgo(120), waitReason: 'pane-closed' }),
      path,
    });
    expect(await screen.findByText('The pane is closed.')).toBeTruthy();
    expect(screen.getByText(/^Last word 2 hours ago/)).toBeTruthy();
    expect(fact('Next Run')).toBe('When the pane opens');
    expect(fact('Lag')).toBe('–Pane is closed');
  });

  it('[M11] names no next run for somebody whose sign-in is lost', async () => {
    const changes = { waitReason: 'sign-in-needed', nextRunAt: minutesAgo(60) } as const;
    await showMonitor({ relay: relayOf(changes), path });
    await screen.findByText('Lag');
    expect(fact('Next Run')).toBe('After the sign-in');
  });

  it.each([
    ['who never succeeded', { lastSuccessAt: null }, '–'],
    ['whose sign-in is lost', { waitReason: 'sign-in-needed' as const }, '–Sign-in needed'],
  ])('[M11] claims no lag of none for somebody %s', async (_, changes, words) => {
    await showMonitor({ relay: relayOf(changes), path });
    await screen.findByText('Lag');
    expect(fact('Lag')).toBe(words);
  });

  it('says that a background service is silent, and that its run is overdue', async () => {
    await showMonitor({
      relay: relayOf({
        runner: 'worker',
        runnerState: 'worker-silent',
        runnerSeenAt: minutesAgo(45),
        nextRunAt: minutesAgo(30),
      }),
      path,
    });
    expect(await screen.findByText('The background service is silent.')).toBeTruthy();
    expect(fact('Next Run')).toMatch(/^overdue since /);
  });

  it('[M12] counts the days until the first sign-in ends', async () => {
    const ending = { state: 'active', since: minutesAgo(9), cause: null } as const;
    await showMonitor({ relay: relayOf({ sales: { ...ending, endsAt: inDays(3) } }), path });
    await screen.findByRole('heading', { level: 1, name: 'Ana Ruiz' });
    expect(fact('Sign-ins last')).toBe('3 days left (Sales)');
  });

  it('knows no end of a sign-in that is renewed silently, and none of one that is over', () => {
    const active = { state: 'active', since: minutesAgo(9), endsAt: null, cause: null } as const;
    expect(runwayOf({ microsoft: active, sales: active }, Date.now())).toEqual({ state: 'unknown' });
    const expired = { ...active, state: 'expired' } as const;
    expect(runwayOf({ microsoft: active, sales: expired }, Date.now())).toEqual({ state: 'ended' });
    const past = { ...active, endsAt: minutesAgo(1) };
    expect(runwayOf({ microsoft: past, sales: active }, Date.now())).toEqual({ state: 'ended' });
  });

  it('says by whom and when sync was disabled', async () => {
    await showMonitor({
      relay: relayOf({
        isSyncEnabled: false,
        disabledBy: 'administrator',
        disabledAt: '2026-11-20T10:00:00.000Z',
      }),
      path,
    });
    await screen.findByRole('heading', { level: 1, name: 'Ana Ruiz' });
    expect(fact('Sync Enabled')).toMatch(/^Sync Disabled by Adele Vance on Nov 20, 2026/);
  });
});

describe('Enable Debug Logs', () => {
  it('[M6] starts for an hour unless told otherwise, stops, and offers the bundle', async () => {
    const relay = relayOf({});
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('button', { name: 'Enable Debug Logs' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('button', { name: 'Start' }));
    expect(await dialog.findByText('3 entries', { exact: false })).toBeTruthy();
    expect(dialog.getByText(/^Started by Adele Vance/)).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Download bundle' })).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Collect for' }), '1440');
    await user.click(dialog.getByRole('button', { name: 'Change the end' }));
    await waitFor(() => {
      expect(callsOf(relay, 'startDebugLog').map(([, minutes]) => minutes)).toEqual([60, 1440]);
    });
    await user.click(await dialog.findByRole('button', { name: 'Stop now' }));
    await waitFor(() => {
      expect(callsOf(relay, 'stopDebugLog')).toHaveLength(1);
    });
    // The button is gone: the keyboard is on the one beside it, so that Escape still closes the dialog.
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Start');
    });
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Enable Debug Logs');
    });
  });

  it('[M6] that are on say until when on the page itself, and offer what was collected', async () => {
    const relay = relayOf({});
    await relay.client.startDebugLog(userIdOf(0), 60);
    const { user } = await showMonitor({ relay, path });
    const logs = within(await screen.findByRole('list', { name: 'Collected logs' }));
    expect(logs.getByText(/^On until /)).toBeTruthy();
    // A link that is too old answers no file: the window would leave the Monitor for its message.
    const files: [string, boolean][] = [];
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      files.push([this.href, this.hasAttribute('download')]);
    };
    await user.click(logs.getByRole('button', { name: 'Download bundle' }));
    await waitFor(() => {
      expect(files).toEqual([['https://localhost/api/v1/debug-logs/once', true]]);
    });
    expect(screen.getByRole('button', { name: 'Change or Stop Debug Logs' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Enable Debug Logs' })).toBeNull();
  });
});
