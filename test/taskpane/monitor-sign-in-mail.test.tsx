// The mail of Ask to Sign In: what the dialog announces, and what the details say has become of it.
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { SignInMail } from '../../src/contract/users.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { monitorDetails, monitorUser, userIdOf } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const ana = monitorUser(0, { displayName: 'Ana Ruiz' });

async function preview(mails: number) {
  const relay = createFakeRelay([ana]);
  const { preview: plain } = relay.client;
  relay.client.preview = async (request) => ({ ...(await plain(request)), mails });
  const { user } = await showMonitor({ relay, path: '/monitor?card=all', isWide: false });
  await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Ask to Sign In' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Ask to Sign In' }));
  await dialog.findByText('1 user is concerned');
  return dialog;
}

async function told(signInMail: SignInMail | null): Promise<string | undefined> {
  const relay = createFakeRelay([ana]);
  relay.client.user = () => Promise.resolve({ ...monitorDetails(ana), signInMail });
  const { unmount } = await showMonitor({ relay, path: `/monitor/users/${userIdOf(0)}` });
  await screen.findByRole('heading', { level: 1, name: 'Ana Ruiz' });
  const fact = screen.queryByText('Mail to sign in')?.closest('div')?.querySelector('dd')?.textContent;
  unmount();
  return fact;
}

describe('the mail that asks to sign in', () => {
  it('[M6] is announced before it is sent, and so is that there is none', async () => {
    const some = await preview(1);
    expect(some.getByText('1 of them gets a mail with a link, too.')).toBeTruthy();
    expect(some.queryByText('No mail is sent.')).toBeNull();
  });

  it('[M6] is not sent to anybody where none is set up, which is said', async () => {
    const none = await preview(0);
    expect(none.getByText('No mail is sent.')).toBeTruthy();
  });

  it('[M7] is told in the details with what became of it and what the server said', async () => {
    const at = '2026-01-05T10:00:00.000Z';
    expect(await told(null)).toBeUndefined();
    expect(await told({ state: 'sent', at, error: null })).toMatch(/^Sent on .*2026/);
    expect(await told({ state: 'waiting', at, error: null })).toMatch(/^Waits to be sent, asked on /);
    expect(await told({ state: 'waiting', at, error: 'smtp-451' })).toMatch(
      /^Waits to be sent again: .*\(smtp-451\)$/,
    );
    expect(await told({ state: 'failed', at, error: 'smtp-550' })).toMatch(/^Not sent: .*\(smtp-550\)$/);
    expect(await told({ state: 'failed', at, error: 'unknown' })).toMatch(/^Perhaps not sent: /);
  });
});
