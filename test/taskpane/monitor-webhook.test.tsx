import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { findLabelled } from '../support/labelled.ts';
import { fakeDelivery } from '../support/monitor-administration.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { userIdOf } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const defaults = defaultOrganisationSettings;

async function show(relay: FakeRelay = createFakeRelay([])): Promise<{ relay: FakeRelay; user: UserEvent }> {
  const { user } = await showMonitor({ relay, path: '/monitor/settings' });
  await findLabelled('Most records per user in total');
  return { relay, user };
}

describe('the webhook', () => {
  it('takes a secret that is long enough and never shows it', async () => {
    const { relay, user } = await show();
    const field = await findLabelled('Secret');
    await user.type(field, 'short');
    await user.click(screen.getByRole('button', { name: 'Set secret' }));
    expect(await screen.findByText('Enter 16 to 200 characters.')).toBeTruthy();
    await user.clear(field);
    await user.type(field, 'a-secret-of-16-chars');
    await user.click(screen.getByRole('button', { name: 'Set secret' }));
    expect(await screen.findByText('The secret is set.')).toBeTruthy();
    expect(field.value).toBe('');
    expect(relay.administration.calls).toContainEqual({
      name: 'setWebhookSecret',
      with: 'a-secret-of-16-chars',
    });
  });

  it('refuses a secret that is too long instead of cutting it: signatures would not match', async () => {
    const { relay, user } = await show();
    const field = await findLabelled('Secret');
    await user.click(field);
    await user.paste('s'.repeat(201));
    await user.click(screen.getByRole('button', { name: 'Set secret' }));
    expect(await screen.findByText('Enter 16 to 200 characters.')).toBeTruthy();
    expect(relay.administration.calls.filter(({ name }) => name === 'setWebhookSecret')).toEqual([]);
  });

  it('says what is the case in words, never by a code', async () => {
    const relay = createFakeRelay([]);
    const since = '2026-11-21T10:31:00.000Z';
    relay.administration.notifications = {
      ...relay.administration.notifications,
      open: [
        { rule: 'credential-expiring', subject: 'certificate', since },
        { rule: 'silent-runner', subject: 'worker', since },
        { rule: 'silent-runner', subject: userIdOf(0), since },
      ],
      names: { [userIdOf(0)]: 'Ana <b>Ruiz</b>' },
    };
    await show(relay);
    expect(await screen.findByText('The certificate is about to end')).toBeTruthy();
    expect(screen.getByText('No report comes: Background service')).toBeTruthy();
    expect(screen.getByText('No report comes: Ana <b>Ruiz</b>')).toBeTruthy();
  });

  it('sends a test, says why it was not taken, and sends a given-up message again', async () => {
    const relay = createFakeRelay([]);
    const notifications = { ...defaults.notifications, webhookUrl: 'https://hooks.example/x' };
    relay.administration.saveAs('Ada', { ...defaults, notifications });
    relay.administration.notifications = {
      ...relay.administration.notifications,
      hasSecret: true,
      open: [{ rule: 'shared-cause', subject: 'sales-unreachable', since: '2026-11-21T10:31:00.000Z' }],
      deliveries: [fakeDelivery(1, 'dead', 'http-500')],
    };
    const { user } = await show(relay);
    await user.click(await screen.findByRole('button', { name: 'Send a test' }));
    expect(await screen.findByText('The test was not taken: the address is not public')).toBeTruthy();
    expect(screen.getByText('it answered with status 500')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send again: Too many users fail' }));
    expect(await screen.findByText('Delivered')).toBeTruthy();
  });

  it('says of a message that waits when it is tried again', async () => {
    const relay = createFakeRelay([]);
    const nextAttemptAt = new Date(Date.now() + 60_000).toISOString();
    relay.administration.notifications = {
      ...relay.administration.notifications,
      deliveries: [{ ...fakeDelivery(1, 'waiting', 'unknown-host'), nextAttemptAt }],
    };
    await show(relay);
    expect(await screen.findByText(/^next attempt \d+:\d\d/)).toBeTruthy();
  });
});
