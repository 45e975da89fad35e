// A row whose runs do not come: suspended, slowed down, silent or off, said in words in the table, the list of the pane
// and the details, with by whom and until when.
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { UserRow } from '../../src/contract/users.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { askAtNoon } from '../support/noon.ts';

askAtNoon();

const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
const time = String.raw`\d{1,2}:\d\d.[AP]M`;
const at = (words: string): RegExp => new RegExp(`^${words.replace('TIME', time)}$`);

const suspended = {
  badge: 'suspended',
  suspendedBy: 'administrator',
  waitReason: 'suspended',
  nextRunAt: minutes(9),
} as const;
const paused = {
  pausedAt: minutes(-30),
  suspendedBy: 'user',
  waitReason: 'suspended',
  nextRunAt: null,
} as const;
const closed = {
  runnerState: 'pane-closed',
  waitReason: 'pane-closed',
  paneSeenAt: minutes(-45),
} as const;
const throttled = { cause: 'throttled', waitReason: 'throttled', nextRunAt: minutes(20) } as const;

const cases: readonly (readonly [string, Partial<UserRow>, RegExp])[] = [
  ['[M11] suspended by an administrator', suspended, at('Suspended until TIME by an administrator')],
  ['[M11] stopped, nobody knows by whom', { ...suspended, suspendedBy: null }, at('Suspended until TIME')],
  ['[M11] paused by the user', paused, /^Suspended by the user$/],
  ['[M11] paused with a pane that was closed', { ...closed, ...paused }, /^Suspended by the user$/],
  ['[M11] slowed down and failed', { ...throttled, outcome: 'failed' }, at('Slowed down until TIME')],
  ['[M11] slowed down with changes left', { ...throttled, cause: null }, at('Slowed down until TIME')],
  [
    'silent after conflicts',
    { ...closed, outcome: 'succeeded-with-conflicts', conflicts: 2 },
    at('Pane closed since TIME · 2 conflicts'),
  ],
  ['silent after errors', { ...closed, openErrors: 1 }, at('Pane closed since TIME · 1 open error')],
  [
    'silent after a suspended run',
    { ...closed, ...suspended, waitReason: 'pane-closed' },
    /^Pane closed since .* · Suspended by an administrator$/,
  ],
  [
    'silent after a failure',
    { ...closed, outcome: 'failed', cause: 'malformed' },
    at('Unreadable answer · Pane closed since TIME'),
  ],
  [
    'a background service that fell silent after a skipped run',
    { runnerState: 'worker-silent', runnerSeenAt: minutes(-45), badge: 'skipped' },
    at('No word since TIME · Newest run: Skipped'),
  ],
  ['disabled by the user', { isSyncEnabled: false, disabledBy: 'user' }, /^Disabled by the user$/],
  ['disabled by the engine', { isSyncEnabled: false, disabledBy: 'engine' }, /^Disabled by Sales Sync$/],
];

describe('a row whose runs do not come', () => {
  it.each(cases)('%s says so in the table and in the list', async (_, change, words) => {
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', ...change })]);
    const wide = await showMonitor({ relay, path: '/monitor?card=all' });
    const row = await screen.findByRole('row', { name: /Ana Ruiz/ });
    expect(within(row).getByText(words)).toBeTruthy();
    wide.unmount();
    const narrow = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
    const item = await screen.findByRole('listitem');
    expect(within(item).getByText(words)).toBeTruthy();
    narrow.unmount();
  });

  it('that is paused is not green', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Ana Ruiz' }),
      monitorUser(1, { displayName: 'Ben Okafor', ...paused }),
    ]);
    await showMonitor({ relay, path: '/monitor?card=all' });
    const iconClass = (name: RegExp) =>
      screen.getByRole('row', { name }).querySelector('[aria-hidden="true"]:has(svg)')?.className;
    await screen.findByRole('row', { name: /Ana Ruiz/ });
    expect(iconClass(/Ben Okafor/)).not.toBe(iconClass(/Ana Ruiz/));
  });
});

describe('a row that is disabled', () => {
  it.each([true, false])('looks the same whatever its last run came to, wide: %s', async (isWide) => {
    const off = { isSyncEnabled: false, disabledBy: 'administrator', waitReason: 'disabled' } as const;
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Ana Ruiz', ...off, outcome: 'succeeded' }),
      monitorUser(1, { displayName: 'Ben Okafor', ...off, outcome: 'failed', cause: 'malformed' }),
      monitorUser(2, { displayName: 'Chloe Petit', outcome: 'failed', cause: 'malformed' }),
    ]);
    await showMonitor({ relay, path: '/monitor?card=all', isWide });
    const toneOf = async (name: string): Promise<string | undefined> => {
      const row = (await screen.findByText(name)).closest('[role="row"], [role="listitem"]');
      return row?.querySelector('[aria-hidden="true"]:has(svg)')?.className;
    };
    expect(await toneOf('Ben Okafor')).toBe(await toneOf('Ana Ruiz'));
    expect(await toneOf('Ben Okafor')).not.toBe(await toneOf('Chloe Petit'));
  });
});

describe('the details of a user', () => {
  const fact = (name: string) => screen.getByText(name).closest('div')?.querySelector('dd')?.textContent;
  const show = async (change: Partial<UserRow>): Promise<void> => {
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', ...change })]);
    await showMonitor({ relay, path: `/monitor/users/${userIdOf(0)}` });
    await screen.findByText('Lag');
  };

  it('[M11] who paused say since when, and that the next run comes when the user resumes', async () => {
    await show({ ...closed, ...paused });
    expect(fact('Next Run')).toBe('When the user resumes');
    expect(fact('Lag')).toBe('–Suspended by the user');
    expect(screen.getByText(/^Suspended by the user since /)).toBeTruthy();
    expect(screen.queryByText('The pane is closed.')).toBeNull();
  });

  it('[M11] who was suspended say until when a change waits, and by whom', async () => {
    await show({ ...suspended, oldestWaitingAt: minutes(-5) });
    expect(fact('Lag')).toMatch(/^5 minSuspended until .* by an administrator$/);
  });
});
