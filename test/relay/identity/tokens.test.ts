import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { createTokenVerifier } from '../../../src/relay/identity/verify-token.ts';
import { createTestIssuer, person, runnerClaims, tenantId } from '../../support/relay-tokens.ts';
import type { TestIssuer } from '../../support/relay-tokens.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';

const ana = person(1);
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a token that does not count', () => {
  let relay: TestRelay;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  afterAll(() => relay.close());

  const nowSeconds = (): number => Math.floor(relay.clock.nowMs / 1_000);
  const expectRefused = async (token: string | null): Promise<void> => {
    const answer = await relay.call(token, 'GET', '/me');
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated', status: 401 } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  };

  it('is refused when there is none', () => expectRefused(null));

  it('is refused when it is no token at all', async () => {
    for (const token of ['x', 'a.b.c', 'null', '....', `${'a'.repeat(8_000)}.b.c`])
      await expectRefused(token);
  });

  it('is refused with the algorithm `none`', async () => {
    const payload = encode({
      ...runnerClaims(ana),
      iss: relay.issuer.trusted.issuer,
      exp: nowSeconds() + 60,
    });
    await expectRefused(`${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`);
    await expectRefused(`${encode({ alg: 'none', typ: 'JWT' })}.${payload}.c2lnbmF0dXJl`);
  });

  it('is refused when it is signed with the public key as a secret', async () => {
    const payload = encode({
      ...runnerClaims(ana),
      iss: relay.issuer.trusted.issuer,
      aud: relay.issuer.trusted.audience,
      exp: nowSeconds() + 60,
    });
    const text = `${encode({ alg: 'HS256', kid: 'test-key' })}.${payload}`;
    const signature = createHmac('sha256', relay.issuer.publicKeyText).update(text).digest('base64url');
    await expectRefused(`${text}.${signature}`);
  });

  it('is refused with a changed payload', async () => {
    const [header = '', , signature = ''] = (await relay.issuer.sign(runnerClaims(ana))).split('.');
    const payload = encode({ ...runnerClaims(person(2)), iss: relay.issuer.trusted.issuer });
    await expectRefused([header, payload, signature].join('.'));
  });

  it.each([
    ['another audience', { aud: 'https://graph.microsoft.com' }],
    ['another issuer', { iss: 'https://identity.example/other' }],
    ['a tenant that does not use this relay', { tid: '11111111-1111-4111-8111-111111111111' }],
    ['no object id', { oid: undefined }],
    ['no tenant', { tid: undefined }],
    ['an object id that is none', { oid: "'; DROP TABLE runs; --" }],
  ])('is refused with %s', async (_, claims) => {
    await expectRefused(await relay.issuer.sign({ ...runnerClaims(ana), ...(claims as JWTPayload) }));
  });

  it('is refused an hour after its end, and accepted 60 seconds after it', async () => {
    const token = (exp: number): Promise<string> => relay.issuer.sign({ ...runnerClaims(ana), exp });
    await expectRefused(await token(nowSeconds() - 3_600));
    await expectRefused(await token(nowSeconds() - 62));
    const late = await relay.call(await token(nowSeconds() - 58), 'GET', '/me');
    expect(late).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('is refused for calls of a person without the scope, and for the Monitor without the role', async () => {
    const application = await relay.issuer.sign({ tid: tenantId, oid: ana.oid, roles: ['Sync.Worker'] });
    expect(await relay.call(application, 'GET', '/me')).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await relay.call(application, 'GET', '/cards')).toMatchObject({ status: 403 });
    const named = await relay.issuer.sign({ ...runnerClaims(ana), roles: 'Monitor.Admin' });
    expect(await relay.call(named, 'GET', '/cards')).toMatchObject({ status: 401 });
  });

  it('lets an application with the role read the Monitor', async () => {
    const application = await relay.issuer.sign({
      tid: tenantId,
      oid: ana.oid,
      roles: ['Monitor.Admin'],
      idtyp: 'app',
    });
    expect(await relay.call(application, 'GET', '/cards')).toMatchObject({ status: 200 });
  });

  it('is refused on every path of the API that is not public', async () => {
    const paths = ['/me', '/me/events', '/users', '/events', '/cards', '/audit', '/settings', '/causes'];
    for (const path of paths) expect((await relay.call(null, 'GET', path)).status).toBe(401);
  });
});

describe('the key set', () => {
  let nowMs = 0;
  let issuer: TestIssuer;
  beforeEach(async () => {
    nowMs = Date.now();
    issuer = await createTestIssuer(() => nowMs);
  });

  it('is read once for many tokens', async () => {
    const verify = createTokenVerifier([issuer.trusted], () => nowMs);
    const token = await issuer.sign(runnerClaims(ana));
    for (let n = 0; n < 5; n += 1) await verify(`Bearer ${token}`);
    expect(issuer.reads()).toBe(1);
  });

  it('is not read again and again for tokens with unknown key ids', async () => {
    const verify = createTokenVerifier([issuer.trusted], () => nowMs);
    for (let n = 0; n < 5; n += 1) {
      const token = await issuer.sign(runnerClaims(ana), { kid: `unknown-${n}` });
      await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ problem: 'unauthenticated' });
    }
    expect(issuer.reads()).toBe(1);
  });

  it('that cannot be read makes the relay unavailable, not the token wrong', async () => {
    const down = { ...issuer.trusted, fetchKeys: () => Promise.reject(new TypeError('fetch failed')) };
    const verify = createTokenVerifier([down], () => nowMs);
    const token = await issuer.sign(runnerClaims(ana));
    await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ problem: 'unavailable' });
  });

  it('is found through the discovery document when no address is given', async () => {
    const { jwksUrl: _, ...rest } = issuer.trusted;
    const read: string[] = [];
    const trusted = {
      ...rest,
      fetchKeys: (url: string) => {
        read.push(url);
        if (url.endsWith('/keys'))
          return issuer.trusted.fetchKeys?.(url) ?? Promise.reject(new Error('no keys'));
        return Promise.resolve(
          Response.json({ issuer: rest.issuer, jwks_uri: 'https://identity.example/keys' }),
        );
      },
    };
    const verify = createTokenVerifier([trusted], () => nowMs);
    await expect(verify(`Bearer ${await issuer.sign(runnerClaims(ana))}`)).resolves.toMatchObject({
      oid: ana.oid,
    });
    expect(read).toEqual([
      `${rest.issuer}/.well-known/openid-configuration`,
      'https://identity.example/keys',
    ]);
  });
});
