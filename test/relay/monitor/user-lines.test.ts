import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { userPage, userRow } from '../../../src/contract/users.ts';
import { requestInit, startTestRelay } from '../../support/relay-app.ts';
import type { Answer, TestRelay } from '../../support/relay-app.ts';
import { seedId, seedUsers } from '../../support/relay-seed.ts';

const count = 2_345;

describe('[M14] users as NDJSON', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
    await seedUsers(
      relay.database,
      Array.from({ length: count }, (_, n) => ({
        id: seedId(n + 1),
        name: `User ${String(n).padStart(5, '0')}`,
        email: `u${String(n)}@contoso.example`,
        outcome: n % 5 === 0 ? 'failed' : 'succeeded',
      })),
    );
  });
  afterAll(() => relay.close());

  const ask = async (query: string, accept: string, token = admin): Promise<Answer> => {
    const headers = new Headers(requestInit(token, 'GET').headers);
    headers.set('accept', accept);
    return relay.send(`/api/v1/users?${query}`, { headers });
  };
  const lines = (query: string) => ask(query, 'application/x-ndjson');
  const rowsOf = ({ text }: Answer) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => userRow.parse(JSON.parse(line)));

  it('are all that match, a row of the page per line, in the order that was asked for', async () => {
    const answer = await lines('card=all&sort=name&direction=desc');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const rows = rowsOf(answer);
    expect(rows).toHaveLength(count);
    expect([rows[0]?.displayName, rows.at(-1)?.displayName]).toEqual(['User 02344', 'User 00000']);
    const page = userPage.parse((await ask('card=all&sort=name&direction=desc&limit=3', '*/*')).body);
    expect(rows.slice(0, 3)).toEqual(page.items);
    const rest = rowsOf(await lines(`card=all&sort=name&direction=desc&after=${page.next ?? ''}`));
    expect(rest.map(({ id }) => id)).toEqual(rows.slice(3).map(({ id }) => id));
  });

  it('keep to card, search and filter', async () => {
    expect(rowsOf(await lines('card=failed'))).toHaveLength(Math.ceil(count / 5));
    expect(rowsOf(await lines('card=all&q=u1234@'))).toHaveLength(1);
    expect((await lines('card=all&runner=worker')).text).toBe('');
  });

  it('refuse what pages refuse, and an order that only few can be sorted by', async () => {
    expect((await lines('card=best')).body).toMatchObject({ code: 'validation-failed' });
    expect((await lines('card=all&sort=client')).body).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/query/sort' }],
    });
    const nobody = await relay.runner({
      oid: seedId(9_999),
      name: 'Rep',
      email: 'rep@contoso.example',
    });
    expect((await ask('card=all', 'application/x-ndjson', nobody)).status).toBe(403);
  });
});
