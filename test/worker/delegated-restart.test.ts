// Background runs that are stopped and started again on the same folder: to the relay's lease they are the same store, so
// that nothing has to be learned anew, and what an administrator knows of a record is still true.

import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Me } from '../../src/contract/runner-calls.ts';
import type { DelegatedOptions } from '../../src/worker/delegated/delegated-options.ts';
import { startDelegatedRuns } from '../../src/worker/delegated/start-delegated-runs.ts';
import { ownChoice } from '../support/pane-person.ts';
import { sampleMe } from '../support/pane-samples.ts';
import { activeAuthorization } from '../support/relay-messages.ts';

const identity = 'https://identity.test';
const relay = 'https://relay.test';

let keptDir: string;
beforeEach(async () => {
  keptDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'sales-sync-restart-')), 'background');
  await mkdir(keptDir);
  const kept = { refreshToken: 'refresh', subjectName: 'ana.ruiz' };
  const authorizations = { microsoft: activeAuthorization, sales: activeAuthorization };
  await writeFile(
    path.join(keptDir, 'ana.ruiz.json'),
    JSON.stringify({ microsoft: kept, sales: kept, authorizations }),
  );
});
afterEach(() => {
  rmSync(path.dirname(keptDir), { recursive: true });
});

/** Services of which only the relay's lease matters, which is another runner's: the store that asks for it is noted. */
function servicesWith(stores: string[], me: Me): typeof fetch {
  const answers: Readonly<Record<string, unknown>> = {
    [`GET ${identity}/.well-known/openid-configuration`]: {
      issuer: identity,
      token_endpoint: `${identity}/token`,
    },
    [`POST ${identity}/token`]: { access_token: 'access', token_type: 'bearer', expires_in: 3_600 },
    [`PUT ${relay}/api/v1/me`]: me,
    [`GET ${relay}/api/v1/me/commands`]: { items: [] },
  };
  return async (input, init) => {
    const request = new Request(input, init);
    if (request.url === `${relay}/api/v1/me/lease`) {
      stores.push(((await request.json()) as { storeId: string }).storeId);
      return Response.json({}, { status: 409 });
    }
    const answer = answers[`${request.method} ${request.url}`];
    return answer === undefined ? Response.json({}, { status: 404 }) : Response.json(answer);
  };
}

async function runOnce(me: Partial<Me> = {}): Promise<readonly string[]> {
  const stores: string[] = [];
  const client = { clientId: 'client', redirectUri: `${relay}/callback`, scope: 'openid', issuer: identity };
  const options: DelegatedOptions = {
    people: [{ userName: 'ana.ruiz', oid: 'oid-of-ana' }],
    tenantId: sampleMe.tenantId,
    clients: { microsoft: client, sales: client },
    graph: { baseUrl: 'https://graph.test/v1.0', scope: 'contacts' },
    sales: { baseUrl: 'https://sales.test', scope: 'consumer', frameworkVersion: 9 },
    relay: { baseUrl: relay, scope: 'relay' },
    keptDir,
    intervalMs: 60_000,
    concurrency: 1,
    fetch: servicesWith(stores, { ...sampleMe, settings: { kinds: [ownChoice] }, ...me }),
    log: (line) => {
      throw new Error(line);
    },
  };
  const runs = startDelegatedRuns(options);
  await runs.firstRound;
  await runs.stop();
  return stores;
}

describe('background runs that are started again', () => {
  it('[M11] remember what they knew: the lease is asked for by the same store', async () => {
    const first = await runOnce();
    expect(first).toEqual([expect.any(String)]);
    expect(await runOnce()).toEqual(first);
  });

  it('[G3] know nothing of another installation', async () => {
    const first = await runOnce();
    const elsewhere = await runOnce({ instanceId: 'another-installation' });
    expect(elsewhere).toHaveLength(1);
    expect(elsewhere).not.toEqual(first);
    expect(await runOnce()).toEqual(first);
    expect((await readdir(keptDir)).filter((file) => file.endsWith('.journal'))).toHaveLength(2);
  });
});
