import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { requestInit, startTestRelay } from '../support/relay-app.ts';
import type { Answer, TestRelay } from '../support/relay-app.ts';
import { signUp } from '../support/relay-people.ts';
import { openStream } from '../support/relay-stream.ts';

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
      items: [{ version: 1, settings: changed, changedBy: 'Ada Admin' }],
    });
  });

  it('refuse what breaks the document, with pointers', async () => {
    const wrong = { ...changed, safety: { ...changed.safety, deleteCount: -1 }, surprise: true };
    expect(await put(wrong, '"1"')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/safety/deleteCount' }, { pointer: '/surprise' }] },
    });
  });
});
