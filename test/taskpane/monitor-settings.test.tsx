import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { contradictions } from '../../src/contract/organisation/contradictions.ts';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import type { OrganisationSettings } from '../../src/contract/settings.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { findLabelled, hasLabel, labelled, type Field } from '../support/labelled.ts';
import { createFakeRelay, refusal, type FakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const path = '/monitor/settings';
const defaults = defaultOrganisationSettings;
const withTotal = (totalLimit: number): OrganisationSettings => ({
  ...defaults,
  scope: { ...defaults.scope, totalLimit },
});

async function show(relay: FakeRelay = createFakeRelay([])): Promise<{ relay: FakeRelay; user: UserEvent }> {
  const { user } = await showMonitor({ relay, path });
  await findLabelled('Most records per user in total');
  return { relay, user };
}

async function type(user: UserEvent, label: string, text: string): Promise<Field> {
  const field = labelled(label);
  await user.clear(field);
  await user.type(field, text);
  return field;
}

/** What stands under the field, as a screen reader gets it. */
function said(field: HTMLElement): string {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

const saved = ({ administration }: FakeRelay) =>
  administration.calls.filter(({ name }) => name === 'saveSettings').map((call) => call.with);

const wrongRows = [
  ['Most records per user in total', '50001', 'Enter a whole number from 1 to 50,000.'],
  ['Most records per user in total', '12x', 'Enter a whole number from 1 to 50,000.'],
  ['Sync window, days ahead', '', 'Enter a whole number from 1 to 730.'],
  ['Name of the Outlook category', '', 'Enter at least one character and at most 255.'],
  ['Default saved search for contacts', 'my search!', 'Enter the number of a saved search'],
  ['Default saved search for contacts', 'abc', 'digits only'],
  ['Default saved search for contacts', '-3', 'digits only'],
  ['Name of the Outlook category', 'a,b;c', 'Enter one category'],
  ['From address of notices', 'nobody', 'Enter an email address'],
  ['Tenants', 'contoso', 'Enter ids of tenants, one per line'],
  ['Thumbprint of the certificate', 'abc', 'Enter the 40 or 64 digits'],
  ['Address of the webhook', 'ftp://hooks.example', 'Enter a whole address that begins with https://'],
  ['Past appointments from Sales, days back', '31', 'This reaches further back than the sync window'],
  ['Largest file, in MB', '26', 'One file may not be larger than all of a task'],
  ['Freshness target, in minutes', '3', 'No run comes this often'],
] as const;

describe('the settings form', () => {
  // One form for all rows: to draw its seventy fields takes longer than all that a row does with one of them.
  it('says at each field what is wrong and what to do', async () => {
    const { relay, user } = await show();
    const review = screen.getByRole('button', { name: 'Review and save' });
    const discard = screen.getByRole('button', { name: 'Discard' });
    for (const [label, text, message] of wrongRows) {
      const field = labelled(label);
      const before = field.value;
      await user.clear(field);
      if (text !== '') await user.paste(text);
      const row = `${label}: “${text}”`;
      await waitFor(() => {
        expect([row, said(field)]).toEqual([row, expect.stringContaining(message)]);
      });
      await user.click(review);
      const seen = {
        value: field.value,
        invalid: field.getAttribute('aria-invalid'),
        counted: screen.queryAllByText('1 field needs a look before this can be saved.').length,
        dialog: screen.queryByRole('dialog'),
      };
      expect([row, seen]).toEqual([row, { value: text, invalid: 'true', counted: 1, dialog: null }]);
      await user.click(discard);
      expect([row, field.value, field.getAttribute('aria-invalid')]).toEqual([row, before, null]);
      screen.getByText('No unsaved changes');
    }
    expect(saved(relay)).toEqual([]);
  });

  it('says so where a switch contradicts another one, and stops when that is set right', async () => {
    const { user } = await show();
    const replies = labelled('Share replies, too');
    await user.click(replies);
    await waitFor(() => {
      expect(said(replies)).toContain('Replies can be shared only while sharing mail is on.');
    });
    await user.click(labelled('Share mail with Sales'));
    await waitFor(() => {
      expect(said(replies)).not.toContain('Replies can be shared');
    });
  });

  it('shows what changes and whom it touches before anything is saved', async () => {
    const { relay, user } = await show();
    await type(user, 'Most records per user in total', '9000');
    await user.selectOptions(labelled('If both sides changed the same field'), 'The latest change wins');
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('Touches 12 of 404 users at the next run.')).toBeTruthy();
    expect(dialog.getByText('5,000 → 9,000')).toBeTruthy();
    expect(dialog.getByText('Sales wins → The latest change wins')).toBeTruthy();
    expect(saved(relay)).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. Runners use it from their next run on.')).toBeTruthy();
    expect(saved(relay)).toMatchObject([
      { version: 0, settings: { scope: { totalLimit: 9000 }, conflict: { defaultPolicy: 'latest-wins' } } },
    ]);
    expect(screen.getByText('No unsaved changes')).toBeTruthy();
  });

  it('marks what differs from the default and resets it', async () => {
    const relay = createFakeRelay([]);
    relay.administration.saveAs('Bo', withTotal(7000));
    const { user } = await show(relay);
    expect(screen.getByText('Default: 5,000')).toBeTruthy();
    await user.click(screen.getByRole('switch', { name: /Only what differs from the default.*1/ }));
    expect(hasLabel('Name of the Outlook category')).toBe(false);
    await user.click(
      screen.getByRole('button', { name: 'Reset to default: Most records per user in total' }),
    );
    expect(await screen.findByText('Everything is at its default.')).toBeTruthy();
    expect(screen.getByText('1 unsaved change')).toBeTruthy();
  });

  it('says beside a setting that the engine does not use it yet', async () => {
    await show();
    const row = (label: string) => labelled(label).closest('.fui-Field')?.parentElement;
    expect(row('Share mail with Sales')?.textContent).toContain('Not used by the engine yet.');
    expect(row('Most records per user in total')?.textContent).not.toContain('Not used');
  });

  it('puts what the relay refuses at its field', async () => {
    const { relay, user } = await show();
    const field = await type(user, 'Most records per user in total', '9000');
    const errors = [{ pointer: '/scope/totalLimit', detail: 'must not be above 8000' }];
    relay.administration.failNext.set('saveSettings', refusal('validation-failed', 400, { errors }));
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(said(field)).toContain('The service refuses this: must not be above 8000');
    });
    expect(field.value).toBe('9000');
  });

  it.each([
    ['webhook-not-https', 'http://example.com', 'Begin the address with https://.'],
    ['webhook-not-public', 'https://localhost/x', 'that the public internet reaches'],
  ] as const)('says in its own words why a webhook is refused: %s', async (code, address, words) => {
    const { relay, user } = await show();
    const field = await type(user, 'Address of the webhook', address);
    const errors = [{ pointer: '/notifications/webhookUrl', detail: contradictions[code] }];
    relay.administration.failNext.set('saveSettings', refusal('validation-failed', 400, { errors }));
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(said(field)).toContain(words);
    });
  });

  it('keeps what was typed when the relay cannot be reached', async () => {
    const { relay, user } = await show();
    const field = await type(user, 'Most records per user in total', '9000');
    relay.administration.failNext.set('saveSettings', new RelayError('unreachable'));
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^The service answers again/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(relay.administration.versions).toHaveLength(1);
    });
    expect(field.value).toBe('9000');
  });
});

describe('choices of several', () => {
  it('are ticked by their own words', async () => {
    const { user } = await show();
    await user.click(screen.getByText('Department', { selector: 'label' }));
    expect(labelled('Department')).toHaveProperty('checked', true);
    expect(labelled('First name')).toHaveProperty('checked', false);
    expect(screen.getByText('1 unsaved change')).toBeTruthy();
  });

  it('are a group with the name of the setting, and each box has its own', async () => {
    const { user } = await show();
    const name = 'Contact fields that an empty value never clears';
    const group = await screen.findByRole('group', { name });
    const box = within(group).getByRole('checkbox', { name: 'Job title' });
    expect(screen.queryByRole('checkbox', { name })).toBeNull();
    await user.click(box);
    expect(box).toHaveProperty('checked', true);
  });
});

describe('two administrators', () => {
  async function meet(): Promise<{ relay: FakeRelay; user: UserEvent }> {
    const { relay, user } = await show();
    await type(user, 'Most records per user in total', '9000');
    await type(user, 'Sync window, days ahead', '200');
    relay.administration.saveAs('Bo Ops', {
      ...defaults,
      scope: { ...defaults.scope, totalLimit: 8000, categoryName: 'To Sales' },
    });
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await screen.findByText('Somebody else saved in the meantime');
    return { relay, user };
  }

  it('see what the other one changed, and can keep their own changes on top', async () => {
    const { relay, user } = await meet();
    expect(screen.getByText('Shared with Sales → To Sales')).toBeTruthy();
    expect(screen.getByText('5,000 → 8,000')).toBeTruthy();
    expect(screen.getByText('1 setting was changed by both of you. Saving keeps your value.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Keep my changes on top and review' }));
    expect(await screen.findByText('8,000 → 9,000')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved. Runners use it from their next run on.');
    expect(relay.administration.versions[0]?.settings.scope).toMatchObject({
      totalLimit: 9000,
      categoryName: 'To Sales',
      windowFutureDays: 200,
    });
  });

  it('can take what the other one saved', async () => {
    const { relay, user } = await meet();
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    await waitFor(() => {
      expect(labelled('Most records per user in total').value).toBe('8000');
    });
    expect(screen.getByText('No unsaved changes')).toBeTruthy();
    expect(relay.administration.versions).toHaveLength(1);
  });
});

describe('leaving the form', () => {
  it('asks while something is unsaved, and goes on when told', async () => {
    const { user } = await show();
    await type(user, 'Most records per user in total', '9000');
    act(() => {
      location.hash = '/monitor';
    });
    expect(await screen.findByText('1 change is not saved.')).toBeTruthy();
    expect(location.hash).toBe(`#${path}`);
    await user.click(screen.getByRole('button', { name: 'Stay' }));
    const field = labelled('Most records per user in total');
    expect(field.value).toBe('9000');
    await waitFor(() => {
      expect(document.activeElement).toBe(field);
    });
    act(() => {
      location.hash = '/monitor';
    });
    await user.click(await screen.findByRole('button', { name: 'Discard and leave' }));
    await screen.findByRole('heading', { name: 'Microsoft 365 Monitor' });
  });

  it('asks nothing when nothing was changed', async () => {
    await show();
    act(() => {
      location.hash = '/monitor';
    });
    await screen.findByRole('heading', { name: 'Microsoft 365 Monitor' });
  });
});

describe('the history of the settings', () => {
  it('says who changed what and when, and brings a version back', async () => {
    const relay = createFakeRelay([]);
    relay.administration.saveAs('Ada', withTotal(7000));
    relay.administration.saveAs('Bo <b>Ops</b>', withTotal(8000));
    const { user } = await showMonitor({ relay, path: `${path}/history` });
    expect(await screen.findByText('7,000 → 8,000')).toBeTruthy();
    expect(screen.getByText(/Bo <b>Ops<\/b>/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Restore version 1' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('8,000 → 7,000')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Restore' }));
    expect(await screen.findByText('Version 1 brought back')).toBeTruthy();
    expect(saved(relay)).toMatchObject([
      { version: 2, restored: 1, settings: { scope: { totalLimit: 7000 } } },
    ]);
  });
});
