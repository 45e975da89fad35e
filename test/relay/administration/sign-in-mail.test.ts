import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import type { UserDetails } from '../../../src/contract/users.ts';
import { createMailer } from '../../../src/relay/mail/mailer.ts';
import type { Mailer } from '../../../src/relay/mail/mailer.ts';
import { takeDueMails } from '../../../src/relay/queries/notifications/sign-in-mails.ts';
import { createTenantSql } from '../../../src/relay/tenant-sql.ts';
import { startMailServer } from '../../support/mail-server.ts';
import type { TestMailServer } from '../../support/mail-server.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { activeAuthorization, signUpBody } from '../../support/relay-messages.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { tenantId } from '../../support/relay-tokens.ts';

const expired = { ...activeAuthorization, state: 'expired' as const };
const signedOut = signUpBody({ authorizations: { microsoft: activeAuthorization, sales: expired } });
const link = 'https://sales-sync.contoso.example/index.html';
const minuteMs = 60_000;

describe('the mail that asks to sign in', () => {
  let server: TestMailServer;
  let relay: TestRelay;
  let mailer: Mailer;
  let admin: string;
  let n = 0;
  const lines: string[] = [];

  beforeAll(async () => {
    server = await startMailServer();
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const mail = {
      url: server.url,
      from: 'Sales Sync <sync@contoso.example>',
      link,
      language: 'de',
    } as const;
    relay = await startTestRelay({ mail, logger: fastify({ logger: { level: 'trace', stream } }).log });
    mailer = createMailer({
      sql: createTenantSql(relay.database),
      clock: () => relay.clock.nowMs,
      mail,
    });
  });
  beforeEach(async () => {
    server.taken.length = 0;
    server.offers.length = 0;
    server.refusal = null;
    admin = await relay.administrator();
  });
  afterAll(async () => {
    mailer.close();
    await relay.close();
    await server.close();
  });

  async function signedOutPerson(name?: string): Promise<SignedUp> {
    const user = await signUp(relay, (n += 1), { ...(name === undefined ? {} : { name }) });
    await relay.call(user.token, 'PUT', '/me', signedOut);
    return user;
  }
  const ask = (...users: readonly SignedUp[]) =>
    sendCommand(relay, admin, {
      kind: 'ask-to-sign-in',
      selection: { by: 'ids', ids: users.map(({ id }) => id) },
    });
  const shown = async ({ id }: SignedUp): Promise<UserDetails['signInMail']> => {
    const answer = await relay.call(await relay.administrator(), 'GET', `/users/${id}`);
    return (answer.body as UserDetails).signInMail;
  };

  it('[M6] is announced in the preview, goes out once with the link, and is told in the details', async () => {
    const ana = await signedOutPerson('Ana\r\nBcc: x@y.example Ruiz');
    const ben = await signedOutPerson();
    expect(await shown(ana)).toBeNull();
    const body = { kind: 'ask-to-sign-in', selection: { by: 'ids', ids: [ana.id, ben.id] } };
    expect((await relay.call(admin, 'POST', '/commands?dryRun=true', body)).body).toMatchObject({
      hits: 2,
      mails: 2,
    });
    expect((await ask(ana)).body).toMatchObject({ hits: 1, mails: 1 });
    expect(await shown(ana)).toMatchObject({ state: 'waiting', error: null });
    expect((await relay.call(admin, 'POST', '/commands?dryRun=true', body)).body).toMatchObject({
      hits: 2,
      mails: 1,
    });
    await ask(ana);
    await mailer.send(tenantId);
    await ask(ana);
    await mailer.send(tenantId);
    expect(server.taken).toEqual([
      { from: 'sync@contoso.example', to: [ana.person.email], text: expect.any(String) },
    ]);
    const [head = '', ...text] = server.taken[0]?.text.split('\r\n\r\n') ?? [];
    expect(head).not.toMatch(/^Bcc/m);
    expect(head).toMatch(/^From: Sales Sync <sync@contoso.example>$/m);
    expect(head).toMatch(/^Subject: Bitte bei Sales Sync anmelden$/m);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(text.join('\n').replaceAll('=\r\n', '')).toContain(link);
    expect(await shown(ana)).toEqual({
      state: 'sent',
      at: new Date(relay.clock.nowMs).toISOString(),
      error: null,
    });
    const audit = (await relay.call(admin, 'GET', '/audit')).body as { items: { outcome: object }[] };
    expect(audit.items.filter(({ outcome }) => 'mails' in outcome)).toMatchObject([
      { outcome: { mails: 1 } },
    ]);
  });

  it('[M6] goes out anew a day later, and not to one who has signed in meanwhile', async () => {
    const ana = await signedOutPerson();
    const ben = await signedOutPerson();
    await ask(ana, ben);
    await relay.call(ben.token, 'PUT', '/me', signUpBody({ interactive: true }));
    await mailer.send(tenantId);
    expect(server.taken.map(({ to }) => to)).toEqual([[ana.person.email]]);
    expect(await shown(ben)).toBeNull();
    relay.clock.nowMs += 24 * 60 * minuteMs;
    admin = await relay.administrator();
    expect((await ask(ana)).body).toMatchObject({ mails: 1 });
    await mailer.send(tenantId);
    expect(server.taken).toHaveLength(2);
  });

  it('[M6] that the server refuses is told with its code and not tried again until somebody asks', async () => {
    const ana = await signedOutPerson();
    server.refusal = 550;
    await ask(ana);
    await mailer.send(tenantId);
    expect(await shown(ana)).toMatchObject({ state: 'failed', error: 'smtp-550' });
    server.refusal = null;
    relay.clock.nowMs += 10 * minuteMs;
    await mailer.send(tenantId);
    expect(server.taken).toEqual([]);
    expect((await ask(ana)).body).toMatchObject({ mails: 1 });
    await mailer.send(tenantId);
    expect(await shown(ana)).toMatchObject({ state: 'sent', error: null });
  });

  it('[M6] that the server could not take now waits with growing pauses, six attempts in all', async () => {
    const ana = await signedOutPerson();
    server.refusal = 451;
    await ask(ana);
    const startMs = relay.clock.nowMs;
    const offers: (readonly [number, number])[] = [];
    for (const minutes of [0, 0.4, 0.5, 2.4, 2.5, 12, 12.5, 72, 72.5, 432, 432.5, 2_000]) {
      relay.clock.nowMs = startMs + minutes * minuteMs;
      await mailer.send(tenantId);
      offers.push([minutes, server.offers.length]);
    }
    const changes = offers.filter(([, count], index) => count !== offers[index - 1]?.[1]);
    expect(changes).toEqual([
      [0, 1],
      [0.5, 2],
      [2.5, 3],
      [12.5, 4],
      [72.5, 5],
      [432.5, 6],
    ]);
    expect(await shown(ana)).toMatchObject({ state: 'failed', error: 'smtp-451' });
  });

  it('[M6] waits while the server cannot be reached, and goes out when it is back', async () => {
    const port = Number(new URL(server.url).port);
    await server.close();
    const ana = await signedOutPerson();
    await ask(ana);
    await mailer.send(tenantId);
    expect(await shown(ana)).toMatchObject({ state: 'waiting', error: expect.stringMatching(/^E[A-Z]+$/) });
    server = await startMailServer(port);
    await mailer.send(tenantId);
    expect(server.taken).toEqual([]);
    relay.clock.nowMs += minuteMs;
    await mailer.send(tenantId);
    expect(server.taken.map(({ to }) => to)).toEqual([[ana.person.email]]);
  });

  it('[M6] of which nobody knows whether it was taken is not sent twice, and says so', async () => {
    const ana = await signedOutPerson();
    await ask(ana);
    const sql = createTenantSql(relay.database);
    // a relay that dies right after it took the mail from the outbox
    await sql.write(tenantId, (transaction) =>
      takeDueMails(transaction, { tenantId, nowMs: relay.clock.nowMs }),
    );
    await mailer.send(tenantId);
    expect(await shown(ana)).toMatchObject({ state: 'waiting' });
    relay.clock.nowMs += 10 * minuteMs;
    await mailer.send(tenantId);
    expect(server.taken).toEqual([]);
    expect(await shown(ana)).toMatchObject({ state: 'failed', error: 'unknown' });
  });

  it('leaves no address, name or word of the server in the log', () => {
    const log = lines.join('');
    expect(log).toContain('/api/v1/commands');
    for (const secret of ['@', 'Ruiz', 'no such person', 'contoso.example'])
      expect(log).not.toContain(secret);
  });
});
