import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { monitorUser } from '../support/monitor-users.ts';
import { showMonitor, shownNames } from '../support/monitor-render.tsx';

describe('the search', () => {
  it('keeps a text that is too long whole, says so and asks for nothing', async () => {
    const relay = createFakeRelay([monitorUser(0, { displayName: 'Chloé Müller' })]);
    await showMonitor({ relay, path: '/monitor?card=all' });
    await screen.findByText('Chloé Müller');
    const box = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search users' });
    fireEvent.change(box, { target: { value: 'x'.repeat(201) } });
    expect(await screen.findByText('Shorten it to 200 characters: it has 201.')).toBeTruthy();
    expect(box.value).toHaveLength(201);
    expect(box.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(box, { target: { value: 'muller' } });
    await waitFor(() => {
      expect(location.hash).toBe('#/monitor?card=all&q=muller');
    });
    const asked = relay.calls.filter(({ name }) => name === 'users').map((call) => call.with[0]);
    expect(JSON.stringify(asked)).not.toContain('xx');
  });

  it('keeps the answer to the newest search when an older one comes after it', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Chloé Müller' }),
      monitorUser(1, { displayName: 'Emeka Tanaka' }),
    ]);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { users } = relay.client;
    const client = {
      ...relay.client,
      users: async (...call: Parameters<typeof users>) => {
        const page = await users(...call);
        if (call[0].q === 'emeka') await held;
        return page;
      },
    };
    await showMonitor({ relay: { ...relay, client }, path: '/monitor?card=all' });
    await screen.findByText('Emeka Tanaka');
    const box = screen.getByRole('searchbox', { name: 'Search users' });
    fireEvent.change(box, { target: { value: 'emeka' } });
    await waitFor(() => {
      expect(location.hash).toBe('#/monitor?card=all&q=emeka');
    });
    fireEvent.change(box, { target: { value: 'muller' } });
    await waitFor(() => {
      expect(shownNames()).toEqual(['Chloé Müller']);
    });
    await act(async () => {
      release();
      await held;
    });
    expect(shownNames()).toEqual(['Chloé Müller']);
  });
});
