import { describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import type { AuditEntry } from '../../src/contract/administration.ts';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { createMonitorCache } from '../../src/store/dexie/monitor-cache.ts';
import { queryKeys } from '../../src/taskpane/monitor/data/query-keys.ts';
import { wholeHistory } from '../../src/taskpane/monitor/details/HistoryFilter.tsx';
import { findLabelled } from '../support/labelled.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';
import { administrator, showMonitor } from '../support/monitor-render.tsx';

const id = userIdOf(0);
const path = `/monitor/users/${id}`;
const relayOfOne = (): FakeRelay =>
  createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', outcome: 'partly-failed', openErrors: 2 })]);

const exported: AuditEntry = {
  id: 'a0d17000-0000-4000-8000-000000000001',
  at: '2026-11-21T10:31:00.000Z',
  administrator: 'aaaaaaaa-0000-4000-8000-000000000001',
  administratorName: 'Ada Admin',
  action: 'export',
  selection: {},
  idCount: null,
  users: [],
  outcome: {},
};

function awayRelay(): FakeRelay {
  const relay = relayOfOne();
  relay.failure = new RelayError('unreachable');
  relay.isStreamOpen = false;
  return relay;
}

/** What the browser of this person keeps, once it is kept. */
async function kept(userId: string, keys: readonly (readonly unknown[])[]): Promise<void> {
  const { instanceId: instance, tenantId: tenant } = administrator;
  const memory = createMonitorCache({ instance, tenant, user: userId });
  for (const key of keys)
    await waitFor(async () => {
      expect(await memory.get(JSON.stringify(key))).not.toBeNull();
    });
}

describe('without the relay, after a reload', () => {
  it('the details show errors, chart and history as this browser saw them, and say once that they are old', async () => {
    const userId = '44444444-4444-4444-8444-444444444401';
    await showMonitor({ relay: relayOfOne(), path, userId });
    await screen.findByText('10 of 31 runs');
    await kept(userId, [
      queryKeys.user(id),
      queryKeys.errors(id),
      queryKeys.days(id),
      [...queryKeys.runs(id), wholeHistory],
    ]);
    cleanup();
    await showMonitor({ relay: awayRelay(), path, userId });
    expect(await screen.findByText('10 of 31 runs')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Retry Value refused, k2r7q0aa91' })).toBeTruthy();
    expect(await screen.findByText(/ in 30 days: /)).toBeTruthy();
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    for (const name of ['2 open errors', 'Last 30 days', 'Transaction History'])
      expect(
        within(screen.getByRole('region', { name })).queryByText('The Sales Sync service does not answer.'),
      ).toBeNull();
  });

  it('a run shows what this browser saw of it', async () => {
    const userId = '44444444-4444-4444-8444-444444444402';
    await showMonitor({ relay: relayOfOne(), path: `${path}/runs/30`, userId });
    await screen.findByRole('region', { name: 'Failed records' });
    await kept(userId, [queryKeys.run(id, 30), queryKeys.user(id)]);
    cleanup();
    await showMonitor({ relay: awayRelay(), path: `${path}/runs/30`, userId });
    expect(await screen.findByRole('region', { name: 'Failed records' })).toBeTruthy();
    expect(await screen.findByText('Ana Ruiz')).toBeTruthy();
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
  });
});

describe('without the relay, after a reload, the views beside the list', () => {
  it('causes show what this browser saw of them', async () => {
    const userId = '44444444-4444-4444-8444-444444444403';
    const failing = monitorUser(0, { outcome: 'failed', cause: 'sales-role-missing' });
    await showMonitor({ relay: createFakeRelay([failing]), path: '/monitor/causes', userId });
    await screen.findByRole('heading', { name: 'Sales role missing' });
    await kept(userId, [queryKeys.causes]);
    cleanup();
    await showMonitor({ relay: awayRelay(), path: '/monitor/causes', userId });
    expect(await screen.findByRole('heading', { name: 'Sales role missing' })).toBeTruthy();
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
  });

  it('the audit shows what this browser saw of it', async () => {
    const userId = '44444444-4444-4444-8444-444444444404';
    const relay = relayOfOne();
    relay.administration.entries.push(exported);
    await showMonitor({ relay, path: '/monitor/audit', userId });
    await screen.findByText('1 entry shown');
    await kept(userId, [queryKeys.audit({})]);
    cleanup();
    const away = awayRelay();
    away.client.administration.audit = () => Promise.reject(new RelayError('unreachable'));
    await showMonitor({ relay: away, path: '/monitor/audit', userId });
    expect(await screen.findByText('Ada Admin')).toBeTruthy();
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
  });
});

describe('without the relay, after a reload, the organisation', () => {
  function silentRelay(): FakeRelay {
    const relay = awayRelay();
    const reject = () => Promise.reject(new RelayError('unreachable'));
    Object.assign(relay.client.administration, {
      settings: reject,
      settingsHistory: reject,
      notifications: reject,
    });
    return relay;
  }
  function savedRelay(): FakeRelay {
    const relay = relayOfOne();
    const scope = { ...defaultOrganisationSettings.scope, totalLimit: 700 };
    relay.administration.saveAs('Adele Vance', { ...defaultOrganisationSettings, scope });
    return relay;
  }

  it('the settings show what held when this browser last read them, with the state of the webhook', async () => {
    const userId = '44444444-4444-4444-8444-444444444405';
    await showMonitor({ relay: savedRelay(), path: '/monitor/settings', userId });
    await findLabelled('Most records per user in total');
    await kept(userId, [queryKeys.settings, queryKeys.notifications]);
    cleanup();
    await showMonitor({ relay: silentRelay(), path: '/monitor/settings', userId });
    const field = await findLabelled('Most records per user in total');
    expect(field.value).toBe('700');
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Send a test' })).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
  });

  it('the settings begin with what holds now, not with what this browser remembers', async () => {
    const userId = '44444444-4444-4444-8444-444444444406';
    await showMonitor({ relay: relayOfOne(), path: '/monitor/settings', userId });
    await findLabelled('Most records per user in total');
    await kept(userId, [queryKeys.settings]);
    cleanup();
    await showMonitor({ relay: savedRelay(), path: '/monitor/settings', userId });
    expect((await findLabelled('Most records per user in total')).value).toBe('700');
    expect(screen.queryByRole('button', { name: /^Show version/ })).toBeNull();
  });

  it('the history of the settings shows what this browser saw of it', async () => {
    const userId = '44444444-4444-4444-8444-444444444407';
    await showMonitor({ relay: savedRelay(), path: '/monitor/settings/history', userId });
    await screen.findByText(/Adele Vance/);
    await kept(userId, [queryKeys.settingsHistory]);
    cleanup();
    await showMonitor({ relay: silentRelay(), path: '/monitor/settings/history', userId });
    expect(await screen.findByText(/Adele Vance/)).toBeTruthy();
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
  });
});

describe('when the connection is lost after the list was read', () => {
  async function openAna(relay: FakeRelay) {
    const { user } = await showMonitor({ relay, path: '/monitor?card=all' });
    await screen.findByRole('link', { name: 'Ana Ruiz' });
    relay.failure = new RelayError('unreachable');
    await user.click(screen.getByRole('link', { name: 'Ana Ruiz' }));
    return user;
  }

  it('the details show what the list said, as of when, and the failure beside it', async () => {
    const relay = relayOfOne();
    const user = await openAna(relay);
    expect(await screen.findByRole('heading', { level: 1, name: 'Ana Ruiz' })).toBeTruthy();
    expect(
      await screen.findByText(/^The details cannot be read\. You see what the list showed, as of \d/),
    ).toBeTruthy();
    expect(screen.getByText('The Sales Sync service does not answer.')).toBeTruthy();
    const identity = within(screen.getByRole('region', { name: 'Identity and status' }));
    expect(identity.getByText('Partly failed')).toBeTruthy();
    relay.failure = null;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Transaction History' })).toBeTruthy();
    expect(screen.queryByText(/You see what the list showed/)).toBeNull();
  });

  it('somebody whom no list showed is still a user of whom nothing is known', async () => {
    await showMonitor({ relay: awayRelay(), path });
    expect(await screen.findByRole('heading', { level: 1, name: 'User' })).toBeTruthy();
    expect(await screen.findByText('The Sales Sync service does not answer.')).toBeTruthy();
    expect(screen.queryByText(/You see what the list showed/)).toBeNull();
  });

  it.each([
    ['list', '/monitor?card=all', 'Ana Ruiz'],
    ['causes', '/monitor/causes', 'Nothing is failing'],
  ])('the %s says so once', async (_, from, shown) => {
    const relay = relayOfOne();
    await showMonitor({ relay, path: from });
    await screen.findByText(shown);
    relay.failure = new RelayError('unreachable');
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    relay.emit({ type: 'reload' });
    const failure = 'The Sales Sync service does not answer.';
    expect(await screen.findByText(failure)).toBeTruthy();
    relay.dropStream();
    expect(await screen.findByText(/^The connection is lost\. You see the state of /)).toBeTruthy();
    expect(screen.queryByText(failure)).toBeNull();
    expect(screen.getByText(shown)).toBeTruthy();
  });
});

describe('a run that ends while the details are open', () => {
  it('[M9] is drawn in the chart of the last 30 days, too', async () => {
    const relay = relayOfOne();
    await showMonitor({ relay, path });
    await screen.findByText(/ in 30 days: /);
    const [first] = relay.rows;
    if (!first) throw new Error('no rows');
    const days = (): number => relay.calls.filter(({ name }) => name === 'days').length;
    const before = days();
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    act(() => {
      const lastFinishAt = new Date().toISOString();
      relay.emit({ type: 'users', rows: [{ ...first, lastFinishAt, version: 2 }], removed: [] });
    });
    await waitFor(() => {
      expect(days()).toBe(before + 1);
    });
  });
});
