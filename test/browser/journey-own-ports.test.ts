// The same journey with the pane against the sandbox's own ports: other origins, headers hidden as in reality. Then the
// system is cut off, killed, started again, and at last set up anew.

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { judgeRecordings } from '../support/contract-recording.ts';
import {
  launchBrowser,
  makePlan,
  runBy,
  signIn,
  signInBoth,
  syncNow,
  told,
  visit,
  watchRequests,
  type Visit,
} from '../support/journey.ts';
import { editInOutlook, editInSales, outlookContacts, pairingOf, salesContacts } from '../support/sides.ts';
import { freePorts } from '../support/free-ports.ts';
import { startSystem, type System } from '../support/system.ts';
import { openMonitorToRestart } from './journeys/restart.ts';

jest.setTimeout(90_000);
const userName = 'ana.ruiz';
const environment = { CROSS_ORIGIN: '1', SYNC_INTERVAL_SECONDS: '3600' };
let port: number;

let dataDir: string;
let system: System;
let browser: Browser;
let rep: Visit;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'sales-sync-own-ports-'));
  port = await freePorts();
  system = await startSystem({ port, dataDir, environment });
  browser = await launchBrowser();
  rep = await visit(browser);
}, 150_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);

describe('a rep whose pane reaches the services at other origins', () => {
  it('signs in, syncs for the first time and has one counterpart per contact', async () => {
    const origins = new Set<string>();
    rep.page.on('request', (request) => {
      if (/\/v1\.0\/|\/crmRestApi\//.test(request.url())) origins.add(new URL(request.url()).origin);
    });
    await signInBoth(rep.page, system, userName);
    await makePlan(rep.page);
    const run = await runBy(rep.page, () => rep.page.getByRole('button', { name: /^Apply \d/ }).click());
    expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
    expect([...origins].sort()).toEqual([system.endpoints.graph, system.endpoints.sales].sort());
    const pairing = await pairingOf(system, userName);
    expect(pairing).toMatchObject({ doubleMarkers: [], salesWithoutOne: [], outlookWithoutOne: [] });
    expect(pairing.linked).toBe(pairing.sales);
  });

  it('carries an edit over in each direction', async () => {
    const [outlook] = (await outlookContacts(system, userName))
      .filter(({ marker }) => marker !== null)
      .slice(-1);
    const find = async () =>
      (await salesContacts(system, userName)).find(({ email }) => email === outlook?.email);
    const number = (await find())?.PartyNumber ?? '';
    await editInOutlook(system, userName, { id: outlook?.id ?? '', change: { jobTitle: 'From Outlook' } });
    await editInSales(system, userName, { number, change: { Department: 'From Sales' } });
    expect(await syncNow(rep.page)).toMatchObject({ outcome: 'succeeded', failures: [] });
    expect(await find()).toMatchObject({ JobTitle: 'From Outlook', Department: 'From Sales' });
    const after = (await outlookContacts(system, userName)).find(({ id }) => id === outlook?.id);
    expect(after).toMatchObject({ jobTitle: 'From Outlook', department: 'From Sales' });
  });

  it('sends no write and one request per feed when nothing changed', async () => {
    await syncNow(rep.page);
    const seen = watchRequests(rep.page);
    expect(await syncNow(rep.page)).toMatchObject({ outcome: 'succeeded', failures: [] });
    expect(seen.writes).toEqual([]);
    expect(seen.graph).toHaveLength(1);
    expect(seen.sales.filter((request) => !request.includes('/searchResources/'))).toHaveLength(1);
  });
});

describe('a system that goes away', () => {
  it('leaves the pane its memory when the relay does not answer, and the pane says so', async () => {
    const { page } = rep;
    await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
    await page.reload();
    await told(page, async () => {
      await page.getByText('The Sales Sync service does not answer.').waitFor();
      await page
        .getByRole('link', { name: /^Contacts/ })
        .getByText('53')
        .waitFor();
    });
    await page.unroute('**/api/v1/**');
    expect(await syncNow(page)).toMatchObject({ outcome: 'succeeded', failures: [] });
  });

  it('is killed and started again: the open pane goes on where it was, the open Monitor ends what was clicked', async () => {
    const { page } = rep;
    const before = await pairingOf(system, userName);
    const monitor = await openMonitorToRestart(browser, system);
    await monitor.clickBefore();
    await system.kill();
    await monitor.clickMeanwhile();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await told(page, () => page.getByText(/does not answer|did not answer/).waitFor());
    system = await startSystem({ port, dataDir, environment });
    const run = await runBy(page, () => page.getByRole('button', { name: 'Sync now' }).click());
    expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
    expect(await pairingOf(system, userName)).toEqual(before);
    await monitor.seesAllDoneOnce(system);
    await monitor.close();
  });

  it('is set up anew, and the pane that knew the old one offers to start anew', async () => {
    const { page } = rep;
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
    system = await startSystem({ port, dataDir, environment });
    await page.reload();
    await told(page, async () => {
      // Its sign-ins belonged to the old one: only who signs in again can be told.
      await signIn(page, 'Sign in to Microsoft', userName);
      await page.getByText('This device knows another installation').waitFor();
      await page.getByRole('button', { name: 'Start anew' }).click();
      await signIn(page, 'Sign in to Sales', userName);
      await makePlan(page);
    });
    const run = await runBy(page, () => page.getByRole('button', { name: /^Apply \d/ }).click());
    expect(run).toMatchObject({ outcome: 'succeeded', failures: [] });
    const pairing = await pairingOf(system, userName);
    expect(pairing).toMatchObject({ doubleMarkers: [], salesWithoutOne: [], outlookWithoutOne: [] });
    expect(rep.errors).toEqual([]);
  });
});

describe('the pane at other origins', () => {
  it('spoke with both services as their contracts say, and was answered so', async () => {
    const { graph, sales, findings } = await judgeRecordings();
    expect(graph).toBeGreaterThan(10);
    expect(sales).toBeGreaterThan(10);
    expect(findings).toEqual([]);
  });
});
