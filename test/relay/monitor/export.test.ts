import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportLink } from '../../../src/contract/users.ts';
import { csvColumns } from '../../../src/relay/export/csv-columns.ts';
import { parseCsv } from '../../support/csv.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { Answer, TestRelay } from '../../support/relay-app.ts';
import { signUp } from '../../support/relay-people.ts';
import { seedId, seedUsers } from '../../support/relay-seed.ts';

const headings = Object.keys(csvColumns);

describe('the CSV export', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  const link = async (body: object): Promise<string> =>
    exportLink.parse((await relay.call(admin, 'POST', '/exports', body)).body).url;
  const download = async (body: object): Promise<Answer> => relay.send(await link(body));
  /** Good for what these tests write: no cell holds a whole line end. */
  const lines = ({ text }: Answer): string[] => text.replace(/\r\n$/, '').split('\r\n');

  it('holds every column, with CRLF lines, quoted where needed, and nothing that runs as a formula', async () => {
    const names = ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', 'Ruiz, Ana "Ani"', '\tTab'];
    for (const [n, name] of names.entries()) await signUp(relay, n + 1, { body: { salesDisplayName: name } });
    const answer = await download({ card: 'all' });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="users-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [first, ...rest] = lines(answer);
    expect(first?.split(',')).toEqual(headings);
    expect(headings).toEqual(expect.arrayContaining(['Included in Latest Sync', 'Using Next Gen']));
    expect(rest).toHaveLength(names.length);
    for (const cell of [
      `"'=HYPERLINK(""http://x"",""y"")"`,
      `,'+1,`,
      `,'-1,`,
      `,'@SUM(A1),`,
      `,"Ruiz, Ana ""Ani""",`,
      `,'\tTab,`,
    ])
      expect(answer.text).toContain(cell);
  });

  it('quotes half a line end, which would end a line for a spreadsheet', async () => {
    for (const [n, name] of ['Two\nlines', 'One\rreturn'].entries())
      await signUp(relay, n + 11, { body: { salesDisplayName: name } });
    const { text } = await download({ card: 'all' });
    expect(text).toContain(',"Two\nlines",');
    expect(text).toContain(',"One\rreturn",');
    expect(parseCsv(text).every((row) => row.length === headings.length)).toBe(true);
  });

  it('begins with a byte order mark, so that spreadsheets read it as UTF-8', async () => {
    const response = await fetch(relay.origin + (await link({ card: 'all' })));
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('works once, for a minute, and only with the right link', async () => {
    const url = await link({ card: 'all' });
    expect((await relay.send(url, { method: 'HEAD' })).status).toBe(404);
    expect((await relay.send(url)).status).toBe(200);
    expect(await relay.send(url)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const late = await link({ card: 'all' });
    relay.clock.nowMs += 60_001;
    expect((await relay.send(late)).status).toBe(404);
    expect((await relay.send('/api/v1/exports/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status).toBe(
      404,
    );
  });

  it('holds what card, search or ids select, whole, beyond pages and beyond the cut of a search', async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => ({
      id: seedId(n),
      name: `Mass ${n}`,
      email: `mass${n}@contoso.example`,
      openErrors: n % 2,
    }));
    await seedUsers(relay.database, many);
    expect(lines(await download({ card: 'all', q: 'mass' }))).toHaveLength(2_501);
    expect(lines(await download({ card: 'errors' }))).toHaveLength(1_251);
    const two = await download({ card: 'all', ids: [seedId(3), seedId(4)] });
    expect(lines(two)).toHaveLength(3);
    expect(two.text).toContain(seedId(3));
  });

  it('is in the audit', async () => {
    await link({ card: 'failed', q: 'ruiz' });
    const audit = await relay.call(admin, 'GET', '/audit?action=export');
    expect(JSON.stringify(audit.body)).toContain('"q":"ruiz"');
  });
});
