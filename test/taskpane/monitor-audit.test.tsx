import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import type { AuditEntry } from '../../src/contract/administration.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { findLabelled, labelled } from '../support/labelled.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorUsers, userIdOf } from '../support/monitor-users.ts';

const path = '/monitor/audit';

function entry(n: number, facts: Partial<AuditEntry>): AuditEntry {
  return {
    id: `a0d17000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    at: '2026-11-21T10:31:00.000Z',
    administrator: 'aaaaaaaa-0000-4000-8000-000000000001',
    administratorName: 'Ada <i>Admin</i>',
    action: 'export',
    selection: {},
    idCount: null,
    users: [],
    outcome: {},
    ...facts,
  };
}

function relayWith(...entries: AuditEntry[]): FakeRelay {
  const relay = createFakeRelay([]);
  relay.administration.entries.push(...entries);
  return relay;
}

const disabled = entry(1, {
  action: 'disable',
  selection: { by: 'ids', ids: [userIdOf(0)], reason: 'On leave' },
  idCount: 60,
  users: [{ userId: userIdOf(0), displayName: 'Ana <b>Bold</b>' }],
  outcome: { hits: 59, skips: 1, novel: 'word' },
});
const batchId = 'ba7c0000-0000-4000-8000-000000000001';
const settings = entry(2, {
  action: 'change-settings',
  outcome: {
    version: 4,
    changes: [
      { path: 'scope.totalLimit', from: 5000, to: 9000 },
      { path: 'gone.setting', from: 1, to: 2 },
    ],
  },
});

describe('the audit screen', () => {
  it('opens an entry to everything that was kept, as text', async () => {
    const { user } = await showMonitor({ relay: relayWith(disabled, settings), path });
    expect(await screen.findAllByText('Ada <i>Admin</i>')).toHaveLength(2);
    const row = screen.getByRole('button', { name: /Disable Sync\s*60 users\s*Users hit: 59/ });
    expect(row.getAttribute('aria-expanded')).toBe('false');
    await user.click(row);
    for (const text of ['One by one', 'On leave', '59', 'novel', 'word', 'and 59 more'])
      screen.getByText(text);
    const link = screen.getByRole('link', { name: 'Ana <b>Bold</b>' });
    expect(link.getAttribute('href')).toContain(`/monitor/users/${userIdOf(0)}`);
    await user.click(screen.getByRole('button', { name: /Change settings/ }));
    expect(screen.getByText('5,000 → 9,000')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(screen.queryByText('5,000 → 9,000')).toBeNull();
  });

  it('tells a filter and the ways to act by the words of the Monitor, names of machines nowhere', async () => {
    const logId = 'de000000-0000-4000-8000-000000000001';
    const relay = relayWith(
      entry(1, {
        action: 'ask-to-sign-in',
        selection: {
          by: 'filter',
          card: 'expired',
          q: '',
          cause: 'sales-sign-in-expired',
          runner: 'worker',
          version: '0.1.0',
          authorization: 'sales-missing',
          except: [userIdOf(0), userIdOf(1)],
        },
        outcome: { hits: 4, skips: 2 },
      }),
      entry(2, { action: 'start-debug-log', outcome: { logId, minutes: 30 } }),
    );
    const { user } = await showMonitor({ relay, path });
    await user.click(
      await screen.findByRole('button', { name: /Ask to Sign In\s*By filter\s*Users hit: 4/ }),
    );
    await user.click(screen.getByRole('button', { name: /Enable Debug Logs/ }));
    const facts = screen
      .getAllByRole('term')
      .map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent ?? ''}`);
    expect(facts).toEqual([
      expect.stringContaining('Entry: '),
      'Selected by: Filter',
      'Card: Expired Authorizations',
      'Cause: Sales sign-in expired',
      'Runner: Background service',
      'Client version: 0.1.0',
      'Authorization: Sales sign-in missing',
      'Except: 2',
      'Users hit: 4',
      'Users skipped: 2',
      expect.stringContaining('Entry: '),
      'Minutes: 30',
    ]);
  });

  it('tells what was dismissed by its number', async () => {
    const errors = [{ kind: 'contact', recordKey: 'aaaaaaaa', side: 'sales', operation: 'create' }];
    const selection = { by: 'ids', ids: [userIdOf(0)] };
    const users = [{ userId: userIdOf(0), displayName: 'Ana Ruiz' }];
    const dismissed = { action: 'dismiss-errors', idCount: 1, users } as const;
    const relay = relayWith(
      entry(1, { ...dismissed, selection: { ...selection, errors }, outcome: { dismissed: 1 } }),
      entry(2, { ...dismissed, selection: { ...selection, all: true }, outcome: { dismissed: 7 } }),
    );
    const { user } = await showMonitor({ relay, path });
    for (const row of await screen.findAllByRole('button', { name: /Dismiss errors/ })) await user.click(row);
    expect(screen.getAllByText('All that were open')).toHaveLength(1);
    expect(screen.queryByText(/recordKey/)).toBeNull();
  });

  it('shows what became of a command for each user', async () => {
    const relay = relayWith(entry(3, { action: 'disable', outcome: { hits: 2, skips: 0, batchId } }));
    relay.progressed.set(batchId, {
      batchId,
      kind: 'disable',
      counts: { done: 1, sent: 1 },
      runs: {},
      users: [
        { userId: userIdOf(0), displayName: 'Ana Ruiz', state: 'done', reason: null, run: null },
        { userId: userIdOf(1), displayName: 'Ben Okafor', state: 'sent', reason: null, run: null },
      ],
      next: null,
    });
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('button', { name: /Disable Sync\s*Users hit: 2/ }));
    expect(screen.queryByText(batchId)).toBeNull();
    expect(await screen.findByText('1 done · 1 sent')).toBeTruthy();
    expect(screen.getByRole('list', { name: 'Progress by user' }).textContent).toBe(
      'Ana RuizDoneBen OkaforSent',
    );
  });

  it('names users who were deleted, and leads nowhere from them', async () => {
    const users = [{ userId: userIdOf(0), displayName: 'Ana Ruiz', isDeleted: true }];
    const deleted = entry(4, { action: 'delete', idCount: 1, users, outcome: { hits: 1 } });
    const { user } = await showMonitor({ relay: relayWith(deleted), path });
    await user.click(await screen.findByRole('button', { name: /Delete User\s*Ana Ruiz/ }));
    expect(screen.getByRole('list', { name: 'Users' }).textContent).toBe('Ana Ruiz');
    expect(screen.queryByRole('link', { name: 'Ana Ruiz' })).toBeNull();
  });

  it('comes page by page', async () => {
    const many = [1, 2, 3].map((n) => entry(n, {}));
    const { user } = await showMonitor({ relay: relayWith(...many), path });
    expect(await screen.findByText('2 entries shown')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('3 entries shown')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('keeps its filter in the address and asks the relay for it', async () => {
    const relay = relayWith(disabled, settings);
    const { user } = await showMonitor({ relay, path: `${path}?audit.action=dance&audit.user=ana` });
    await screen.findByText('2 entries shown');
    // what nobody knows is left out, and said
    const note = 'Some values of this link are not known here and were left out: Action.';
    expect(screen.getByText(new RegExp(`^${note}`))).toBeTruthy();
    await user.selectOptions(labelled('Action'), 'Disable Sync');
    expect(await screen.findByText('1 entry shown')).toBeTruthy();
    await user.type(labelled('Administrator'), 'ada');
    await waitFor(() => {
      expect(location.hash).toBe(`#${path}?audit.action=disable&audit.administrator=ada&audit.user=ana`);
    });
    await waitFor(() => {
      expect(relay.administration.calls.at(-1)).toEqual({
        name: 'audit',
        with: { action: 'disable', administrator: 'ada', user: 'ana' },
      });
    });
    await user.selectOptions(labelled('Action'), 'Delete User');
    expect(await screen.findByText('Nothing matches these filters')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByText('2 entries shown')).toBeTruthy();
  });

  it('asks for no text that is too long, and says so at the field', async () => {
    const relay = relayWith(disabled);
    const { user } = await showMonitor({ relay, path });
    await user.click(await findLabelled('Administrator'));
    await user.paste('a'.repeat(201));
    expect(await screen.findByText('Shorten it to 200 characters: it has 201.')).toBeTruthy();
    await user.click(labelled('User'));
    await user.paste('ana');
    await waitFor(() => {
      expect(location.hash).toBe(`#${path}?audit.user=ana`);
    });
    expect(labelled('Administrator').value).toHaveLength(201);
  });

  it('says when the time ends before it begins', async () => {
    const range = 'audit.from=2026-11-22T00:00:00.000Z&audit.to=2026-11-21T00:00:00.000Z';
    await showMonitor({ relay: relayWith(), path: `${path}?${range}` });
    // at the field, and where the entries would stand
    expect(await screen.findAllByText('Until must not be before From.')).toHaveLength(2);
  });

  it('exports what matches by a link that the browser follows', async () => {
    const relay = relayWith(disabled);
    const { user } = await showMonitor({ relay, path: `${path}?audit.action=disable` });
    await screen.findByText('1 entry shown');
    relay.administration.failNext.set('auditExportUrl', new RelayError('unreachable'));
    await user.click(screen.getByRole('button', { name: 'Export' }));
    expect(await screen.findByText('The Sales Sync service does not answer.')).toBeTruthy();
    expect(relay.administration.calls).toContainEqual({
      name: 'auditExportUrl',
      with: { action: 'disable' },
    });
  });

  it('explains an empty list, and offers another try after a failure', async () => {
    const relay = relayWith();
    // a stream that comes back would ask again by itself
    relay.isStreamOpen = false;
    relay.administration.failNext.set('audit', new RelayError('refused', { status: 500 }));
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing was done yet')).toBeTruthy();
  });
});

describe('users and the audit', () => {
  it('share the way back to the list', async () => {
    const relay = createFakeRelay(monitorUsers(3));
    const { user } = await showMonitor({ relay, path });
    await user.click(await screen.findByRole('link', { name: 'Back to the Monitor' }));
    expect(await screen.findByRole('heading', { name: 'Microsoft 365 Monitor' })).toBeTruthy();
  });

  it('[M9] keep the view of the list beside the filter of the audit', async () => {
    const relay = createFakeRelay(monitorUsers(3));
    const view = 'card=all&q=a&sort=name';
    const { user } = await showMonitor({ relay, path: `${path}?${view}` });
    await user.selectOptions(await findLabelled('Action'), 'Disable Sync');
    await waitFor(() => {
      expect(location.hash).toBe(`#${path}?${view}&audit.action=disable`);
    });
    await user.click(screen.getByRole('link', { name: 'Back to the Monitor' }));
    expect(location.hash).toBe(`#/monitor?${view}`);
  });

  it('[M9] leave the view of the list as it is, also by way of the settings and their history', async () => {
    const view = '?card=all&q=a';
    const { user } = await showMonitor({ relay: createFakeRelay([]), path: `/monitor/settings${view}` });
    await user.click(await screen.findByRole('link', { name: 'History' }));
    expect(location.hash).toBe(`#/monitor/settings/history${view}`);
    await user.click(await screen.findByRole('link', { name: 'Back to the settings' }));
    expect(location.hash).toBe(`#/monitor/settings${view}`);
    await user.click(await screen.findByRole('link', { name: 'Back to the Monitor' }));
    expect(location.hash).toBe(`#/monitor${view}`);
  });
});
