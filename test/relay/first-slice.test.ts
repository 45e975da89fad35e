import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';
import { failure, finishMessage, signUpBody, startMessage } from '../support/relay-messages.ts';
import { person } from '../support/relay-tokens.ts';

describe('a person signs up, runs, and an administrator sees it', () => {
  let relay: TestRelay;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  afterAll(() => relay.close());

  it('shows the sign-up, the running run and its end in table and cards', async () => {
    const ana = person(1, 'Ana Ruiz');
    const [token, admin] = await Promise.all([relay.runner(ana), relay.administrator()]);
    const signedUp = await relay.call(
      token,
      'PUT',
      '/me',
      signUpBody({ salesUserName: 'ana.ruiz', salesDisplayName: 'Ana Ruiz' }),
    );
    expect(signedUp).toMatchObject({
      status: 200,
      body: { displayName: 'Ana Ruiz', salesUserName: 'ana.ruiz' },
    });
    expect((await relay.call(admin, 'GET', '/users?card=never')).body).toMatchObject({ total: 1 });

    const lease = await relay.call(token, 'POST', '/me/lease', { storeId: 'store-0001', runner: 'pane' });
    expect(lease).toMatchObject({ status: 200, body: { ttlMs: 90_000, isNewStore: false } });

    const runId = randomUUID();
    const startedMs = relay.clock.nowMs;
    const begun = await relay.call(token, 'PUT', `/me/runs/${runId}`, startMessage(startedMs));
    expect(begun).toMatchObject({ status: 200, body: { ignored: false } });
    expect((await relay.call(admin, 'GET', '/cards')).body).toMatchObject({
      counts: { 'in-progress': 1, never: 1 },
    });

    const ended = await relay.call(
      token,
      'PUT',
      `/me/runs/${runId}`,
      finishMessage(startedMs, { outcome: 'partly-failed', failures: [failure('abcdefgh')] }),
    );
    expect(ended.body).toEqual(begun.body);
    expect((await relay.call(admin, 'GET', '/cards')).body).toMatchObject({
      counts: {
        failed: 1,
        never: 0,
        'in-progress': 0,
        succeeded: 0,
        all: 1,
        expired: 0,
        disabled: 0,
        errors: 1,
      },
      failed: { failed: 0, partlyFailed: 1 },
      needYou: { users: 1, topCause: 'field-rejected', topCauseUsers: 1 },
    });
    expect((await relay.call(admin, 'GET', '/users')).body).toMatchObject({
      total: 1,
      items: [
        {
          displayName: 'Ana Ruiz',
          outcome: 'partly-failed',
          cause: 'field-rejected',
          openErrors: 1,
          running: null,
        },
      ],
    });
    expect((await relay.call(admin, 'GET', '/users?card=all&q=RUIZ')).body).toMatchObject({ total: 1 });
  });

  it('refuses the Monitor to a person without the role', async () => {
    const token = await relay.runner(person(1));
    expect(await relay.call(token, 'GET', '/users')).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });
});
