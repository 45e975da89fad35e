import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { contradictions } from '../../src/contract/organisation/contradictions.ts';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { findLabelled, labelled } from '../support/labelled.ts';
import { createFakeRelay, refusal, type FakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const path = '/monitor/settings';
const total = 'Most records per user in total';
const keep = 'Keep my changes on top and review';
const { scope } = defaultOrganisationSettings;

async function show(relay: FakeRelay): Promise<UserEvent> {
  const { user } = await showMonitor({ relay, path });
  await findLabelled(total);
  return user;
}

async function type(user: UserEvent, text: string): Promise<void> {
  await user.clear(labelled(total));
  await user.type(labelled(total), text);
}

/** The relay does what it is told, and then its answer gets lost. */
function loseNextAnswer(relay: FakeRelay): void {
  const { client } = relay.administration;
  const { saveSettings } = client;
  client.saveSettings = async (change) => {
    client.saveSettings = saveSettings;
    await saveSettings(change);
    throw new RelayError('unreachable');
  };
}

async function save(user: UserEvent): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Review and save' }));
  await user.click(await screen.findByRole('button', { name: 'Save' }));
}

describe('a save whose answer gets lost', () => {
  it('says that it is not known whether it was done, and is saved once when pressed again', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    loseNextAnswer(relay);
    await save(user);
    expect(
      await screen.findByText(/^The service answers again\. It is not known whether this was saved/),
    ).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
    expect(screen.queryByText(/Nothing was changed/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. Runners use it from their next run on.')).toBeTruthy();
    expect(relay.administration.versions.map(({ version }) => version)).toEqual([1]);
    expect(screen.getByText('No unsaved changes')).toBeTruthy();
  });

  it('is nobody else when more was changed before it is pressed again', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    loseNextAnswer(relay);
    await save(user);
    await screen.findByText(/^The service answers again/);
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await type(user, '9500');
    await save(user);
    expect(await screen.findByText('Saved. Runners use it from their next run on.')).toBeTruthy();
    expect(screen.queryByText('Somebody else saved in the meantime')).toBeNull();
    expect(relay.administration.versions.map(({ settings }) => settings.scope.totalLimit)).toEqual([
      9500, 9000,
    ]);
  });

  it('is said in red only until the service answers again', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await screen.findByText(/^Touches 12 of/);
    const { client } = relay.administration;
    const { settings } = client;
    client.settings = () => Promise.reject(new RelayError('unreachable'));
    relay.administration.failNext.set('saveSettings', new RelayError('unreachable'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The Sales Sync service does not answer.')).toBeTruthy();
    client.settings = settings;
    expect(await screen.findByText(/^The service answers again/)).toBeTruthy();
    expect(screen.queryByText('The Sales Sync service does not answer.')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. Runners use it from their next run on.')).toBeTruthy();
  });

  it('begins with the defaults, which nobody saved, and brings them back', async () => {
    const relay = createFakeRelay([]);
    const defaults = 'The defaults that applied before anybody saved';
    const first = await showMonitor({ relay, path: `${path}/history` });
    expect(await screen.findByText(defaults)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Restore version 0' })).toBeNull();
    first.unmount();
    relay.administration.saveAs('Ada', {
      ...defaultOrganisationSettings,
      scope: { ...scope, totalLimit: 7000 },
    });
    const { user } = await showMonitor({ relay, path: `${path}/history` });
    await user.click(await screen.findByRole('button', { name: 'Restore version 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('7,000 → 5,000')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Restore' }));
    expect(await screen.findByText('Version 0 brought back')).toBeTruthy();
    expect(relay.administration.versions[0]).toMatchObject({ restored: 0, settings: { scope } });
  });

  it('brings an earlier version back once', async () => {
    const relay = createFakeRelay([]);
    for (const totalLimit of [7000, 8000])
      relay.administration.saveAs('Ada', {
        ...defaultOrganisationSettings,
        scope: { ...scope, totalLimit },
      });
    const { user } = await showMonitor({ relay, path: `${path}/history` });
    await user.click(await screen.findByRole('button', { name: 'Restore version 1' }));
    loseNextAnswer(relay);
    const restore = await within(await screen.findByRole('dialog')).findByRole('button', { name: 'Restore' });
    await user.click(restore);
    await screen.findByText(/it is not known whether this was done/);
    await user.click(restore);
    expect(await screen.findByText('Version 1 brought back')).toBeTruthy();
    expect(relay.administration.versions).toHaveLength(3);
  });
});

describe('a save that is refused', () => {
  it('says so in the review already: which field and why, and there is nothing to save', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    const field = await findLabelled('Address of the webhook');
    await user.type(field, 'http://127.0.0.1:7395/hook');
    const errors = [{ pointer: '/notifications/webhookUrl', detail: contradictions['webhook-not-https'] }];
    relay.administration.failNext.set('previewSettings', refusal('validation-failed', 400, { errors }));
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    const words = 'Begin the address with https://.';
    expect(await screen.findByText(`Address of the webhook: ${words}`)).toBeTruthy();
    expect(screen.queryByText(/could not be counted/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(relay.administration.calls.filter(({ name }) => name === 'saveSettings')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText(words)).toBeTruthy();
    expect(labelled('Address of the webhook').getAttribute('aria-invalid')).toBe('true');
  });

  it('for another version says so when that version cannot be read either', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await screen.findByText(/^Touches 12 of/);
    relay.administration.saveAs('Bo Ops', {
      ...defaultOrganisationSettings,
      scope: { ...scope, totalLimit: 8000 },
    });
    const { client } = relay.administration;
    const { settings } = client;
    client.settings = () => Promise.reject(new RelayError('unreachable'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The Sales Sync service does not answer.')).toBeTruthy();
    client.settings = settings;
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Somebody else saved in the meantime')).toBeTruthy();
  });

  it('for a setting this build does not know is told, not hidden', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    const errors = [{ pointer: '/scope/newLimit', detail: 'is missing' }];
    relay.administration.failNext.set('saveSettings', refusal('validation-failed', 400, { errors }));
    await save(user);
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('This did not work.')).toBeTruthy();
    await waitFor(() => {
      expect(labelled(total).value).toBe('9000');
    });
  });
});

describe('a version that somebody else saved while the page was open', () => {
  const theirs = { ...defaultOrganisationSettings, scope: { ...scope, totalLimit: 7000 } };

  it('is told at once, and shown when it is asked for', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    relay.administration.saveAs('Bo', theirs);
    act(() => {
      relay.emit({ type: 'reload' });
    });
    expect(await screen.findByText(/Bo saved version 1 .*still shows version 0/)).toBeTruthy();
    expect(labelled(total).value).toBe('5000');
    await user.click(screen.getByRole('button', { name: 'Show version 1' }));
    expect(labelled(total).value).toBe('7000');
    expect(screen.queryByText(/still shows version/)).toBeNull();
  });

  it('meets what was changed here', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await user.click(labelled('Share mail with Sales'));
    relay.administration.saveAs('Bo', theirs);
    act(() => {
      relay.emit({ type: 'reload' });
    });
    await user.click(await screen.findByRole('button', { name: 'Show version 1' }));
    await user.click(await screen.findByRole('button', { name: keep }));
    expect(await screen.findByRole('dialog', { name: 'Save these changes?' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(labelled(total).value).toBe('7000');
    expect(screen.getByText('1 unsaved change')).toBeTruthy();
    expect(screen.queryByText(/still shows version/)).toBeNull();
  });
});

describe('a version that somebody else saves', () => {
  const theirs = { ...defaultOrganisationSettings, scope: { ...scope, totalLimit: 7000 } };
  const met = 'Somebody else saved in the meantime';

  it('is met before anything is previewed on top of an old one', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    relay.administration.saveAs('Bo', theirs);
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    expect(await screen.findByRole('dialog', { name: met })).toBeTruthy();
    expect(screen.queryByText('5,000 → 9,000')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: keep }));
    const review = within(await screen.findByRole('dialog', { name: 'Save these changes?' }));
    expect(review.getByText('7,000 → 9,000')).toBeTruthy();
    await user.click(review.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved. Runners use it from their next run on.')).toBeTruthy();
    expect(relay.administration.versions.map(({ settings }) => settings.scope.totalLimit)).toEqual([
      9000, 7000,
    ]);
  });

  it('while the preview is open is met by saving', async () => {
    const relay = createFakeRelay([]);
    const user = await show(relay);
    await type(user, '9000');
    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    await screen.findByText(/^Touches 12 of/);
    relay.administration.saveAs('Bo', theirs);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('dialog', { name: met })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(await screen.findByText('1 unsaved change')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(labelled(total).value).toBe('9000');
  });
});

describe('the webhook', () => {
  it('has its place while it is read', async () => {
    const relay = createFakeRelay([]);
    const { client } = relay.administration;
    client.notifications = () => new Promise(() => undefined);
    await show(relay);
    const card = screen.getByRole('region', { name: 'Webhook' });
    expect(within(card).getByLabelText('Loading')).toBeTruthy();
  });
});
