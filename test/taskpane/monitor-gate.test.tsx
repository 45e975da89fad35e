import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { firstSnapshot } from '../../src/taskpane/session/snapshot-store.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const path = '/monitor/users/00000000-0000-4000-8000-000000000001?card=all&q=an';

describe('somebody who is not signed in', () => {
  it.each([
    ['signed-out', 'You are not signed in to Microsoft on this device.'],
    ['expired', 'Your Microsoft sign-in has ended.'],
  ] as const)('signs in where the link led, and stays there: %s', async (status, hint) => {
    const relay = createFakeRelay([]);
    const snapshot = { microsoft: { ...firstSnapshot.microsoft, status }, me: null };
    const { user, session } = await showMonitor({ relay, path, snapshot });
    expect(await screen.findByText(hint)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sign in to Microsoft' }));
    expect(session.deeds).toEqual([{ name: 'signIn', with: ['microsoft'] }]);
    expect(location.hash).toBe(`#${path}`);
    expect(relay.calls).toEqual([]);
  });

  it('reads why a sign-in did not work', async () => {
    const error = { code: 'access_denied', correlationId: null };
    const snapshot = {
      microsoft: { ...firstSnapshot.microsoft, status: 'signed-out', error },
      me: null,
    } as const;
    await showMonitor({ relay: createFakeRelay([]), path, snapshot });
    expect(await screen.findByText('The sign-in was refused.')).toBeTruthy();
  });
});
