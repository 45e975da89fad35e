// The command line against a real relay: what it prints, what it refuses, and the exit codes that scripts rely on.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runWords, type Around, type Ran } from '../support/cli-run.ts';
import { startTestRelay, type TestRelay } from '../support/relay-app.ts';
import { clearUsers, seedId, seedUsers, type SeedUser } from '../support/relay-seed.ts';
import { person } from '../support/relay-tokens.ts';

const seeded: readonly SeedUser[] = [
  { id: seedId(1), name: 'Ana Ruiz', email: 'ana@contoso.example', outcome: 'failed' },
  { id: seedId(2), name: 'Ben Okafor', email: 'ben@contoso.example', outcome: 'succeeded' },
  { id: seedId(3), name: 'Cleo \u001b[31mRed\u009b', email: 'cleo@contoso.example', outcome: 'failed' },
];

let relay: TestRelay;
let token: string;

beforeAll(async () => {
  relay = await startTestRelay();
  token = await relay.administrator();
});
beforeEach(async () => {
  await clearUsers(relay.database);
  await seedUsers(relay.database, seeded);
});
afterAll(() => relay.close());

const run = (words: string, around: Around = {}): Promise<Ran> =>
  runWords(words, { environment: { RELAY_URL: relay.origin, RELAY_TOKEN: token }, ...around });

describe('the command line reads', () => {
  it('prints the same users as a table, as JSON and as a line each', async () => {
    const table = await run('users --card failed');
    expect(table.code).toBe(0);
    expect(table.out).toContain('Ana Ruiz');
    expect(table.out).not.toContain('Ben Okafor');
    const json = JSON.parse((await run('users --card failed --json')).out) as { items: { id: string }[] };
    const lines = (await run('users --card failed --ndjson')).out.trim().split('\n');
    expect(json.items.map(({ id }) => id).sort()).toEqual([seedId(1), seedId(3)]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(json.items);
  });

  it('[M11] says who suspended a user, and that nobody has looked since', async () => {
    await relay.database.query(
      `UPDATE user_status SET runner = 'pane', runner_seen_ms = 1, pane_seen_ms = 1,
         paused_ms = CASE WHEN user_id = $1::uuid THEN 1 END`,
      [seedId(1)],
    );
    const words = (await run('users --card all')).out.split('\n').map((line) => line.trim().split(/ {2,}/));
    const of = (name: string) => words.find((line) => line.includes(name))?.slice(-4);
    expect(words[0]?.slice(-4)).toEqual(['waits', 'by', 'next run', 'runner']);
    expect(of('Ana Ruiz')).toEqual(['suspended', 'user', 'when the user resumes', 'pane-closed']);
    expect(of('Ben Okafor')).toEqual(['pane-closed', '-', 'when the pane opens', 'pane-closed']);
  });

  it('[M11] promises no next run to who has to sign in first, whatever a runner announced', async () => {
    const nextRunMs = Date.UTC(2030, 0, 1);
    await relay.database.query(
      `UPDATE user_status SET runner = 'delegated', runner_seen_ms = $2::bigint, next_run_ms = $2::bigint,
         sales_state = CASE WHEN user_id = $1::uuid THEN 'expired' ELSE 'active' END, microsoft_state = 'active'`,
      [seedId(1), nextRunMs],
    );
    const { items } = JSON.parse((await run('users --card all --json')).out) as {
      items: { id: string; nextRunAt: string | null }[];
    };
    const nextRunAt = new Date(nextRunMs).toISOString();
    expect(items.find(({ id }) => id === seedId(1))?.nextRunAt).toBeNull();
    expect(items.find(({ id }) => id === seedId(2))?.nextRunAt).toBe(nextRunAt);
    const { out } = await run('users --card all');
    expect(out).toMatch(/Ana Ruiz.* after the sign-in /);
    expect(out).toMatch(new RegExp(`Ben Okafor.* ${nextRunAt} `));
  });

  it('follows every page with --all, and says where it stopped without', async () => {
    const first = await run('users --limit 1');
    expect(first.err).toContain('--all');
    const all = JSON.parse((await run('users --limit 1 --all --json')).out) as { items: unknown[] };
    expect(all.items).toHaveLength(3);
  });

  it('streams every user as lines, and pages where the order is one for pages', async () => {
    const ids = (text = ''): readonly string[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id);
    const streamed = await run('users --limit 1 --all --ndjson --sort name --direction desc');
    expect([streamed.code, streamed.out, streamed.err]).toEqual([0, '', '']);
    expect(ids(streamed.saved['-'])).toEqual([seedId(3), seedId(2), seedId(1)]);
    expect(streamed.saved['-']).toContain(String.raw`Red\u009b`);
    expect(ids((await run('users --card failed --all --ndjson')).saved['-'])).toHaveLength(2);
    expect(ids((await run('users --limit 1 --all --ndjson --sort client')).out)).toHaveLength(3);
    const refused = await run('users --all --ndjson', {
      environment: { RELAY_URL: relay.origin, RELAY_TOKEN: 'x' },
    });
    expect([refused.code, refused.saved]).toEqual([2, {}]);
  });

  it('says that a stream was cut off: half a list must not look like a whole one', async () => {
    const half = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"id":"1"}\n', () => response.destroy());
    });
    await once(half.listen(0, '127.0.0.1'), 'listening');
    const { port } = half.address() as AddressInfo;
    const environment = { RELAY_URL: `http://127.0.0.1:${String(port)}`, RELAY_TOKEN: 'x' };
    const { code, err } = await run('users --all --ndjson', { environment });
    half.close();
    expect([code, err]).toEqual([3, expect.stringContaining('The list was cut off.')]);
  });

  it('lets no control character of a name reach the terminal', async () => {
    const { out } = await run('users --q cleo');
    expect(out).toContain('Cleo');
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(out).not.toMatch(/[\u001b\u009b]/);
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect((await run('users --q cleo --json')).out).not.toMatch(/[\u001b\u009b]/);
  });

  it('shows cards, one user, runs, causes and audit', async () => {
    expect((await run('cards')).out).toMatch(/^failed +2$/m);
    expect((await run(`user ${seedId(2)} --json`)).out).toContain('ben@contoso.example');
    expect((await run(`runs ${seedId(2)} --json`)).code).toBe(0);
    expect((await run('causes --ndjson')).code).toBe(0);
    expect((await run('audit --json')).code).toBe(0);
  });

  it('saves the export', async () => {
    const { saved, code } = await run('export out.csv --card failed');
    expect(code).toBe(0);
    expect(saved['out.csv']).toContain('Ana Ruiz');
    expect(saved['out.csv']).not.toContain('Ben Okafor');
  });

  it('saves the export of users that are named', async () => {
    const { saved, code } = await run(`export out.csv --ids ${seedId(2)}`);
    expect(code).toBe(0);
    expect(saved['out.csv']).toContain('Ben Okafor');
    expect(saved['out.csv']).not.toContain('Ana Ruiz');
  });
});

describe('the command line acts', () => {
  const isEnabled = async (id: string): Promise<unknown> => {
    const { out } = await run(`user ${id} --json`);
    return (JSON.parse(out) as { user: { isSyncEnabled: boolean } }).user.isSyncEnabled;
  };

  it('sends nothing on a dry run', async () => {
    const { code, out } = await run(`command disable --ids ${seedId(1)} --dry-run --json`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ hits: 1, skips: 0 });
    expect(await isEnabled(seedId(1))).toBe(true);
  });

  it('names the users of a dry run in the table, and why some are skipped', async () => {
    await run(`command disable --ids ${seedId(2)} --yes`);
    const { out } = await run('command disable --card all --dry-run');
    expect(out).toMatch(new RegExp(`^Ana Ruiz +${seedId(1)} +concerned$`, 'm'));
    expect(out).toMatch(new RegExp(`^Ben Okafor +${seedId(2)} +skipped: already-disabled$`, 'm'));
  });

  it.each([
    ['nobody is selected', 'command delete --dry-run', 'Nobody is selected'],
    ['nobody is selected and yes was said', 'command disable --yes', 'Nobody is selected'],
    [
      'ids and a filter contradict',
      `command disable --ids ${seedId(1)} --card failed --yes`,
      'Leave one out',
    ],
  ])('acts on no one when %s', async (_when, words, said) => {
    const { code, err, out } = await run(words);
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(said)]);
    expect(await isEnabled(seedId(1))).toBe(true);
  });

  it('takes a filter without a card, and everybody when that is said', async () => {
    const hitsOf = async (words: string): Promise<unknown> =>
      (JSON.parse((await run(`command full-sync ${words} --dry-run --json`)).out) as { hits: number }).hits;
    expect([await hitsOf('--q ana'), await hitsOf('--card all')]).toEqual([1, 3]);
  });

  it('asks first, and sends nothing without a yes', async () => {
    expect((await run(`command disable --ids ${seedId(1)}`, { answer: 'n' })).code).toBe(2);
    const nobody = await run(`command disable --ids ${seedId(1)}`);
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('--yes')]);
    expect(await isEnabled(seedId(1))).toBe(true);
    expect((await run(`command disable --ids ${seedId(1)}`, { answer: 'y' })).code).toBe(0);
    expect(await isEnabled(seedId(1))).toBe(false);
  });

  it('does the same key once', async () => {
    const words = `command disable --ids ${seedId(1)} --yes --json`;
    const first = JSON.parse((await run(words)).out) as { batchId: string; key: string };
    await run(`command enable --ids ${seedId(1)} --yes`);
    const again = await run(`${words} --key ${first.key}`);
    expect(JSON.parse(again.out)).toMatchObject({ batchId: first.batchId });
    expect(await isEnabled(seedId(1))).toBe(true);
  });

  it('answers a key that was done as the first time, though nobody is concerned any more', async () => {
    const words = `command delete --ids ${seedId(2)} --yes --expect 1 --key cut-off-once --json`;
    const first = await run(words);
    const again = await run(words);
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(JSON.parse(again.out)).toEqual(JSON.parse(first.out));
    const other = await run(words.replace(seedId(2), seedId(1)));
    expect(other.code).toBe(2);
  });

  it('deletes only when the number is said, and right', async () => {
    expect((await run('command delete --card failed --yes')).code).toBe(1);
    expect((await run('command delete --card failed --yes --expect 3')).code).toBe(2);
    expect(JSON.parse((await run('users --json')).out)).toMatchObject({ total: 3 });
    expect((await run('command delete --card failed --yes --expect 2')).code).toBe(0);
    expect(JSON.parse((await run('users --json')).out)).toMatchObject({ total: 1 });
  });

  it('says why nobody is concerned', async () => {
    const { code, err } = await run(`command enable --ids ${seedId(1)} --yes`);
    expect([code, err]).toEqual([2, expect.stringContaining('not-disabled')]);
  });

  it('puts back the settings it got, once', async () => {
    const { out } = await run('settings get');
    const around = { files: { 'settings.json': out } };
    expect(JSON.parse((await run('settings put settings.json --dry-run', around)).out)).toMatchObject({
      changes: [],
    });
    expect((await run('settings put settings.json', around)).code).toBe(0);
    const late = await run('settings put settings.json', around);
    expect([late.code, late.err]).toEqual([2, expect.stringContaining('settings get')]);
  });
});

describe('the command line fails', () => {
  it('with 2 for settings of which one value is wrong, and names it', async () => {
    const settings = JSON.parse((await run('settings get')).out) as { settings: { scope: object } };
    settings.settings.scope = { ...settings.settings.scope, totalLimit: -1 };
    const files = { 'settings.json': JSON.stringify(settings) };
    const { code, err } = await run('settings put settings.json', { files });
    expect([code, err]).toEqual([2, expect.stringContaining('totalLimit')]);
  });

  it.each([
    ['with 1 for unknown words', 'nonsense', {}, 1],
    ['with 1 for a value outside the contract', 'users --limit 900', {}, 1],
    ['with 1 for two forms at once', 'cards --json --ndjson', {}, 1],
    ['with 1 for a file that is no JSON', 'settings put x.json', { files: { 'x.json': '{' } }, 1],
    ['with 2 for a file that is no settings', 'settings put x.json', { files: { 'x.json': '{}' } }, 2],
    ['with 2 for a file with a user who is none', 'add x.json', { files: { 'x.json': '[{}]' } }, 2],
    ['with 1 where no relay is known', 'cards', { environment: {} }, 1],
    [
      'with 3 where nothing answers',
      'cards',
      { environment: { RELAY_URL: 'https://localhost:1', RELAY_TOKEN: 'x' } },
      3,
    ],
    [
      'with 1 before a token leaves without TLS',
      'cards',
      { environment: { RELAY_URL: 'http://relay.example', RELAY_TOKEN: 'x' } },
      1,
    ],
  ])('%s', async (_what, words, around, code) => {
    const ran = await run(words, around);
    expect(ran.code).toBe(code);
    expect(ran.out).toBe('');
    expect(ran.err).not.toBe('');
  });

  it('with 2 and the missing role for somebody who is no administrator', async () => {
    const environment = { RELAY_URL: relay.origin, RELAY_TOKEN: await relay.runner(person(9)) };
    const { code, err } = await run('cards', { environment });
    expect([code, err]).toEqual([2, expect.stringContaining('Monitor.Admin')]);
  });

  it('never repeats the token', async () => {
    const environment = { RELAY_URL: relay.origin, RELAY_TOKEN: 'secret-token' };
    const { code, err } = await run('cards', { environment });
    expect(code).toBe(2);
    expect(err).not.toContain('secret-token');
  });

  it('with 0 for help', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('settings');
  });
});
