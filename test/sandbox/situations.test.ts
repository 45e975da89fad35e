// What the sandbox does to sample people once they have synchronized.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../../src/sandbox/company/people.ts';
import type { Situation } from '../../src/sandbox/company/person.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-situations-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const open = (): Promise<Sandbox> =>
  startSandbox({
    origin: 'https://localhost:3000',
    salesOrigin: 'https://localhost:3000/sales',
    dataDir,
    log: () => undefined,
  });

const namesOf = (situation: Situation): string[] =>
  people.filter((person) => person.situation === situation).map(({ userName }) => userName);

async function withoutRole({ handlers }: Sandbox): Promise<unknown> {
  const server = createServer(handlers.sales);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${String(port)}/sales/switches`);
  const switches = (await answer.json()) as { withoutRole: unknown };
  server.close();
  server.closeAllConnections();
  return switches.withoutRole;
}

describe('the situations of the sample people', () => {
  it('takes the role in Sales from several who share the cause, once they have synchronized, for good', async () => {
    const losing = namesOf('sales-role-missing');
    expect(losing.length).toBeGreaterThan(1);
    const sandbox = await open();
    expect(sandbox.unsettled().map(({ userName }) => userName)).toEqual(expect.arrayContaining(losing));
    expect(await withoutRole(sandbox)).toEqual([]);
    sandbox.settle();
    expect(await withoutRole(sandbox)).toEqual(losing);
    await sandbox.close();
    const again = await open();
    expect(again.unsettled()).toEqual([]);
    expect(await withoutRole(again)).toEqual(losing);
    await again.close();
  }, 60_000);
});
