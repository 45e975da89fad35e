// A file of a million people: it is read line by line while the form stays at hand, and what is wrong with it is told by its line.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMonitor, visit, wide, type Visit, type World } from '../../support/journey.ts';
import { callRelay } from '../../support/monitor-facts.ts';

const rowCount = 1_000_000;
const chunk = 10_000;
/** numbers of lines, from 1 */
const wrong = new Map([
  [5, 'ONLY ONE CELL'],
  [rowCount, 'LAST.USER,no address'],
]);

async function writeLines(file: string): Promise<void> {
  const out = createWriteStream(file);
  for (let first = 1; first <= rowCount; first += chunk) {
    const lines = Array.from({ length: chunk }, (_, at) => {
      const line = first + at;
      return wrong.get(line) ?? `"USER ""${String(line)}""",user${String(line)}@contoso.example`;
    });
    if (!out.write(`${lines.join('\r\n')}\r\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

export function longRosterJourney(world: () => World): void {
  describe('a file of a million people', () => {
    let folder: string;
    let administrator: Visit;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'roster-'));
      await writeLines(path.join(folder, 'people.csv'));
      administrator = await visit(world().browser, wide);
    }, 60_000);
    afterAll(async () => {
      await administrator.context.close();
      await rm(folder, { recursive: true });
      expect(administrator.errors).toEqual([]);
    });

    it('is read to its last line, tells the lines that are wrong, and adds nobody until told to', async () => {
      const { page } = administrator;
      const { system } = world();
      await openMonitor(page, system, '/monitor?card=all');
      await page.getByRole('button', { name: 'Add users' }).click();
      const form = page.getByRole('dialog');
      await form.getByRole('tab', { name: 'As a list' }).click();
      await form.locator('input[type="file"]').setInputFiles(path.join(folder, 'people.csv'));
      await form.getByText('people.csv').waitFor();
      await form.getByRole('button', { name: 'Add 999,998 users' }).waitFor({ timeout: 60_000 });
      await form.getByText('2 lines need mending').waitFor();
      expect(await form.getByText('ONLY ONE CELL').count()).toBe(1);
      expect(await form.getByText('LAST.USER,no address').count()).toBe(1);
      await form.getByRole('button', { name: 'Cancel' }).click();
      await form.waitFor({ state: 'detached' });
      const found = await callRelay(system, '/users?card=all&q=user500000');
      expect(found.json()).toMatchObject({ items: [] });
    });
  });
}
