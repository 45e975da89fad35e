import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay, refusal, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, monitorUsers, userIdOf } from '../support/monitor-users.ts';
import { showMonitor, shownNames } from '../support/monitor-render.tsx';

function relayOfThree(): FakeRelay {
  return createFakeRelay([
    monitorUser(0, { displayName: 'Ana Ruiz' }),
    monitorUser(1, { displayName: 'Ben Okafor' }),
    monitorUser(2, { displayName: 'Chloé Müller', isSyncEnabled: false, disabledBy: 'administrator' }),
  ]);
}

async function pick(user: UserEvent, ...names: string[]): Promise<void> {
  for (const name of names) await user.click(await screen.findByRole('checkbox', { name: `Select ${name}` }));
}

async function choose(user: UserEvent, action: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

const sends = (relay: FakeRelay) => relay.calls.filter(({ name }) => name === 'send');
const all = '/monitor?card=all';

describe('an action', () => {
  it('shows whom it hits and whom it skips with the reason, and sends nothing before that is confirmed', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz', 'Chloé Müller');
    await choose(user, 'Disable Sync');
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable Sync' }));
    const hit = await dialog.findByRole('list', { name: '1 user is concerned' });
    expect(hit.textContent).toBe('Ana Ruiz');
    expect(dialog.getByRole('list', { name: '1 user is skipped' }).textContent).toBe(
      'Chloé Müller · sync is disabled already',
    );
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(sends(relay)).toEqual([]);
    expect(document.activeElement?.textContent).toBe('Actions');
  });

  it('says that a reason is too long instead of cutting it', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz');
    await choose(user, 'Disable Sync');
    const field = await screen.findByRole('textbox', { name: 'Reason (optional)' });
    await user.click(field);
    await user.paste('x'.repeat(501));
    expect(await screen.findByText('Shorten it to 500 characters: it has 501.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Disable 1 user' }));
    expect(sends(relay)).toEqual([]);
    await user.type(field, '{Backspace}');
    await user.click(screen.getByRole('button', { name: 'Disable 1 user' }));
    expect(sends(relay).map((call) => call.with[0])).toMatchObject([{ reason: 'x'.repeat(500) }]);
  });

  it('sends the reason with its selection once, and shows what becomes of it', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz');
    await choose(user, 'Disable Sync');
    await user.type(await screen.findByRole('textbox', { name: 'Reason (optional)' }), ' On leave ');
    await user.dblClick(screen.getByRole('button', { name: 'Disable 1 user' }));
    expect(await screen.findByText('1 sent')).toBeTruthy();
    expect(sends(relay).map((call) => call.with[0])).toEqual([
      { kind: 'disable', selection: { by: 'ids', ids: [userIdOf(0)] }, reason: 'On leave' },
    ]);
    const [progress] = [...relay.progressed.values()];
    if (!progress) throw new Error('no batch');
    const done = {
      ...progress,
      counts: { done: 1 },
      users: progress.users.map((one) => ({ ...one, state: 'done' as const })),
    };
    relay.progressed.set(progress.batchId, done);
    act(() => {
      relay.emit({ type: 'command', progress: done });
    });
    expect(await screen.findByText('1 done')).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Progress by user' })).getByText('Done')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.getByText('1 selected')).toBeTruthy();
  });

  it('is sent again under the same key while the relay starts anew, and done once', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz');
    await choose(user, 'Sync Now');
    relay.failNext.set('send', new RelayError('unreachable'));
    await user.click(await screen.findByRole('button', { name: 'Sync 1 user' }));
    expect(await screen.findByText(/This is sent as soon as it is back/)).toBeTruthy();
    expect(await screen.findByText('1 sent', {}, { timeout: 5_000 })).toBeTruthy();
    const keys = sends(relay).map((call) => call.with[1]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('can be tried again under the same key after a refusal', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz');
    await choose(user, 'Sync Now');
    relay.failNext.set('send', refusal('internal', 500));
    await user.click(await screen.findByRole('button', { name: 'Sync 1 user' }));
    expect(await screen.findByText('Trying again is safe: nothing is done twice.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('1 sent')).toBeTruthy();
    expect(new Set(sends(relay).map((call) => call.with[1])).size).toBe(1);
  });

  it('on nobody offers nothing to send', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz');
    await choose(user, 'Suspend Sync');
    expect(await screen.findByText('Nobody is concerned. Nothing will be sent.')).toBeTruthy();
    expect(screen.getByText(/no run is under way/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Suspend/ })).toBeNull();
  });

  it('asks to type the number before more than 10 users are deleted', async () => {
    const relay = createFakeRelay(monitorUsers(40));
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await user.click((await screen.findAllByRole('checkbox', { name: /^Select (?!all)/ }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Select all 40' }));
    await choose(user, 'Delete User');
    const confirm = await screen.findByRole('button', { name: 'Delete 40 users' });
    await user.click(confirm);
    expect(sends(relay)).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: 'Type 40 to confirm' }), '40');
    await user.click(confirm);
    await waitFor(() => {
      expect(sends(relay).map((call) => call.with[0])).toEqual([
        { kind: 'delete', selection: { by: 'filter', card: 'all', except: [] }, expectedHits: 40 },
      ]);
    });
    await user.click(await screen.findByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
    expect(document.activeElement?.textContent).toBe('Microsoft 365 Monitor');
  });

  it('that deletes takes the row out of the list when its dialog closes', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ben Okafor');
    await choose(user, 'Delete User');
    await user.click(await screen.findByRole('button', { name: 'Delete 1 user' }));
    expect(await screen.findByText('1 sent')).toBeTruthy();
    relay.rows = relay.rows.filter(({ id }) => id !== userIdOf(1));
    act(() => {
      relay.emit({ type: 'users', rows: [], removed: [userIdOf(1)] });
    });
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ana Ruiz', 'Chloé Müller']);
    });
  });

  it('that deletes the user whose details are open keeps its dialog until it is closed', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: `/monitor/users/${userIdOf(1)}`, isWide: false });
    await screen.findByRole('heading', { level: 1, name: 'Ben Okafor' });
    await choose(user, 'Delete User');
    await user.click(await screen.findByRole('button', { name: 'Delete 1 user' }));
    expect(await screen.findByText('1 sent')).toBeTruthy();
    act(() => {
      relay.emit({ type: 'users', rows: [], removed: [userIdOf(1)] });
    });
    expect(await screen.findByText('This user was deleted')).toBeTruthy();
    expect(screen.getByText('1 sent')).toBeTruthy();
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
    expect(document.activeElement?.textContent).toBe('Ben Okafor');
  });

  it('by filter leaves out the rows that were taken back', async () => {
    const relay = relayOfThree();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ana Ruiz');
    await user.click(screen.getByRole('button', { name: 'Select all 3' }));
    await pick(user, 'Ben Okafor');
    expect(screen.getByText('2 selected')).toBeTruthy();
    await choose(user, 'Ask to Sign In');
    await user.click(await screen.findByRole('button', { name: /^Ask 2 users/ }));
    await waitFor(() => {
      expect(sends(relay)[0]?.with[0]).toEqual({
        kind: 'ask-to-sign-in',
        selection: { by: 'filter', card: 'all', except: [userIdOf(1)] },
      });
    });
  });
});

describe('Update User Credentials', () => {
  async function open(relay: FakeRelay): Promise<UserEvent> {
    const { user } = await showMonitor({ relay, path: `/monitor/users/${userIdOf(0)}`, isWide: false });
    await screen.findByRole('heading', { name: 'Ana Ruiz' });
    await choose(user, 'Update User Credentials');
    return user;
  }
  const email = () => screen.getByRole('textbox', { name: 'Microsoft 365 e-mail' });

  it('sends only what changed, and closes', async () => {
    const relay = relayOfThree();
    const user = await open(relay);
    await user.clear(email());
    await user.type(email(), 'ana@contoso.example');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    expect(relay.calls.filter(({ name }) => name === 'changeCredentials')).toEqual([
      { name: 'changeCredentials', with: [userIdOf(0), { email: 'ana@contoso.example' }] },
    ]);
  });

  it('keeps what is too long whole, and says so instead of sending a part of it', async () => {
    const relay = relayOfThree();
    const user = await open(relay);
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Sales user name' });
    await user.clear(name);
    await user.paste('A'.repeat(330));
    expect(await screen.findByText('Shorten it to 320 characters: it has 330.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(name.value).toHaveLength(330);
    await user.clear(name);
    await user.paste('\u200b');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Enter a user name.')).toBeTruthy();
    expect(relay.calls.some(({ name: call }) => call === 'changeCredentials')).toBe(false);
  });

  it('refuses what is no address before it is sent', async () => {
    const relay = relayOfThree();
    const user = await open(relay);
    await user.clear(email());
    await user.type(email(), 'ana');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Enter an e-mail address.')).toBeTruthy();
    expect(relay.calls.some(({ name }) => name === 'changeCredentials')).toBe(false);
  });

  it('says at the field whose address it is already', async () => {
    const relay = relayOfThree();
    const user = await open(relay);
    await user.clear(email());
    await user.type(email(), 'user1@contoso.example');
    const errors = [{ pointer: '/email', detail: 'is already used by Ben Okafor', otherUser: 'Ben Okafor' }];
    relay.failNext.set('changeCredentials', refusal('conflict', 409, { errors }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Ben Okafor.* has this e-mail address already\./)).toBeTruthy();
    expect(email().getAttribute('aria-invalid')).toBe('true');
    expect((email() as HTMLInputElement).value).toBe('user1@contoso.example');
  });
});

describe('Export', () => {
  /** The addresses that the page navigated to. */
  function watchDownloads(): string[] {
    const urls: string[] = [];
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      urls.push(this.href);
    };
    return urls;
  }

  it('goes to a link for what the list matches', async () => {
    const relay = relayOfThree();
    const urls = watchDownloads();
    const { user } = await showMonitor({ relay, path: '/monitor?card=all&q=a', isWide: false });
    await screen.findByText('Ana Ruiz');
    await user.click(screen.getByRole('button', { name: /Export/ }));
    await waitFor(() => {
      expect(urls).toEqual(['https://localhost/api/v1/exports/once']);
    });
    expect(relay.calls.at(-1)).toEqual({ name: 'exportUrl', with: [{ card: 'all', q: 'a' }] });
  });

  it('takes the picked users, and says when it failed', async () => {
    const relay = relayOfThree();
    const urls = watchDownloads();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await pick(user, 'Ben Okafor');
    relay.failNext.set('exportUrl', new RelayError('unreachable'));
    await user.click(screen.getByRole('button', { name: /Export/ }));
    expect(await screen.findByRole('dialog', { name: 'The file could not be prepared' })).toBeTruthy();
    expect(relay.calls.at(-1)?.with).toEqual([{ card: 'all', q: '', ids: [userIdOf(1)] }]);
    expect(urls).toEqual([]);
  });
});
