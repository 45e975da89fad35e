// What the Monitor shows and does, on the command line.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runWords, type Around, type Ran } from '../support/cli-run.ts';
import { startTestRelay, type TestRelay } from '../support/relay-app.ts';
import { failure } from '../support/relay-messages.ts';
import { finishRun, signUp, type SignedUp } from '../support/relay-people.ts';
import { seedId, seedUsers } from '../support/relay-seed.ts';

let relay: TestRelay;
let ana: SignedUp;

beforeAll(async () => {
  relay = await startTestRelay();
  ana = await signUp(relay, 1, { name: 'Ana Ruiz' });
  await finishRun(relay, ana, { outcome: 'succeeded' });
  relay.clock.nowMs += 60_000;
  await finishRun(relay, ana, {
    outcome: 'partly-failed',
    failures: [failure('aaaaaaaa'), failure('bbbbbbbb')],
  });
});
afterAll(() => relay.close());

async function run(words: string, around: Around = {}): Promise<Ran> {
  const environment = { RELAY_URL: relay.origin, RELAY_TOKEN: await relay.administrator() };
  return runWords(words, { environment, ...around });
}

async function json(words: string, around: Around = {}): Promise<Record<string, unknown>> {
  const { code, out, err } = await run(words, around);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Record<string, unknown>;
}

describe('[M14] the command line reads the same data', () => {
  it('of one user: runs by result and time, one run with its failures, days, open errors', async () => {
    expect(await json(`runs ${ana.id} --json`)).toMatchObject({ total: 2 });
    const failed = await json(`runs ${ana.id} --result partly-failed --json`);
    expect(failed).toMatchObject({ total: 1, items: [{ outcome: 'partly-failed', transactionNumber: 2 }] });
    const later = new Date(relay.clock.nowMs + 60_000).toISOString();
    expect(await json(`runs ${ana.id} --from ${later} --json`)).toMatchObject({ total: 0 });
    expect(await json(`run ${ana.id} 2 --json`)).toMatchObject({
      kinds: { contact: {} },
      failures: [{ recordKey: 'aaaaaaaa' }, { recordKey: 'bbbbbbbb' }],
    });
    expect((await run(`run ${ana.id} 2`)).out).toContain('bbbbbbbb');
    const days = await json(`days ${ana.id} --days 3 --json`);
    expect(days['items']).toHaveLength(3);
    const errors = (await run(`errors ${ana.id} --ndjson`)).out.trim().split('\n');
    expect(errors.map((line) => (JSON.parse(line) as { recordKey: string }).recordKey).sort()).toEqual([
      'aaaaaaaa',
      'bbbbbbbb',
    ]);
  });

  it('of the organisation: settings history, notifications, permission', async () => {
    const settings = { files: { 's.json': (await run('settings get')).out } };
    await json('settings put s.json', settings);
    expect(await json('settings history --json')).toMatchObject({ items: [{ version: 1 }, { version: 0 }] });
    expect((await run('settings history')).out).toContain('Ada Admin');
    expect(await json('notifications --json')).toMatchObject({ hasSecret: false, deliveries: [] });
    expect(await json('permission --json')).toMatchObject({ state: 'not-enabled' });
  });

  it('by client version, in lists and in commands', async () => {
    const version = '0.1.0';
    expect(await json(`users --client-version ${version} --json`)).toMatchObject({ total: 1 });
    expect(await json('users --client-version 9.9.9 --json')).toMatchObject({ total: 0 });
    expect(await json(`command suspend --client-version ${version} --dry-run --json`)).toMatchObject({
      skips: 1,
    });
    expect(await json('command suspend --client-version 9.9.9 --dry-run --json')).toMatchObject({ skips: 0 });
  });

  it('refuses what no contract has', async () => {
    for (const words of [`runs ${ana.id} --result fine`, `run ${ana.id} two`, `days ${ana.id} --days 0`])
      expect([words, (await run(words)).code]).toEqual([words, 1]);
  });
});

describe('[M14] the command line acts', () => {
  it('adds users once, and says who was there', async () => {
    const file = JSON.stringify([
      { email: 'new1@contoso.example', salesUserName: 'NEW1' },
      { email: ana.person.email, salesUserName: 'OTHER' },
    ]);
    const around = { files: { 'new.json': file } };
    expect(await json('add new.json --json', around)).toMatchObject({
      added: [expect.any(String)],
      refused: [{ index: 1, otherUser: 'Ana Ruiz', same: 'email' }],
    });
    expect((await run('add new.json', around)).out).toContain('0 added, 2 refused');
    expect((await run('add x.json', { files: { 'x.json': '[{"email":"no"}]' } })).code).toBe(2);
  });

  it('adds nobody whose name cannot be seen', async () => {
    const file = JSON.stringify([{ email: 'a@contoso.example', salesUserName: 'A', displayName: '\u200b' }]);
    const { code, err } = await run('add x.json', { files: { 'x.json': file } });
    expect([code, err]).toEqual([2, expect.stringContaining('0.displayName: holds no visible character')]);
  });

  it('changes credentials', async () => {
    const changed = await json(`credentials ${ana.id} --sales-user-name ANA.RUIZ`);
    expect(changed).toMatchObject({ salesUserName: 'ANA.RUIZ', sales: { state: 'missing' } });
    expect((await run(`credentials ${ana.id} --email nobody`)).code).toBe(1);
  });

  it('puts errors aside, one or all', async () => {
    expect((await run(`dismiss ${ana.id}`)).code).toBe(1);
    expect(await json(`dismiss ${ana.id} --record aaaaaaaa`)).toEqual({ dismissed: 1 });
    expect(await json(`dismiss ${ana.id} --all`)).toEqual({ dismissed: 1 });
    expect((await run(`errors ${ana.id} --ndjson`)).out).toBe('');
  });

  it('follows a command to its end, and keeps debug logs', async () => {
    const sent = await json(`command sync-now --ids ${ana.id} --dry-run --json`);
    expect(sent).toMatchObject({ skips: 1 });
    const { batchId } = await json(`command ask-to-sign-in --ids ${ana.id} --yes --json`);
    const ben = await signUp(relay, 2, { name: 'Ben Okafor' });
    const kept = await run(`command ask-to-sign-in --ids ${ben.id} --yes`);
    expect([kept.code, kept.err]).toEqual([2, expect.stringContaining('Skipped because: signed-in.')]);
    expect(await json(`progress ${String(batchId)} --json`)).toMatchObject({ counts: { sent: 1 } });
    const log = await json(`debug start ${ana.id} --minutes 15`);
    expect(await json(`debug-logs ${ana.id} --json`)).toMatchObject({ items: [{ isActive: true }] });
    expect(await json(`debug stop ${ana.id} ${String(log['id'])}`)).toMatchObject({ isActive: false });
    const { saved, code } = await run(`debug save ${ana.id} ${String(log['id'])} bundle.txt`);
    expect(code).toBe(0);
    expect(Object.keys(saved)).toEqual(['bundle.txt']);
  });

  it('tells of a command to many first whom it did not reach, and everybody with --all', async () => {
    const people = Array.from({ length: 203 }, (_, at) => ({
      id: seedId(at),
      name: `P ${String(at).padStart(3, '0')}`,
      email: `p${at}@fabrikam.example`,
      salesState: 'expired',
    }));
    await seedUsers(relay.database, people);
    const { batchId } = await json('command ask-to-sign-in --q fabrikam --yes --json');
    const last = people.at(-1);
    await relay.database.query(
      `UPDATE commands SET state = 'refused', refusal = 'failed' WHERE user_id = $1::uuid`,
      [last?.id ?? ''],
    );
    const first = await run(`progress ${String(batchId)}`);
    expect(first.out).toMatch(/refused +expired +sent +seen +done\s+1 +0 +202 +0 +0\s/);
    expect(first.out.indexOf('P 202')).toBeLessThan(first.out.indexOf('P 000'));
    expect(first.out).not.toContain('P 201');
    expect(first.err).toContain('--all');
    const whole = await json(`progress ${String(batchId)} --all --json`);
    expect(whole).toMatchObject({ counts: { sent: 202, refused: 1 }, next: null });
    expect(whole['users']).toHaveLength(203);
    expect((await run(`progress ${String(batchId)} --all --ndjson`)).out.trim().split('\n')).toHaveLength(
      203,
    );
  });
});
