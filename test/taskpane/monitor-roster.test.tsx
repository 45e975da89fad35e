import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const relayOfOne = (): FakeRelay =>
  createFakeRelay([monitorUser(0, { displayName: 'Ana Ruiz', email: 'ana@contoso.example' })]);
const asked = (relay: FakeRelay): unknown[] =>
  relay.calls.filter(({ name }) => name === 'addUsers').map((call) => call.with[0]);

async function openForm(relay: FakeRelay) {
  const shown = await showMonitor({ relay, path: '/monitor?card=all' });
  await shown.user.click(await screen.findByRole('button', { name: 'Add users' }));
  await screen.findByRole('dialog', { name: 'Add users' });
  return shown;
}

async function paste(user: Awaited<ReturnType<typeof openForm>>['user'], text: string): Promise<void> {
  await user.click(screen.getByRole('tab', { name: 'As a list' }));
  await user.click(screen.getByRole('textbox', { name: 'One user per line' }));
  await user.paste(text);
}

describe('adding users', () => {
  it('takes them one by one, and gives the keyboard back', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await user.type(screen.getByRole('textbox', { name: 'Sales user name' }), 'BEN');
    await user.type(screen.getByRole('textbox', { name: 'Microsoft 365 e-mail' }), 'ben@contoso.example');
    await user.click(await screen.findByRole('button', { name: 'Add 1 user' }));
    expect(await screen.findByText('1 user added')).toBeTruthy();
    expect(asked(relay)).toEqual([{ users: [{ email: 'ben@contoso.example', salesUserName: 'BEN' }] }]);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Add users');
    });
  });

  it('names every bad line with its remedy, sends the good ones, and keeps the others to be mended', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await paste(user, 'BEN,ben@contoso.example\nonly one\nCHLOE,no address\nANA,ana@contoso.example');
    const bad = await screen.findByRole('list', { name: '2 lines need mending' });
    expect(bad.textContent).toContain('Line 2: Write both into this line');
    expect(bad.textContent).toContain('Line 3: The Microsoft e-mail must be an e-mail address');
    await user.click(screen.getByRole('button', { name: 'Add 2 users' }));
    expect(await screen.findByText('1 user added')).toBeTruthy();
    const left = screen.getByRole('list', { name: '3 lines need mending' });
    expect(left.textContent).toMatch(/Line 4: .*Ana Ruiz.* has this e-mail address already\./);
    await user.click(screen.getByRole('button', { name: 'Mend the lines left' }));
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'One user per line' });
    expect(field.value).toBe('only one\nCHLOE,no address\nANA,ana@contoso.example');
  });

  it('keeps the heading over the lines that are to be mended, and its order', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await paste(
      user,
      'email,salesUserName,displayName\nno address,CHLOE,\nana@contoso.example,ANA,\nben@contoso.example,BEN,Ben O.',
    );
    await user.click(await screen.findByRole('button', { name: 'Add 2 users' }));
    expect(await screen.findByText('1 user added')).toBeTruthy();
    const ben = { email: 'ben@contoso.example', salesUserName: 'BEN', displayName: 'Ben O.' };
    expect(asked(relay)).toEqual([{ users: [{ email: 'ana@contoso.example', salesUserName: 'ANA' }, ben] }]);
    await user.click(screen.getByRole('button', { name: 'Mend the lines left' }));
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'One user per line' });
    expect(field.value).toBe('email,salesUserName,displayName\nno address,CHLOE,\nana@contoso.example,ANA,');
  });

  it('says at its field what is too long or cannot be seen, and sends none of it', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Sales user name' });
    await user.type(screen.getByRole('textbox', { name: 'Microsoft 365 e-mail' }), 'ben@contoso.example');
    await user.click(name);
    await user.paste('B'.repeat(321));
    expect(await screen.findByText('Shorten it to 320 characters: it has 321.')).toBeTruthy();
    expect(name.value).toHaveLength(321);
    await user.clear(name);
    await user.type(name, '   ');
    expect(await screen.findByText('The Sales user name holds only spaces. Enter the name.')).toBeTruthy();
    await user.clear(name);
    await user.paste('\u200b\u2060\ufe0f');
    expect(await screen.findByText('Enter a user name.')).toBeTruthy();
    const add = within(screen.getByRole('dialog')).getByRole('button', { name: 'Add users' });
    expect(add.getAttribute('aria-disabled')).toBe('true');
    await paste(user, '\u200b\u2060,ben@contoso.example\nCHLOE,chloe@contoso.example');
    const bad = await screen.findByRole('list', { name: '1 line needs mending' });
    expect(bad.textContent).toContain('Line 1: The Sales user name must be one that can be seen');
    expect(asked(relay)).toEqual([]);
  });

  it('loses nothing when the service does not answer, and goes on by itself', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await paste(user, 'BEN,ben@contoso.example\nCHLOE,chloe@contoso.example');
    relay.failNext.set('addUsers', new RelayError('unreachable'));
    await user.click(await screen.findByRole('button', { name: 'Add 2 users' }));
    expect(await screen.findByText(/Nothing is lost/)).toBeTruthy();
    expect(await screen.findByText('2 users added')).toBeTruthy();
    const [first, second] = asked(relay);
    expect(second).toEqual(first);
  });

  it('can be stopped while the service is away, and goes on where it was', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await paste(user, 'BEN,ben@contoso.example\nCHLOE,chloe@contoso.example');
    relay.failure = new RelayError('unreachable');
    await user.click(await screen.findByRole('button', { name: 'Add 2 users' }));
    await screen.findByText(/Nothing is lost/);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    const goOn = await screen.findByRole('button', { name: 'Go on with 2 users' });
    relay.failure = null;
    await user.click(goOn);
    expect(await screen.findByText('2 users added')).toBeTruthy();
  });

  it('reads a long file without putting it into the field', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await user.click(screen.getByRole('tab', { name: 'As a list' }));
    const name = 'X'.repeat(90);
    const text = Array.from({ length: 1_000 }, (_, n) => `${name}${n},u${n}@contoso.example`).join('\n');
    await user.upload(
      screen.getByLabelText('Choose a CSV file', { selector: 'input' }),
      new File([text], 'all.csv'),
    );
    expect(await screen.findByText('The file is too long to be shown here.')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Add 1,000 users' }));
    expect(await screen.findByText('1,000 users added')).toBeTruthy();
    expect(asked(relay)).toHaveLength(1);
  });

  it('reads markup and formulas as the text they are', async () => {
    const relay = relayOfOne();
    const { user } = await openForm(relay);
    await paste(user, '<img src=x onerror=alert(1)>,=HYPERLINK("x")');
    expect(await screen.findByRole('list', { name: '1 line needs mending' })).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });
});
