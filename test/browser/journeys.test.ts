// The journeys of people through the whole product, in a real browser over HTTPS. They share one system because it takes
// longer to start than to walk through; each journey has its own person.

import { afterAll, beforeAll, jest } from '@jest/globals';
import { launchBrowser, type World } from '../support/journey.ts';
import { startSystem } from '../support/system.ts';
import { firstSyncJourney } from './journeys/first-sync.ts';
import { killJourney } from './journeys/kill.ts';
import { looksJourney } from './journeys/looks.ts';
import { monitorJourney } from './journeys/monitor.ts';
import { noRoleJourney } from './journeys/no-role.ts';
import { revokeJourney } from './journeys/revoke.ts';

let world: World;
// Two cores carry the browser, every server and the background runs: a step takes seconds, never a minute.
jest.setTimeout(90_000);

beforeAll(async () => {
  const [system, browser] = await Promise.all([
    startSystem({ port: 46_910, environment: { SYNC_INTERVAL_SECONDS: '20' } }),
    launchBrowser(),
  ]);
  world = { system, browser };
}, 150_000);
afterAll(async () => {
  await world.browser.close();
  await world.system.stop();
}, 30_000);

firstSyncJourney(() => world);
revokeJourney(() => world);
killJourney(() => world);
monitorJourney(() => world);
noRoleJourney(() => world);
looksJourney(() => world);
