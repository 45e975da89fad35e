// The preview of an action while nobody answers: that is said, and it goes on by itself.
import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const silent = 'The Sales Sync service does not answer.';
const looking = 'Looking up whom this concerns';

async function openAction(lose: (relay: FakeRelay) => void) {
  const relay = createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz' })]);
  const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
  await screen.findByText('Live');
  await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
  lose(relay);
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sync Now' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Sync Now' }));
  return { relay, dialog };
}

describe('the preview of an action', () => {
  it('says at the first try that nobody answers, keeps saying so, and goes on when somebody does', async () => {
    const { relay, dialog } = await openAction((lost) => {
      lost.failure = new RelayError('unreachable');
    });
    expect(await dialog.findByText(silent)).toBeTruthy();
    expect(dialog.queryByText(looking)).toBeNull();
    relay.failure = null;
    expect(await dialog.findByText('1 user is concerned')).toBeTruthy();
    expect(dialog.queryByText(silent)).toBeNull();
  });

  it('says so by the stream where the call itself hangs', async () => {
    const { dialog } = await openAction((relay) => {
      relay.client.preview = () => new Promise(() => undefined);
      act(relay.dropStream);
    });
    expect(await dialog.findByText(looking)).toBeTruthy();
    expect(await dialog.findByText(silent)).toBeTruthy();
    expect(dialog.queryByText(looking)).toBeNull();
  });
});
