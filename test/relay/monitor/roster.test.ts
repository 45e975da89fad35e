import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUsersAnswer } from '../../../src/contract/administration.ts';
import type { SqlTransaction } from '../../../src/database/sql-database.ts';
import { addUsers } from '../../../src/relay/queries/users/edit-roster.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { Answer, TestRelay } from '../../support/relay-app.ts';
import { signUpBody } from '../../support/relay-messages.ts';
import { signUp } from '../../support/relay-people.ts';
import { openStream } from '../../support/relay-stream.ts';
import { person, tenantId } from '../../support/relay-tokens.ts';

describe('the roster', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  const add = (users: object[]): Promise<Answer> => relay.call(admin, 'POST', '/users', { users });
  const patch = (id: string, change: object): Promise<Answer> =>
    relay.call(admin, 'PATCH', `/users/${id}`, change);

  it('takes users before their first sign-in and refuses those that somebody else is', async () => {
    await signUp(relay, 1, { name: 'Ana Ruiz', body: { salesUserName: 'ana.ruiz' } });
    const answer = await add([
      { email: 'new1@contoso.example', salesUserName: 'new.one', displayName: 'New One' },
      { email: person(1).email.toUpperCase(), salesUserName: 'new.two' },
      { email: 'new3@contoso.example', salesUserName: 'ANA.RUIZ' },
      { email: 'new1@contoso.example', salesUserName: 'new.four' },
    ]);
    expect(answer.status).toBe(201);
    expect(newUsersAnswer.parse(answer.body)).toEqual({
      added: [expect.any(String)],
      refused: [
        { index: 1, email: person(1).email.toUpperCase(), otherUser: 'Ana Ruiz', same: 'email' },
        { index: 2, email: 'new3@contoso.example', otherUser: 'Ana Ruiz', same: 'salesUserName' },
        { index: 3, email: 'new1@contoso.example', otherUser: 'New One', same: 'email' },
      ],
    });
    expect((await relay.call(admin, 'GET', '/users?card=never&q=new.one')).body).toMatchObject({
      items: [
        {
          displayName: 'New One',
          outcome: null,
          microsoft: { state: 'missing' },
          sales: { state: 'missing' },
        },
      ],
    });
  });

  it('takes no name that nobody can see, when it adds and when it corrects', async () => {
    const unseen = '\u200b\u2060\u200f\u3164\u2800';
    const email = 'unseen@contoso.example';
    const answer = await add([
      { email, salesUserName: unseen },
      { email, salesUserName: 'seen', displayName: unseen },
    ]);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        errors: [
          { pointer: '/users/0/salesUserName', detail: 'holds no visible character' },
          { pointer: '/users/1/displayName', detail: 'holds no visible character' },
        ],
      },
    });
    const { id } = await signUp(relay, 91);
    expect((await patch(id, { salesUserName: unseen })).status).toBe(400);
    expect((await add([{ email, salesUserName: '\u200bé' }])).status).toBe(201);
  });

  it('takes as many as one call may hold, in order, with as many statements as for one', async () => {
    const many = (count: number, word: string) =>
      Array.from({ length: count }, (_, index) => ({
        email: `${word}.${String(index)}@contoso.example`,
        salesUserName: `${word}.${String(index)}`,
      }));
    const statements: string[] = [];
    const adding = (users: ReturnType<typeof many>) =>
      relay.database.transaction({ access: 'write' }, (sql) => {
        statements.length = 0;
        const counted: SqlTransaction = {
          ...sql,
          query: (text, values) => {
            statements.push(text);
            return sql.query(text, values);
          },
        };
        return addUsers(counted, { tenantId, atMs: relay.clock.nowMs }, users);
      });
    await adding(many(1, 'single'));
    const forOne = statements.length;
    const answer = await adding([...many(1_000, 'mass'), ...many(1, 'single'), ...many(1, 'mass')]);
    expect(statements).toHaveLength(forOne);
    expect(answer.added).toHaveLength(1_000);
    expect(answer.refused).toEqual([
      { index: 1_000, email: 'single.0@contoso.example', otherUser: 'single.0', same: 'both' },
      { index: 1_001, email: 'mass.0@contoso.example', otherUser: 'mass.0', same: 'both' },
    ]);
    const [first] = answer.added;
    expect((await relay.call(admin, 'GET', `/users/${first ?? ''}`)).body).toMatchObject({
      user: { displayName: 'mass.0', email: 'mass.0@contoso.example', outcome: null },
    });
  });

  it('refuses credentials that another user has, with that name', async () => {
    const ben = await signUp(relay, 2, { name: 'Ben Okafor', body: { salesUserName: 'ben' } });
    const cai = await signUp(relay, 3);
    expect(await patch(cai.id, { salesUserName: 'BEN' })).toMatchObject({
      status: 409,
      body: {
        code: 'conflict',
        errors: [
          {
            pointer: '/salesUserName',
            detail: 'is already used by Ben Okafor',
            otherUser: 'Ben Okafor',
          },
        ],
      },
    });
    expect(await patch(cai.id, { email: ben.person.email })).toMatchObject({
      status: 409,
      body: { detail: 'is already used by Ben Okafor' },
    });
    expect((await patch(ben.id, { salesUserName: 'ben' })).status).toBe(200);
  });

  it('[M6] asks for the Sales sign-in again after another Sales user, and tells the runner', async () => {
    const dee = await signUp(relay, 4, { body: { salesUserName: 'dee' } });
    const stream = await openStream(relay, dee.token, '/me/events');
    const changed = await patch(dee.id, { salesUserName: 'dee.2' });
    expect(changed.body).toMatchObject({
      salesUserName: 'dee.2',
      microsoft: { state: 'active' },
      sales: { state: 'missing', cause: null },
    });
    await stream.next(({ data }) => data.type === 'me');
    stream.close();
    const again = await relay.call(dee.token, 'PUT', '/me', signUpBody({ salesUserName: 'dee.2' }));
    expect(again.body).toMatchObject({
      userId: dee.id,
      salesUserName: 'dee.2',
      signInAskedAt: new Date(relay.clock.nowMs).toISOString(),
    });
  });

  it('binds the row to whoever signs in with the new e-mail, and keeps the old runner from making a second row', async () => {
    const eva = await signUp(relay, 5);
    const successor = person(6, 'Successor');
    const changed = await patch(eva.id, { email: successor.email });
    expect(changed.body).toMatchObject({
      email: successor.email,
      microsoft: { state: 'missing' },
      sales: { state: 'missing' },
    });
    expect(await relay.call(eva.token, 'PUT', '/me', signUpBody())).toMatchObject({ status: 410 });
    const bound = await relay.call(await relay.runner(successor), 'PUT', '/me', signUpBody());
    expect(bound.body).toMatchObject({ userId: eva.id, email: successor.email });
  });

  it('gives the row back to the same person when only the address changed', async () => {
    const fay = await signUp(relay, 7);
    await patch(fay.id, { email: 'fay.new@contoso.example' });
    const renamed = await relay.runner({ ...fay.person, email: 'fay.new@contoso.example' });
    expect((await relay.call(renamed, 'PUT', '/me', signUpBody())).body).toMatchObject({ userId: fay.id });
    expect((await relay.call(renamed, 'GET', '/me')).status).toBe(200);
  });

  it('deletes one user, once', async () => {
    const gil = await signUp(relay, 8);
    expect((await relay.call(admin, 'DELETE', `/users/${gil.id}`)).status).toBe(204);
    expect((await relay.call(admin, 'DELETE', `/users/${gil.id}`)).status).toBe(404);
  });

  it('lets a person whom an administrator deleted and added again sign up without a screen', async () => {
    const hal = await signUp(relay, 9);
    await relay.call(admin, 'DELETE', `/users/${hal.id}`);
    expect((await relay.call(hal.token, 'PUT', '/me', signUpBody())).status).toBe(410);
    await add([{ email: hal.person.email, salesUserName: 'hal' }]);
    expect((await relay.call(hal.token, 'PUT', '/me', signUpBody())).status).toBe(200);
  });
});
