import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { completeSettings } from '../../src/contract/organisation/complete-settings.ts';
import { contradictions } from '../../src/contract/organisation/contradictions.ts';
import { schemaOf, settingPaths, valueAt, withValue } from '../../src/contract/organisation/paths.ts';
import type { SettingPath, SettingValue } from '../../src/contract/organisation/paths.ts';
import { engineSettings } from '../../src/contract/organisation/used-settings.ts';
import { effectiveContacts, resolveSettings } from '../../src/contract/resolve-settings.ts';
import { defaultOrganisationSettings, settingsDocument } from '../../src/contract/settings.ts';
import { contactUnits } from '../../src/sync/model/record.ts';
import { requestInit, startTestRelay } from '../support/relay-app.ts';
import type { Answer, TestRelay } from '../support/relay-app.ts';
import { signUp } from '../support/relay-people.ts';
import { openStream } from '../support/relay-stream.ts';
import { otherTenantId } from '../support/relay-tokens.ts';

const changed = {
  ...defaultOrganisationSettings,
  safety: { ...defaultOrganisationSettings.safety, deleteCount: 3 },
};

describe('the organisation’s settings', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  const put = (settings: object, ifMatch?: string, token = admin): Promise<Answer> => {
    const { headers, ...init } = requestInit(token, 'PUT', settings);
    const more = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    return relay.send('/api/v1/settings', {
      ...init,
      headers: { ...(headers as Record<string, string>), ...more },
    });
  };

  it('are the defaults at version 0 until somebody changes them, readable by every user', async () => {
    const ana = await signUp(relay, 1);
    const answer = await relay.call(ana.token, 'GET', '/settings');
    expect(answer.body).toEqual({
      settings: defaultOrganisationSettings,
      version: 0,
      changedAt: null,
      changedBy: null,
    });
    expect(answer.headers.get('etag')).toBe('"0"');
    expect((await put(changed, '"0"', ana.token)).status).toBe(403);
  });

  it('change only for who has seen the newest version, and tell every runner', async () => {
    const ben = await signUp(relay, 2);
    const stream = await openStream(relay, ben.token, '/me/events');
    for (const tag of [undefined, '"7"', '0', 'W/"0"', '*'])
      expect(await put(changed, tag)).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const both = await Promise.all([put(changed, '"0"'), put(changed, '"0"')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    await stream.next(({ data }) => data.type === 'me');
    stream.close();
    expect((await relay.call(ben.token, 'GET', '/me')).body).toMatchObject({ organisation: changed });
    expect((await relay.call(admin, 'GET', '/settings')).body).toMatchObject({
      version: 1,
      changedBy: 'Ada Admin',
    });
    expect((await relay.call(admin, 'GET', '/settings/history')).body).toMatchObject({
      items: [{ version: 1, settings: changed, changedBy: 'Ada Admin' }, { version: 0 }],
    });
  });

  it('refuse what breaks the document, with pointers, and save nothing', async () => {
    const wrong = {
      ...changed,
      safety: { ...changed.safety, deleteCount: -1 },
      mail: { ...changed.mail, surprise: 1 },
      surprise: true,
    };
    const incomplete = { ...changed, tasks: undefined };
    const answer = await put(wrong, '"1"');
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    const pointers = z.object({ errors: z.array(z.object({ pointer: z.string() })) }).parse(answer.body);
    expect(pointers.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/mail/surprise',
      '/safety/deleteCount',
      '/surprise',
    ]);
    expect(await put(incomplete, '"1"')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/tasks' }] },
    });
    expect((await relay.call(admin, 'GET', '/settings')).body).toMatchObject({ version: 1 });
  });

  it('refuse values that contradict each other, each where it stands', async () => {
    const wrong = {
      ...changed,
      scope: { ...changed.scope, lookBackDays: 31 },
      mail: { isOn: false, shareReplies: true },
      applicationPermission: { ...changed.applicationPermission, isOn: true },
    };
    expect((await put(wrong, '"1"')).body).toMatchObject({
      errors: [
        { pointer: '/scope/lookBackDays', detail: contradictions['look-back-outside-window'] },
        { pointer: '/mail/shareReplies' },
        { pointer: '/applicationPermission/tenants' },
        { pointer: '/applicationPermission/certificateThumbprint' },
      ],
    });
  });

  it('say whom a change touches before it is saved', async () => {
    const dryRun = async (settings: object) =>
      (await relay.call(admin, 'PUT', '/settings?dryRun=true', settings)).body;
    const cara = await signUp(relay, 3);
    await relay.call(cara.token, 'PUT', '/me/settings', {
      kinds: [
        {
          kind: 'contact',
          isOn: true,
          savedSearch: '300100',
          savedSearchName: null,
          policy: 'outlook-wins',
          setBy: 'user',
        },
      ],
    });
    const policy = { ...changed, conflict: { ...changed.conflict, defaultPolicy: 'latest-wins' } };
    expect(await dryRun(changed)).toEqual({ changes: [], touchedUsers: 0, totalUsers: 3 });
    expect(await dryRun(policy)).toEqual({
      changes: [{ path: 'conflict.defaultPolicy', from: 'sales-wins', to: 'latest-wins' }],
      touchedUsers: 2,
      totalUsers: 3,
    });
    expect(
      await dryRun({ ...policy, conflict: { ...policy.conflict, usersMayOverride: false } }),
    ).toMatchObject({ touchedUsers: 3 });
    expect(await dryRun({ ...changed, mail: { isOn: true, shareReplies: false } })).toMatchObject({
      touchedUsers: 0,
    });
    expect((await relay.call(admin, 'GET', '/settings')).body).toMatchObject({ version: 1 });
  });

  it('keep every version with who changed what, page by page, and bring one back', async () => {
    await put({ ...changed, scope: { ...changed.scope, totalLimit: 9000 } }, '"1"');
    const { headers, ...init } = requestInit(admin, 'PUT', changed);
    relay.clock.nowMs += 1;
    await relay.send('/api/v1/settings?restored=1', {
      ...init,
      headers: { ...(headers as Record<string, string>), 'if-match': '"2"' },
    });
    expect((await relay.call(admin, 'GET', '/settings/history?limit=2')).body).toMatchObject({
      items: [
        {
          version: 3,
          restored: 1,
          changedBy: 'Ada Admin',
          changes: [{ path: 'scope.totalLimit', from: 9000, to: 5000 }],
        },
        { version: 2, restored: null, changes: [{ path: 'scope.totalLimit', from: 5000, to: 9000 }] },
      ],
      next: 2,
    });
    expect((await relay.call(admin, 'GET', '/settings/history?before=2')).body).toMatchObject({
      items: [
        { version: 1, changes: [{ path: 'safety.deleteCount', from: 10, to: 3 }] },
        { version: 0, settings: defaultOrganisationSettings, changes: [], changedAt: null, changedBy: null },
      ],
      next: null,
    });
    expect((await relay.call(admin, 'GET', '/settings/history?limit=3')).body).toMatchObject({ next: 1 });
    expect((await relay.call(admin, 'GET', '/settings/history?before=1&limit=1')).body).toMatchObject({
      items: [{ version: 0 }],
      next: null,
    });
    expect((await relay.call(admin, 'GET', '/audit?action=change-settings&limit=1')).body).toMatchObject({
      items: [{ outcome: { version: 3, restored: 1, changes: [{ path: 'scope.totalLimit' }] } }],
    });
  });

  it('are closed to users and to other organisations', async () => {
    const dora = await signUp(relay, 4);
    for (const path of ['/settings/history', '/notifications', '/audit', '/application-permission'])
      expect((await relay.call(dora.token, 'GET', path)).status).toBe(403);
    expect((await relay.call(dora.token, 'PUT', '/settings?dryRun=true', changed)).status).toBe(403);
    const theirs = await relay.administrator(otherTenantId);
    expect((await relay.call(theirs, 'GET', '/settings')).body).toMatchObject({ version: 0 });
    expect((await relay.call(theirs, 'GET', '/settings/history')).body).toMatchObject({
      items: [{ version: 0, settings: defaultOrganisationSettings }],
      next: null,
    });
  });

  it.each([
    ['http://example.com', 'webhook-not-https'],
    ['https://localhost/x', 'webhook-not-public'],
    ['https://hooks.localhost./x', 'webhook-not-public'],
    ['https://[::1]/', 'webhook-not-public'],
    ['https://127.1:1/hook', 'webhook-not-public'],
    ['https://[::ffff:10.0.0.1]/', 'webhook-not-public'],
  ] as const)('refuse a webhook at %s, which can never be called', async (webhookUrl, code) => {
    const wrong = { ...changed, notifications: { ...changed.notifications, webhookUrl } };
    const errors = [{ pointer: '/notifications/webhookUrl', detail: contradictions[code] }];
    expect(await put(wrong, '"3"')).toMatchObject({ status: 400, body: { errors } });
    expect(await relay.call(admin, 'PUT', '/settings?dryRun=true', wrong)).toMatchObject({ status: 400 });
  });

  it('hide the webhook’s address from runners', async () => {
    const webhookUrl = 'https://hooks.example/secret-path';
    await put({ ...changed, notifications: { ...changed.notifications, webhookUrl } }, '"3"');
    const ella = await signUp(relay, 5);
    for (const path of ['/settings', '/me'])
      expect((await relay.call(ella.token, 'GET', path)).text).not.toContain('secret-path');
    expect((await relay.call(admin, 'GET', '/settings')).text).toContain('secret-path');
  });
});

describe('a settings document stored by an earlier version', () => {
  it('keeps what it says and gets the defaults for the rest', () => {
    const stored = {
      conflict: { defaultPolicy: 'ask-user', usersMayOverride: false },
      scope: { contacts: { recordLimit: 7, isOn: 'maybe' }, gone: 1 },
      left: true,
    };
    expect(completeSettings(stored)).toEqual({
      ...defaultOrganisationSettings,
      conflict: {
        ...defaultOrganisationSettings.conflict,
        defaultPolicy: 'ask-user',
        usersMayOverride: false,
      },
      scope: {
        ...defaultOrganisationSettings.scope,
        contacts: { ...defaultOrganisationSettings.scope.contacts, recordLimit: 7 },
      },
    });
    expect(completeSettings(null)).toEqual(defaultOrganisationSettings);
    expect(settingsDocument.parse(defaultOrganisationSettings)).toEqual(defaultOrganisationSettings);
  });

  it('is used by the engine in exactly the paths that are listed', () => {
    const contacts = effectiveContacts(defaultOrganisationSettings, null, null);
    const given = JSON.stringify(resolveSettings(defaultOrganisationSettings, contacts));
    const changing: Partial<Record<SettingPath, SettingValue>> = {};
    for (const path of settingPaths) {
      const value = valueAt(defaultOrganisationSettings, path);
      const others: SettingValue[] = [
        !value,
        7,
        'ask-user',
        'record',
        '77',
        ['firstName'],
        [contactUnits[0]],
      ];
      for (const other of others) {
        if (!z.safeParse(schemaOf(path), other).success) continue;
        const next = withValue(defaultOrganisationSettings, path, other);
        const own = { kinds: [{ ...contacts, policy: 'ask-user' as const, savedSearch: '9' }] };
        const before = JSON.stringify(effectiveContacts(defaultOrganisationSettings, own, null));
        const isOther =
          JSON.stringify(resolveSettings(next, effectiveContacts(next, null, null))) !== given ||
          JSON.stringify(effectiveContacts(next, own, null)) !== before;
        if (isOther) changing[path] = other;
      }
    }
    // the pane's own clock reads this one itself
    expect([...Object.keys(changing), 'runs.paneIntervalMinutes'].sort()).toEqual([...engineSettings].sort());
  });
});
