import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { signUp } from '../../support/relay-people.ts';
import { otherTenantId, tenantId } from '../../support/relay-tokens.ts';

const path = '/application-permission';
const never = {
  state: 'not-enabled',
  error: null,
  certificateEndsAt: null,
  reportedAt: null,
  isSilent: false,
};

describe('the application permission', () => {
  let relay: TestRelay;
  let admin: string;
  let worker: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
    const oid = 'bbbbbbbb-0000-4000-8000-000000000001';
    worker = await relay.issuer.sign({ tid: tenantId, oid, roles: ['Sync.Worker'], idtyp: 'app' });
  });
  afterAll(() => relay.close());

  const active = { state: 'active', error: null, certificateEndsAt: '2030-01-01T00:00:00.000Z' };
  const failed = {
    state: 'inactive',
    error: {
      cause: 'microsoft-consent-withdrawn',
      code: 'AADSTS700027',
      status: 401,
      requestId: 'a1b2',
    },
    certificateEndsAt: null,
  };

  it('is not enabled until a worker reports, then what it said last', async () => {
    expect((await relay.call(admin, 'GET', path)).body).toEqual(never);
    expect((await relay.call(worker, 'PUT', path, active)).status).toBe(204);
    const reportedAt = new Date(relay.clock.nowMs).toISOString();
    expect((await relay.call(admin, 'GET', path)).body).toEqual({ ...active, reportedAt, isSilent: false });
    await relay.call(worker, 'PUT', path, failed);
    expect((await relay.call(admin, 'GET', path)).body).toMatchObject(failed);
  });

  it('is silent when the worker has not reported for 15 minutes', async () => {
    await relay.call(worker, 'PUT', path, active);
    relay.clock.nowMs += 15 * 60_000 + 1;
    expect((await relay.call(admin, 'GET', path)).body).toMatchObject({ state: 'active', isSilent: true });
    relay.clock.nowMs -= 15 * 60_000 + 1;
  });

  it('is told by workers only, read by administrators only, and of one’s own organisation', async () => {
    const ana = await signUp(relay, 1);
    for (const token of [ana.token, admin])
      expect((await relay.call(token, 'PUT', path, active)).status).toBe(403);
    for (const token of [ana.token, worker]) expect((await relay.call(token, 'GET', path)).status).toBe(403);
    expect((await relay.call(worker, 'GET', '/users')).status).toBe(403);
    const theirs = await relay.administrator(otherTenantId);
    expect((await relay.call(theirs, 'GET', path)).body).toEqual(never);
  });

  it('holds codes and never the service’s text', async () => {
    const text = { ...failed, error: { ...failed.error, code: 'The key has expired for Contoso' } };
    for (const body of [
      text,
      { ...failed, error: null },
      { ...active, state: 'unsure' },
      { ...active, note: 'x' },
    ])
      expect((await relay.call(worker, 'PUT', path, body)).status).toBe(400);
  });
});
