import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { activeAuthorization, signUpBody } from '../../support/relay-messages.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';
import { person } from '../../support/relay-tokens.ts';

const expired = {
  state: 'expired' as const,
  since: '2026-11-20T09:00:00.000Z',
  endsAt: null,
  cause: 'microsoft-sign-in-expired' as const,
};

describe('PUT /me', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  const rowOf = async (id: string): Promise<unknown> =>
    ((await relay.call(admin, 'GET', `/users/${id}`)).body as { user: unknown }).user;
  const disable = (ids: string[], kind = 'disable') =>
    sendCommand(relay, admin, {
      kind,
      selection: { by: 'ids', ids },
      ...(kind === 'disable' ? { reason: 'left' } : {}),
    });

  it('names a person by the first name that anybody can see', async () => {
    const named = async (n: number, name: string, salesDisplayName: string | null): Promise<unknown> => {
      const { token } = await signUp(relay, n, { name, body: { salesDisplayName } });
      await relay.call(token, 'PUT', '/me', signUpBody({ salesDisplayName }));
      return ((await relay.call(token, 'GET', '/me')).body as { displayName: unknown }).displayName;
    };
    expect(await named(71, 'Ana Ruiz', '\u200b\u2060')).toBe('Ana Ruiz');
    expect(await named(72, '\u200b', 'Ben in Sales')).toBe('Ben in Sales');
    expect(await named(73, '\u200b', '')).toBe(person(73).email);
  });

  it('makes one row however often it is called, with name and address from the token', async () => {
    const ana = person(1, 'Ana Ruiz');
    const token = await relay.runner(ana);
    expect(await relay.call(token, 'GET', '/me')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const answers = await Promise.all([1, 2, 3].map(() => relay.call(token, 'PUT', '/me', signUpBody())));
    const ids = new Set(answers.map(({ body }) => (body as { userId: string }).userId));
    expect(ids.size).toBe(1);
    expect(answers[0]?.body).toMatchObject({
      displayName: 'Ana Ruiz',
      email: ana.email,
      isAdministrator: false,
      sync: { isEnabled: true, disabledBy: null },
      settings: null,
      organisation: { conflict: { defaultPolicy: 'sales-wins' } },
    });
    expect((await relay.call(token, 'GET', '/me')).body).toEqual(
      (await relay.call(token, 'PUT', '/me', signUpBody({ runner: 'delegated' }))).body,
    );
  });

  it('shows the name in Sales, and keeps it when Sales is signed out', async () => {
    const body = { salesUserName: 'ben', salesDisplayName: 'Benjamin Okafor' };
    const ben = await signUp(relay, 2, { name: 'Ben', body });
    const again = await relay.call(ben.token, 'PUT', '/me', signUpBody());
    expect(again.body).toMatchObject({ displayName: 'Benjamin Okafor', salesUserName: 'ben' });
  });

  it('marks another Sales user than the mapped one as wrong-sales-account', async () => {
    const cai = await signUp(relay, 3, { body: { salesUserName: 'cai' } });
    await relay.call(
      cai.token,
      'PUT',
      '/me',
      signUpBody({ salesUserName: 'somebody', salesDisplayName: 'Other' }),
    );
    expect(await rowOf(cai.id)).toMatchObject({
      displayName: 'Person 3',
      salesUserName: 'cai',
      sales: { state: 'missing', cause: 'wrong-sales-account' },
    });
    const taken = await signUp(relay, 4, { body: { salesUserName: 'CAI' } });
    expect(await rowOf(taken.id)).toMatchObject({
      salesUserName: null,
      sales: { cause: 'wrong-sales-account' },
    });
  });

  it('lets the word of an open pane stand against a background run', async () => {
    const dee = await signUp(relay, 5);
    const background = signUpBody({
      runner: 'delegated',
      authorizations: { microsoft: expired, sales: activeAuthorization },
    });
    await relay.call(dee.token, 'PUT', '/me', background);
    expect(await rowOf(dee.id)).toMatchObject({ microsoft: { state: 'active' }, runner: 'pane' });
    await relay.database.query(
      'UPDATE user_status SET pane_seen_ms = pane_seen_ms - 600001 WHERE user_id = $1::uuid',
      [dee.id],
    );
    await relay.call(dee.token, 'PUT', '/me', background);
    expect(await rowOf(dee.id)).toMatchObject({
      microsoft: { state: 'expired', cause: 'microsoft-sign-in-expired' },
      runner: 'delegated',
    });
  });

  it('lets a pane without both sign-ins neither stop nor speak for a background runner that works', async () => {
    const flo = await signUp(relay, 16, { body: { runner: 'delegated' } });
    const missing = { ...expired, state: 'missing' as const, cause: null };
    const pane = signUpBody({ authorizations: { microsoft: activeAuthorization, sales: missing } });
    const answer = await relay.call(flo.token, 'PUT', '/me', pane);
    expect(answer.body).toMatchObject({ paneSeenAt: null });
    expect(await rowOf(flo.id)).toMatchObject({ sales: { state: 'active' }, runner: 'delegated' });
    await relay.call(flo.token, 'PUT', '/me', signUpBody());
    expect(await rowOf(flo.id)).toMatchObject({ runner: 'pane' });
    await relay.call(flo.token, 'PUT', '/me', pane);
    expect(await rowOf(flo.id)).toMatchObject({ sales: { state: 'missing' }, runner: 'pane' });
  });

  it('believes such a pane once the background runner fell silent', async () => {
    const gil = await signUp(relay, 17, { body: { runner: 'delegated' } });
    const missing = { ...expired, state: 'missing' as const, cause: null };
    await relay.database.query(
      'UPDATE user_status SET runner_seen_ms = runner_seen_ms - 600001 WHERE user_id = $1::uuid',
      [gil.id],
    );
    const pane = signUpBody({ authorizations: { microsoft: activeAuthorization, sales: missing } });
    await relay.call(gil.token, 'PUT', '/me', pane);
    expect(await rowOf(gil.id)).toMatchObject({ sales: { state: 'missing' }, runner: 'pane' });
  });

  it('keeps `since` while a state stays', async () => {
    const eva = await signUp(relay, 6);
    const later = { ...activeAuthorization, since: '2026-11-21T08:00:00.000Z' };
    await relay.call(
      eva.token,
      'PUT',
      '/me',
      signUpBody({ authorizations: { microsoft: later, sales: later } }),
    );
    expect(await rowOf(eva.id)).toMatchObject({ microsoft: { since: activeAuthorization.since } });
  });

  it('answers 410 after a deletion until an interactive sign-in, and a disabled user stays disabled', async () => {
    const fay = await signUp(relay, 7);
    await disable([fay.id]);
    await relay.call(admin, 'DELETE', `/users/${fay.id}`);
    for (const [method, path, body] of [
      ['GET', '/me', undefined],
      ['PUT', '/me', signUpBody()],
      ['GET', '/me/commands', undefined],
      ['POST', '/me/lease', { storeId: 'store-0007', runner: 'pane' }],
    ] as const)
      expect(await relay.call(fay.token, method, path, body)).toMatchObject({
        status: 410,
        body: { code: 'user-deleted' },
      });
    const back = await relay.call(fay.token, 'PUT', '/me', signUpBody({ interactive: true }));
    expect(back).toMatchObject({
      status: 200,
      body: { sync: { isEnabled: false, disabledBy: 'administrator', disabledReason: 'left' } },
    });
    expect(await relay.call(fay.token, 'PUT', '/me', signUpBody())).toMatchObject({ status: 200 });
  });

  it('binds a row that an administrator added to the person with its e-mail', async () => {
    const gil = person(8, 'Gil');
    const users = [{ email: gil.email.toUpperCase(), salesUserName: 'gil.sales', displayName: 'Gil G.' }];
    const added = await relay.call(admin, 'POST', '/users', { users });
    const [id] = (added.body as { added: string[] }).added;
    const signedUp = await relay.call(
      await relay.runner(gil),
      'PUT',
      '/me',
      signUpBody({ salesUserName: 'GIL.SALES' }),
    );
    expect(signedUp.body).toMatchObject({ userId: id, displayName: 'Gil G.', salesUserName: 'gil.sales' });
  });

  it('keeps the own choices as one document', async () => {
    const hal = await signUp(relay, 9);
    const contact = {
      kind: 'contact',
      isOn: true,
      savedSearch: '300100',
      savedSearchName: null,
      policy: 'ask-user',
      setBy: 'user',
    };
    expect((await relay.call(hal.token, 'GET', '/me/settings')).body).toEqual({ kinds: [] });
    await relay.call(hal.token, 'PUT', '/me/settings', { kinds: [contact] });
    expect((await relay.call(hal.token, 'GET', '/me')).body).toMatchObject({
      settings: { kinds: [contact] },
    });
    expect((await relay.call(admin, 'GET', `/users/${hal.id}`)).body).toMatchObject({
      kinds: [{ kind: 'contact', settings: contact, counts: null }],
    });
  });
});
