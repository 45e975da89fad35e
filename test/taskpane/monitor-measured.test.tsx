// What the Monitor counts and what it only has no number for, in words.
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorRun, monitorUser, userIdOf } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const none = { created: 0, updated: 0, deleted: 0 };
const zeros = {
  contact: {
    microsoft: none,
    sales: none,
    inSync: 0,
    excluded: {},
    failing: 0,
    contested: 0,
    planned: 0,
  },
};
const relayOfOne = (lastSuccessAt: string | null): FakeRelay =>
  createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', lastSuccessAt })]);
const run = `/monitor/users/${userIdOf(0)}/runs/1`;
const uncounted = 'This run ended before any record was read and counted.';

describe('a run of which nothing was counted', () => {
  it.each([
    ['failed', true],
    ['suspended', true],
    // there was nothing, and that was seen
    ['succeeded', false],
  ] as const)('that %s is told from one that counted zero', async (outcome, isSaid) => {
    const relay = relayOfOne(null);
    relay.client.run = async () => monitorRun(1, { outcome, kinds: zeros, failing: 0, failures: [] });
    await showMonitor({ relay, path: run });
    await screen.findByText('Records');
    expect(screen.queryByText(uncounted) !== null).toBe(isSaid);
    expect(screen.queryByText('In sync') === null).toBe(isSaid);
  });

  it('that failed after it had counted shows its numbers', async () => {
    const relay = relayOfOne(null);
    relay.client.run = async () => monitorRun(1, { outcome: 'failed' });
    await showMonitor({ relay, path: run });
    expect(await screen.findByText('In sync')).toBeTruthy();
    expect(screen.queryByText(uncounted)).toBeNull();
  });

  it.each([
    [null, 'No run has counted them yet'],
    [new Date(0).toISOString(), '0'],
  ])('says as much of the user whose last success is %s', async (lastSuccessAt, words) => {
    const relay = relayOfOne(lastSuccessAt);
    const { user } = relay.client;
    relay.client.user = async (id, signal) => {
      const details = await user(id, signal);
      return { ...details, kinds: details.kinds.map((kind) => ({ ...kind, counts: zeros.contact })) };
    };
    await showMonitor({ relay, path: `/monitor/users/${userIdOf(0)}` });
    const fact = (await screen.findByText('In sync')).closest('div');
    expect(fact?.querySelector('dd')?.textContent).toBe(words);
  });
});

describe('the card of sign-ins', () => {
  it('says that it counts people who have not signed in yet', async () => {
    await showMonitor({ relay: relayOfOne(null), path: '/monitor?card=expired' });
    const card = await screen.findByRole('button', { name: /^Expired Authorizations/ });
    expect(card.title).toContain('or the user has not signed in yet');
  });
});

describe('a link with values that nobody here knows', () => {
  it('names them as the screen calls them', async () => {
    const path = '/monitor?card=x&sort=y&direction=z&cause=w&columns=v&later=1';
    await showMonitor({ relay: relayOfOne(null), path });
    expect(
      await screen.findByText(/left out: later, Card, Cause, Sort, Direction of sorting, Columns\.$/, {
        exact: false,
        normalizer: (text) => text.trim(),
      }),
    ).toBeTruthy();
  });
});
