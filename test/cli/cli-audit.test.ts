// The audit on the command line: what its table says of an entry, and the whole of it as a file.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runWords, type Ran } from '../support/cli-run.ts';
import { startTestRelay, type TestRelay } from '../support/relay-app.ts';
import { seedId, seedUsers } from '../support/relay-seed.ts';

let relay: TestRelay;
let token: string;

beforeAll(async () => {
  relay = await startTestRelay();
  token = await relay.administrator();
  await seedUsers(relay.database, [
    { id: seedId(1), name: 'Ana Ruiz', email: 'ana@contoso.example', outcome: 'failed' },
    { id: seedId(2), name: 'Ben Okafor', email: 'ben@contoso.example', outcome: 'succeeded' },
  ]);
});
afterAll(() => relay.close());

const run = (words: string): Promise<Ran> =>
  runWords(words, { environment: { RELAY_URL: relay.origin, RELAY_TOKEN: token } });

describe('the audit on the command line', () => {
  it('[M13] says whom an export was of: names, the number of very many, or the filter', async () => {
    await run(`export out.csv --ids ${seedId(2)}`);
    relay.clock.nowMs += 1_000;
    await run(`export out.csv --ids ${Array.from({ length: 51 }, (_, n) => seedId(n + 1)).join(',')}`);
    relay.clock.nowMs += 1_000;
    await run('export out.csv --card failed');
    const words = (await run('audit --action export')).out
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/).slice(2, 5));
    expect(words.slice(0, 4)).toEqual([
      ['action', 'users', 'filter'],
      ['export', '-', 'card=failed'],
      ['export', '51', '-'],
      ['export', 'Ben Okafor', '-'],
    ]);
  });

  it('saves it as CSV, with the filter', async () => {
    await run(`command disable --ids ${seedId(1)} --yes`);
    const { code, saved } = await run('audit --action disable --csv audit.csv');
    expect(code).toBe(0);
    expect(saved['audit.csv']).toMatch(/^\uFEFF?Time,Administrator,/);
    expect(saved['audit.csv']).toContain('Ana Ruiz');
    expect(saved['audit.csv']).not.toContain(',export,');
    expect((await run('audit --csv audit.csv --json')).code).toBe(1);
  });

  it('says that the file cannot be written, and where one could', async () => {
    const { code, err } = await run('audit --csv /no-such-folder/audit.csv');
    expect(code).toBe(1);
    expect(err).toContain('/no-such-folder/audit.csv cannot be written (ENOENT).');
    expect(err).toContain('Name a file in a folder that exists');
    expect(err).not.toContain('--help');
  });
});
