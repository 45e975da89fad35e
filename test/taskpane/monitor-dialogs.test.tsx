// The page behind a dialog is hidden from screen readers, and must not stay so.

import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';

const relayOfFailing = (): FakeRelay =>
  createFakeRelay([
    monitorUser(0, { outcome: 'failed', cause: 'sales-role-missing', causeSide: 'sales' }),
    monitorUser(1, { outcome: 'failed', cause: 'sales-sign-in-expired', causeSide: 'sales' }),
  ]);

// jsdom lays nothing out: an element in a page of no size counts as one that cannot have the focus.
Object.defineProperty(HTMLElement.prototype, 'offsetParent', { get: () => document.body });
document.body.getBoundingClientRect = () => ({ width: 1280, height: 640 }) as DOMRect;

/** Dummies are Fluent's, at both ends of every page: the keyboard enters and leaves by them. */
const hidden = (): readonly Element[] => [
  ...document.querySelectorAll('body > [aria-hidden="true"]:not([data-tabster-dummy])'),
];

/** The page, hidden by the dialog that is open. */
async function pageIsHidden(): Promise<void> {
  const page = document.querySelector('main')?.closest('body > *');
  await waitFor(() => {
    expect(page?.getAttribute('aria-hidden')).toBe('true');
  });
}

async function nothingIsHidden(): Promise<void> {
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(hidden()).toEqual([]);
  });
}

describe('the page behind a dialog', () => {
  it.each(['Try the fix on one: Sales role missing', 'Ask to Sign In: Sales sign-in expired'])(
    '[M10] is there again for screen readers after "%s"',
    async (name) => {
      const { user } = await showMonitor({ relay: relayOfFailing(), path: '/monitor/causes' });
      await user.click(await screen.findByRole('button', { name }));
      const dialog = within(await screen.findByRole('dialog'));
      await pageIsHidden();
      await user.click(dialog.getByRole('button', { name: /^(Close|Cancel)$/ }));
      await nothingIsHidden();
    },
  );

  it('is there again after another address was opened', async () => {
    const path = `/monitor/users/${userIdOf(0)}`;
    const { user } = await showMonitor({ relay: relayOfFailing(), path });
    await user.click(await screen.findByRole('button', { name: 'Enable Debug Logs' }));
    await screen.findByRole('dialog');
    await pageIsHidden();
    act(() => {
      location.hash = '/monitor/causes';
    });
    await screen.findByRole('heading', { name: 'Causes' });
    await nothingIsHidden();
  });

  it.each([
    ['the details', `/monitor/users/${userIdOf(0)}`, 'Enable Debug Logs'],
    ['the causes', '/monitor/causes', 'Try the fix on one: Sales role missing'],
  ])('opens by a double click in %s, and closes by a click beside it', async (_, path, name) => {
    const { user } = await showMonitor({ relay: relayOfFailing(), path });
    await user.click(await screen.findByRole('button', { name }));
    await screen.findByRole('dialog');
    const backdrop = document.querySelector('.fui-DialogSurface__backdrop');
    if (!backdrop) throw new Error('the dialog covers nothing');
    fireEvent.click(backdrop, { detail: 2 });
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(screen.getByRole('dialog')).toBeTruthy();
    fireEvent.click(backdrop, { detail: 1 });
    await nothingIsHidden();
  });
});
