import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUsers } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const firstWaitMs = 1_000;

describe('a stream that is lost', () => {
  const wait = globalThis.setTimeout;
  beforeEach(() => {
    // The wait for the next try never ends by itself: whatever is live again was woken.
    const endless = (run: () => void, ms?: number) => wait(ms === firstWaitMs ? () => undefined : run, ms);
    globalThis.setTimeout = endless as typeof setTimeout;
  });
  afterEach(() => {
    globalThis.setTimeout = wait;
  });

  async function showLost(): Promise<{ relay: FakeRelay; user: UserEvent }> {
    const relay = createFakeRelay(monitorUsers(3));
    const { user } = await showMonitor({ relay });
    await screen.findByText('Live');
    act(relay.dropStream);
    await screen.findByText(/^Reconnecting since/);
    relay.isStreamOpen = true;
    return { relay, user };
  }

  it.each([
    ['the network is back', () => window.dispatchEvent(new Event('online'))],
    ['somebody looks again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('is tried again at once when %s', async (_, happens) => {
    await showLost();
    act(() => {
      happens();
    });
    expect(await screen.findByText('Live')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
  });

  it('is tried again at once by a press, which keeps the keyboard where it is', async () => {
    const { user } = await showLost();
    const tryNow = screen.getByRole('button', { name: 'Try now' });
    await user.click(tryNow);
    expect(await screen.findByText('Live')).toBeTruthy();
    expect(document.activeElement).toBe(tryNow);
    expect(tryNow.getAttribute('aria-disabled')).toBe('true');
    await user.tab();
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
    });
  });
});

describe('a question that failed while the stream lives', () => {
  const lost = /The Sales Sync service does not answer/;

  async function showFailed() {
    const relay = createFakeRelay(monitorUsers(3));
    const { user } = await showMonitor({ relay });
    await screen.findByText('Live');
    relay.failure = new RelayError('unreachable');
    await user.click(screen.getByRole('button', { name: /^All Users/ }));
    expect((await screen.findAllByText(lost)).length).toBeGreaterThan(0);
    expect(screen.getByText('Live')).toBeTruthy();
    return relay;
  }

  it('is asked again by itself, and once more until it is answered', async () => {
    const relay = await showFailed();
    const asked = relay.calls.length;
    await waitFor(() => {
      expect(relay.calls.length).toBeGreaterThan(asked);
    });
    relay.failure = null;
    await waitFor(() => {
      expect(screen.queryByText(lost)).toBeNull();
    });
    expect(await screen.findByText(monitorUsers(3)[0]?.displayName ?? '')).toBeTruthy();
  }, 40_000);

  it('is asked again at once when the network is back', async () => {
    const wait = globalThis.setTimeout;
    // The first wait never ends by itself.
    const endless = (run: () => void, ms?: number) => wait(ms === 3_000 ? () => undefined : run, ms);
    globalThis.setTimeout = endless as typeof setTimeout;
    try {
      const relay = await showFailed();
      relay.failure = null;
      act(() => {
        window.dispatchEvent(new Event('online'));
      });
      await waitFor(() => {
        expect(screen.queryByText(lost)).toBeNull();
      });
    } finally {
      globalThis.setTimeout = wait;
    }
  }, 40_000);
});
