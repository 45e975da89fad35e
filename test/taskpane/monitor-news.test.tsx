import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import type { UserRow } from '../../src/contract/users.ts';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorCards, monitorUser, monitorUsers, userIdOf } from '../support/monitor-users.ts';
import { askAtNoon } from '../support/noon.ts';
import { showMonitor, shownNames } from '../support/monitor-render.tsx';

const expired = { outcome: 'failed', cause: 'sales-sign-in-expired' } as const;

function relayOfThree(): FakeRelay {
  return createFakeRelay([
    monitorUser(0, { displayName: 'Ana Ruiz', ...expired }),
    monitorUser(1, { displayName: 'Ben Okafor', ...expired }),
    monitorUser(2, { displayName: 'Chloé Müller', outcome: 'partly-failed', cause: 'field-rejected' }),
  ]);
}

const running = () =>
  ({
    startedAt: new Date().toISOString(),
    phase: 'writing',
    done: 1,
    total: 9,
    estimatedMsLeft: null,
  }) as const;
const called = (relay: FakeRelay, name: string): number =>
  relay.calls.filter((call) => call.name === name).length;
const change = (relay: FakeRelay, at: number, part: Partial<UserRow>): void => {
  relay.rows = relay.rows.map((row) => (row.id === userIdOf(at) ? { ...row, ...part } : row));
};
const newer = () => screen.queryByRole('button', { name: 'List changed, refresh' });

askAtNoon();

/** The clock stands at noon and is turned by hand; timers stay those of the platform. */
let aheadMs = 0;
const realNow = Date.now.bind(Date);

describe('a list that stood for a while', () => {
  beforeEach(() => {
    aheadMs = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + aheadMs);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is compared when it is opened again: rows stay under the pointer, and the button says that it changed', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay });
    await user.click(await screen.findByRole('button', { name: 'Show them' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ana Ruiz', 'Ben Okafor']);
    });
    await user.click(screen.getByRole('button', { name: /remove this filter/ }));
    await waitFor(() => {
      expect(shownNames()).toHaveLength(3);
    });
    aheadMs = 11_000;
    change(relay, 0, { outcome: 'succeeded', cause: null, version: 2 });
    change(relay, 1, { openErrors: 7, version: 2 });
    await user.click(screen.getByRole('button', { name: 'Show them' }));
    await waitFor(() => {
      expect(newer()).toBeTruthy();
    });
    expect(shownNames()).toEqual(['Ana Ruiz', 'Ben Okafor']);
    await screen.findByRole('row', { name: /Ben Okafor.* 7 / });
    await user.click(screen.getByRole('checkbox', { name: 'Select Ben Okafor' }));
    expect(screen.queryByRole('button', { name: 'Select all 2' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'List changed, refresh' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ben Okafor']);
    });
    expect(newer()).toBeNull();
  });

  it('[M9] says without the relay from when it is: nobody kept it fresh while another one was shown', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay });
    await screen.findByText('Live');
    await screen.findByText('Ana Ruiz');
    const readMs = Date.now();
    await user.click(screen.getByRole('button', { name: 'Show them' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ana Ruiz', 'Ben Okafor']);
    });
    aheadMs = 600_000;
    act(() => {
      relay.emit({ type: 'users', rows: relay.rows.map((row) => ({ ...row, version: 2 })), removed: [] });
    });
    relay.failure = new RelayError('unreachable');
    act(relay.dropStream);
    const time = (atMs: number): string =>
      new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }).format(atMs);
    const note = async (): Promise<string> =>
      (await screen.findByText(/^The connection is lost\. You see the state of /)).textContent;
    // The one on the screen was kept until the stream was lost.
    const lostMs = readMs + aheadMs;
    expect(await note()).toContain(time(lostMs));
    // Asked for in the moment of the loss, the next list would count as kept until then.
    aheadMs += 1_000;
    await user.click(screen.getByRole('button', { name: /remove this filter/ }));
    await waitFor(() => {
      expect(shownNames()).toHaveLength(3);
    });
    // The counts above it were kept all the time, as the head says: two times, each with its word.
    expect(await screen.findByText(/^The connection is lost\. You see the list of /)).toHaveProperty(
      'textContent',
      expect.stringContaining(`list of ${time(readMs)} and the counts of ${time(lostMs)}.`),
    );
    expect(screen.getByText(`Offline, as of ${time(lostMs)}`)).toBeTruthy();
  });

  it('is asked for once when it is new, and not compared with itself', async () => {
    const relay = relayOfThree();
    await showMonitor({ relay });
    await screen.findByText('Live');
    await screen.findByText('Ana Ruiz');
    const before = called(relay, 'users');
    // the first answer, and the one that follows the start of the stream
    expect(before).toBeLessThanOrEqual(2);
    expect(newer()).toBeNull();
  });

  it('has as many users as rows where the relay counted them earlier', async () => {
    const relay = relayOfThree();
    const { users } = relay.client;
    relay.client.users = async (query) => ({ ...(await users(query)), total: 0 });
    await showMonitor({ relay });
    await screen.findByText('3 users');
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
    expect(screen.getByRole('button', { name: 'Export' }).getAttribute('aria-disabled')).toBeNull();
  });

  it('is not said to have changed by a count that is older than its rows', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay });
    await screen.findByText('Live');
    await screen.findByText('3 users');
    aheadMs = 1_000;
    act(() => {
      relay.emit({ type: 'cards', cards: monitorCards(relay.rows.slice(1)) });
    });
    await waitFor(() => {
      expect(newer()).toBeTruthy();
    });
    aheadMs = 2_000;
    await user.click(screen.getByRole('button', { name: 'List changed, refresh' }));
    await waitFor(() => {
      expect(newer()).toBeNull();
    });
    expect(screen.getByText('3 users')).toBeTruthy();
  });

  it('counts one more than the rows that are here while there are more than the relay knew', async () => {
    const relay = createFakeRelay(monitorUsers(120));
    const { users } = relay.client;
    relay.client.users = async (query) => ({ ...(await users(query)), total: 7 });
    await showMonitor({ relay, path: '/monitor?card=all' });
    await screen.findByText('101 users');
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('102');
  });

  it('names the number that a selection of all would hit', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: '/monitor?card=all' });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
    expect(await screen.findByRole('button', { name: 'Select all 3' })).toBeTruthy();
    await screen.findByText('Live');
    relay.rows = [...relay.rows, monitorUser(3), monitorUser(4)];
    // A count wins over the rows' own only where it is newer.
    aheadMs = 1_000;
    act(() => {
      relay.emit({ type: 'cards', cards: monitorCards(relay.rows) });
    });
    await user.click(await screen.findByRole('button', { name: 'Select all 5' }));
    expect(screen.getByText('5 selected')).toBeTruthy();
  });

  it('[M5] has counts that move with the clock alone, also while the stream is live', async () => {
    const spy = jest.spyOn(window, 'setInterval');
    const relay = relayOfThree();
    await showMonitor({ relay });
    await screen.findByText('Live');
    await screen.findByText('Ana Ruiz');
    const before = called(relay, 'cards');
    relay.rows = relay.rows.map((row) => ({ ...row, oldestWaitingAt: new Date(0).toISOString() }));
    // a minute passes
    for (const [beat, everyMs] of spy.mock.calls) if (everyMs === 60_000) act(beat);
    expect(await screen.findByRole('button', { name: /^Behind Target\s*3$/ })).toBeTruthy();
    expect(called(relay, 'cards')).toBeGreaterThan(before);
  });
});

describe('what is pushed', () => {
  it('[M9] changes a row by time alone, without a newer version: a runner that fell silent is no longer green', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Ana Ruiz', conflicts: 0, openErrors: 0 }),
      monitorUser(1, { displayName: 'Ben Okafor', running: running() }),
    ]);
    await showMonitor({ relay, path: '/monitor?card=all' });
    await screen.findByText('Live');
    expect(screen.getByRole('row', { name: /Syncing.* Ben Okafor/ })).toBeTruthy();
    const [first, second] = relay.rows;
    if (!first || !second) throw new Error('no rows');
    act(() => {
      relay.emit({
        type: 'users',
        rows: [
          { ...first, runnerState: 'pane-closed' },
          { ...second, running: null },
        ],
        removed: [],
      });
    });
    expect(await screen.findByRole('row', { name: /Pane closed since .* Ana Ruiz/ })).toBeTruthy();
    expect(screen.getByRole('row', { name: /Succeeded.* Ben Okafor/ })).toBeTruthy();
  });
});

describe('the cards', () => {
  it('say that the counts could not be read, and count again when told to', async () => {
    const relay = relayOfThree();
    const { cards } = relay.client;
    relay.client.cards = () => Promise.reject(new RelayError('refused', { status: 500 }));
    const { user } = await showMonitor({ relay });
    expect(await screen.findByText('The counts could not be read.')).toBeTruthy();
    relay.client.cards = cards;
    await user.click(screen.getByRole('button', { name: 'Count again' }));
    expect(await screen.findByRole('button', { name: /^3\s*Last Sync Failed/ })).toBeTruthy();
    expect(screen.queryByText('The counts could not be read.')).toBeNull();
  });
});
