import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { notification } from '../../../src/contract/organisation/notifications.ts';
import type { Notification } from '../../../src/contract/organisation/notifications.ts';
import { defaultOrganisationSettings } from '../../../src/contract/settings.ts';
import type { OrganisationSettings } from '../../../src/contract/settings.ts';
import { startNotifier } from '../../../src/relay/notifications/notifier.ts';
import type { Notifier } from '../../../src/relay/notifications/notifier.ts';
import { createTenantSql } from '../../../src/relay/tenant-sql.ts';
import { requestInit, startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { openRelayDatabase } from '../../support/relay-database.ts';
import type { EmbeddedDatabase } from '../../../src/database/embedded-database.ts';
import { finishRun, signUp } from '../../support/relay-people.ts';
import { otherTenantId, tenantId } from '../../support/relay-tokens.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';
import type { WebhookReceiver } from '../../support/webhook-receiver.ts';

const secret = 'a-secret-of-this-organisation';
const minuteMs = 60_000;

describe('notifications', () => {
  let relay: TestRelay;
  let database: EmbeddedDatabase;
  let receiver: WebhookReceiver;
  let notifier: Notifier;
  let admin: string;
  let version = 0;
  const errors: unknown[] = [];
  const secretKey = Buffer.alloc(32, 9);
  const webhooks = { allowsPrivate: true, secretKey };
  const createNotifier = (): Notifier =>
    startNotifier({
      sql: createTenantSql(relay.database),
      clock: () => relay.clock.nowMs,
      secretKey,
      rules: { allowsPrivate: true, resolve: () => Promise.reject(new Error('no name is asked for')) },
      mailer: null,
      onError: (error) => errors.push(error),
    });

  beforeAll(async () => {
    database = await openRelayDatabase();
    relay = await startTestRelay({ database, webhooks });
    receiver = await startReceiver();
    admin = await relay.administrator();
    notifier = createNotifier();
  });
  beforeEach(() => {
    receiver.received.length = 0;
    receiver.answer = { status: 204 };
  });
  afterAll(async () => {
    await notifier.stop();
    await relay.close();
    await receiver.close();
    expect(errors).toEqual([]);
  });

  async function change(notifications: Partial<OrganisationSettings['notifications']>): Promise<void> {
    const rules = {
      ...defaultOrganisationSettings.notifications,
      webhookUrl: receiver.url,
      ...notifications,
    };
    const body = { ...defaultOrganisationSettings, notifications: rules };
    const { headers, ...init } = requestInit(admin, 'PUT', body);
    const ifMatch = { ...(headers as Record<string, string>), 'if-match': `"${version}"` };
    expect((await relay.send('/api/v1/settings', { ...init, headers: ifMatch })).status).toBe(200);
    version += 1;
  }
  const told = (): Notification[] =>
    receiver.received.map(({ body }) => notification.parse(JSON.parse(body)));
  const off = {
    failingShare: { isOn: false, percent: 10 },
    sharedCause: { isOn: false, users: 10 },
    credentialExpiring: { isOn: false, days: 30 },
  };

  it('need an address and a secret before a test is sent', async () => {
    expect(await relay.call(admin, 'POST', '/notifications/test')).toMatchObject({ status: 409 });
    await change(off);
    expect(await relay.call(admin, 'POST', '/notifications/test')).toMatchObject({ status: 409 });
    expect((await relay.call(admin, 'PUT', '/notifications/secret', { secret: 'short' })).status).toBe(400);
    expect((await relay.call(admin, 'PUT', '/notifications/secret', { secret })).status).toBe(204);
  });

  it('never answer the secret, and keep it encrypted', async () => {
    const status = await relay.call(admin, 'GET', '/notifications');
    expect(status.body).toMatchObject({ hasSecret: true, secretStorage: 'encrypted', allowsPrivate: true });
    for (const path of ['/notifications', '/settings', '/settings/history', '/audit'])
      expect((await relay.call(admin, 'GET', path)).text).not.toContain(secret);
    const dump = Buffer.from(await (await database.dump()).arrayBuffer());
    expect(dump.includes(secret)).toBe(false);
  });

  it('are signed over time and body', async () => {
    const answer = await relay.call(admin, 'POST', '/notifications/test');
    expect(answer.body).toMatchObject({ state: 'delivered', attempts: 1, lastError: null });
    const [got] = receiver.received;
    const [, seconds = '', digest] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(got?.headers['x-sales-sync-signature'])) ?? [];
    const expected = createHmac('sha256', secret)
      .update(`${seconds}.${got?.body ?? ''}`)
      .digest('hex');
    expect(digest).toBe(expected);
    expect(Number(seconds)).toBe(Math.floor(relay.clock.nowMs / 1000));
    const [test] = told();
    expect(test).toMatchObject({ rule: 'test', state: 'test', tenantId });
    expect(got?.headers['x-sales-sync-delivery']).toBe(test?.id);
  });

  it('tell once when it begins and once when it is over', async () => {
    const ana = await signUp(relay, 1);
    await finishRun(relay, ana, { outcome: 'failed', cause: 'sales-unreachable' });
    await change({
      ...off,
      failingShare: { isOn: true, percent: 50 },
      sharedCause: { isOn: true, users: 1 },
    });
    await notifier.tell();
    await notifier.tell();
    expect(told()).toMatchObject([
      { rule: 'failing-share', state: 'changed', facts: { failing: 1, users: 1, abovePercent: 50 } },
    ]);
    const status = (await relay.call(admin, 'GET', '/notifications')).body;
    expect(status).toMatchObject({ open: [{ rule: 'failing-share', subject: '' }] });
    const ben = await signUp(relay, 2);
    await finishRun(relay, ben, { outcome: 'failed', cause: 'sales-unreachable' });
    await notifier.tell();
    relay.clock.nowMs += minuteMs;
    for (const user of [ana, ben]) await finishRun(relay, user, { outcome: 'succeeded' });
    await notifier.tell();
    await notifier.tell();
    expect(told().slice(1)).toMatchObject([
      { rule: 'shared-cause', subject: 'sales-unreachable', state: 'changed', facts: { users: 2 } },
      { rule: 'failing-share', state: 'recovered' },
      { rule: 'shared-cause', subject: 'sales-unreachable', state: 'recovered' },
    ]);
  });

  it('tell of a certificate that ends, of a runner that fell silent and of a user disabled by the engine', async () => {
    const worker = await relay.issuer.sign({
      tid: tenantId,
      oid: 'bbbbbbbb-0000-4000-8000-000000000001',
      roles: ['Sync.Worker'],
    });
    const endsAt = new Date(relay.clock.nowMs + 10 * 86_400_000).toISOString();
    const report = { state: 'active', error: null, certificateEndsAt: endsAt };
    expect((await relay.call(worker, 'PUT', '/application-permission', report)).status).toBe(204);
    await relay.database.query(
      `UPDATE user_status SET pane_seen_ms = pane_seen_ms - 3600000,
         is_enabled = (sort_name <> 'person 1'), disabled_by = CASE WHEN sort_name = 'person 1' THEN 'engine' END`,
    );
    await change({
      ...off,
      credentialExpiring: { isOn: true, days: 30 },
      silentRunner: { isOn: true, minutes: 30, panes: true },
    });
    await notifier.tell();
    expect(told()).toMatchObject([
      { rule: 'disabled-by-engine', state: 'changed', subject: expect.any(String) },
      { rule: 'credential-expiring', subject: 'certificate', facts: { endsAt } },
      { rule: 'silent-runner', subject: 'pane', facts: { runner: 'pane', users: 1 } },
    ]);
    receiver.received.length = 0;
    await change({ ...off, disabledByEngine: { isOn: false } });
    await notifier.tell();
    expect(told()).toEqual([]);
    await relay.database.query('UPDATE user_status SET is_enabled = true, disabled_by = NULL');
  });

  it('follow no redirect, try again with growing pauses, and wait for an administrator in the end', async () => {
    receiver.answer = { status: 302, location: `${receiver.url}/elsewhere` };
    await relay.call(admin, 'POST', '/notifications/test');
    const ageMs: number[] = [];
    const startMs = relay.clock.nowMs;
    for (let minute = 0; minute < 600 && receiver.received.length < 6; minute += 1) {
      const before = receiver.received.length;
      await notifier.tell();
      if (receiver.received.length > before) ageMs.push(relay.clock.nowMs - startMs);
      relay.clock.nowMs += minuteMs;
    }
    admin = await relay.administrator();
    expect(ageMs.map((ms) => ms / minuteMs)).toEqual([1, 3, 13, 73, 433]);
    expect(new Set(told().map(({ id }) => id)).size).toBe(1);
    expect(receiver.received.every(({ path }) => path === '/hook')).toBe(true);
    const [dead] = receiver.received.length === 6 ? told() : [];
    expect((await relay.call(admin, 'GET', '/notifications')).body).toMatchObject({
      deliveries: expect.arrayContaining([
        expect.objectContaining({ state: 'dead', attempts: 6, lastError: 'http-302' }),
      ]),
    });
    receiver.answer = { status: 200 };
    const retry = `/notifications/deliveries/${dead?.id ?? ''}/retry`;
    expect((await relay.call(admin, 'POST', retry)).body).toMatchObject({ state: 'delivered', attempts: 1 });
    expect((await relay.call(admin, 'POST', retry)).status).toBe(404);
  });

  it('are told by one relay process at a time, and by the next when it has gone', async () => {
    await change({ ...off, failingShare: { isOn: true, percent: 1 } });
    const ben = await signUp(relay, 2);
    const second = createNotifier();
    await notifier.tell();
    await finishRun(relay, ben, { outcome: 'failed', cause: 'malformed' });
    await second.tell();
    expect(told()).toEqual([]);
    await notifier.stop();
    await second.tell();
    expect(told()).toMatchObject([{ rule: 'failing-share', state: 'changed' }]);
    await second.stop();
    notifier = createNotifier();
  });

  it('are closed to users, and apart from other organisations', async () => {
    const ana = await signUp(relay, 1);
    const theirs = await relay.administrator(otherTenantId);
    const calls = [
      ['GET', '/notifications'],
      ['PUT', '/notifications/secret', { secret }],
      ['POST', '/notifications/test'],
      ['POST', `/notifications/deliveries/${'0'.repeat(8)}-0000-4000-8000-000000000000/retry`],
    ] as const;
    for (const [method, path, body] of calls)
      expect((await relay.call(ana.token, method, path, body)).status).toBe(403);
    expect((await relay.call(theirs, 'GET', '/notifications')).body).toMatchObject({
      hasSecret: false,
      open: [],
      deliveries: [],
    });
  });

  it('are in the audit: secret, test and sending again', async () => {
    const audit = (await relay.call(admin, 'GET', '/audit')).text;
    for (const action of ['change-notification-secret', 'test-notification', 'resend-notification'])
      expect(audit).toContain(`"action":"${action}"`);
  });
});
