// The journeys of people through the whole product, in a real browser over HTTPS. They share one system because it takes
// longer to start than to walk through; each journey has its own person.

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { judgeBackground, judgeRecordings } from '../support/contract-recording.ts';
import { launchBrowser, type World } from '../support/journey.ts';
import { freePorts } from '../support/free-ports.ts';
import { startSystem, type System } from '../support/system.ts';
import { firstSyncJourney } from './journeys/first-sync.ts';
import { hardshipsJourney } from './journeys/hardships.ts';
import { killJourney } from './journeys/kill.ts';
import { listLooksJourney } from './journeys/list-looks.ts';
import { longRosterJourney } from './journeys/long-roster.ts';
import { looksJourney } from './journeys/looks.ts';
import { meanwhileJourney } from './journeys/meanwhile.ts';
import { monitorJourney } from './journeys/monitor.ts';
import { monitorKeys } from './journeys/monitor-keys.ts';
import { monitorWalk } from './journeys/monitor-walk.ts';
import { noRoleJourney } from './journeys/no-role.ts';
import { placesJourney } from './journeys/places.ts';
import { revokeJourney } from './journeys/revoke.ts';
import { unrulyNamesJourney } from './journeys/unruly-names.ts';
import { waysJourney } from './journeys/ways.ts';

let folder: string;
let recording: string;
let system: System | undefined;
let browser: Browser | undefined;
// Two cores carry the browser, every server and the background runs: a step takes seconds, never a minute.
jest.setTimeout(90_000);

function world(): World {
  if (!system || !browser) throw new Error('the system did not start: see the first failure');
  return { system, browser };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'journeys-'));
  recording = path.join(folder, 'background.jsonl');
  const environment = { SYNC_INTERVAL_SECONDS: '20' };
  system = await startSystem({ port: await freePorts(), environment, recording });
  browser = await launchBrowser(system);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

firstSyncJourney(world);
revokeJourney(world);
killJourney(world);
hardshipsJourney(world);
monitorJourney(world);
noRoleJourney(world);
looksJourney(world);
listLooksJourney(world);
monitorKeys(world);
monitorWalk(world);
meanwhileJourney(world);
unrulyNamesJourney(world);
longRosterJourney(world);
placesJourney(world);
waysJourney(world);

describe('every page of these journeys', () => {
  it('spoke with both services as their contracts say, and was answered so', async () => {
    const { graph, sales, findings } = await judgeRecordings();
    expect(findings).toEqual([]);
    expect(graph).toBeGreaterThan(50);
    expect(sales).toBeGreaterThan(30);
  });
});

describe('the background runs beside these journeys', () => {
  it('spoke with both services as their contracts say, and were answered so', async () => {
    const { graph, sales, findings } = await judgeBackground(recording);
    expect(graph).toBeGreaterThan(50);
    expect(sales).toBeGreaterThan(50);
    expect(findings).toEqual([]);
  });
});
