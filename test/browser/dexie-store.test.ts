// The store in a real Chromium with a profile on disk: the port suite again, and what a fake cannot show.

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, JSHandle, Page } from 'playwright-core';

import { syncStoreScenarios } from '../ports/sync-store.scenarios.ts';
import { launchProfile } from '../support/store-browser.ts';
import type { StorePage } from '../support/store-page.ts';
import type { StoreSite } from '../support/store-site.ts';
import { startStoreSite } from '../support/store-site.ts';

interface Tab {
  readonly page: Page;
  readonly store: JSHandle<StorePage>;
}

let site: StoreSite;
let profile: string;
let context: BrowserContext;

interface TabOptions {
  /** runs in the page before anything else */
  readonly initScript?: string;
  readonly origin?: string;
}

async function newTab({ initScript, origin = site.origin }: TabOptions = {}): Promise<Tab> {
  const page = await context.newPage();
  if (initScript !== undefined) await page.addInitScript({ content: initScript });
  await page.goto(origin);
  await page.waitForFunction(() => 'storePage' in globalThis);
  const store = await page.evaluateHandle(() => Reflect.get(globalThis, 'storePage') as StorePage);
  return { page, store };
}

async function openedTab(user: string, options: TabOptions = {}): Promise<Tab> {
  const tab = await newTab(options);
  expect(await tab.store.evaluate((store, name) => store.open(name), user)).toBe('open');
  return tab;
}

const commit = ({ store }: Tab, epoch: number, count: number): Promise<string> =>
  store.evaluate((page, args) => page.commitLinks(args.epoch, args.count), { epoch, count });

beforeAll(async () => {
  site = await startStoreSite();
  profile = await mkdtemp(path.join(os.tmpdir(), 'store-profile-'));
  context = await launchProfile(profile);
});

afterAll(async () => {
  await context.close();
  await site.close();
  await rm(profile, { recursive: true, force: true });
});

describe('SyncStore: Dexie in Chromium', () => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await newTab();
  });
  afterAll(() => tab.page.close());

  it.each(syncStoreScenarios)('$title', async ({ title }) => {
    expect(await tab.store.evaluate((page, name) => page.runScenario(name), title)).toBeNull();
  });
});

describe('[I15] a tab killed in the middle of a commit of 5,000 rows', () => {
  it.each([1, 2500, 5000])('leaves all or nothing when it dies at put %i', async (put) => {
    const user = `killed at ${put}`;
    const initScript = `
      let puts = 0;
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...row) {
        if (this.name === 'links' && ++puts === ${put}) console.log('at the put');
        return put.apply(this, row);
      };`;
    const dying = await openedTab(user, { initScript });
    const session = await context.newCDPSession(dying.page);
    const crashed = dying.page.waitForEvent('crash');
    dying.page.on('console', () => void session.send('Page.crash').catch(() => undefined));
    await commit(dying, 4, 5000).catch(() => 'the tab is dead');
    await crashed;
    const heir = await openedTab(user);
    const found = await heir.store.evaluate(async (page) => [await page.count(), await page.fence()]);
    expect([
      [0, null],
      [5000, 4],
    ]).toContainEqual(found);
    await Promise.all([dying.page.close(), heir.page.close()]);
  });
});

describe('two tabs', () => {
  it('see each other’s commits under one id, and the fence holds across them', async () => {
    const [one, two] = [await openedTab('pair'), await openedTab('pair')];
    expect(await commit(one, 2, 10)).toBe('done');
    expect(await two.store.evaluate((page) => page.count())).toBe(10);
    expect(await two.store.evaluate((page) => page.id())).toBe(await one.store.evaluate((page) => page.id()));
    expect(await commit(two, 1, 20)).toBe('lease-lost');
    expect(await one.store.evaluate((page) => page.count())).toBe(10);
    await Promise.all([one.page.close(), two.page.close()]);
  });

  it('do not hold up the next build: the old one lets go and says so, and says newer-build when asked', async () => {
    const [old, next] = [await openedTab('upgraded'), await newTab()];
    await next.store.evaluate((page) => page.upgradeAsNextBuild('upgraded'));
    expect(await old.store.evaluate((page) => page.lostCount())).toBe(1);
    expect(await commit(old, 1, 1)).toBe('storage-lost');
    expect(await old.store.evaluate((page) => page.open('upgraded'))).toBe('newer-build');
    await Promise.all([old.page.close(), next.page.close()]);
  });

  it('do not hold up a deletion, and the next opening is a new store', async () => {
    const [old, other] = [await openedTab('deleted'), await newTab()];
    const id = await old.store.evaluate((page) => page.id());
    expect(await other.store.evaluate((page) => page.deleteStore('deleted'))).toBe('deleted');
    expect(await commit(old, 1, 1)).toBe('storage-lost');
    expect(await old.store.evaluate((page) => page.open('deleted'))).toBe('open');
    expect(await old.store.evaluate((page) => page.id())).not.toBe(id);
    await Promise.all([old.page.close(), other.page.close()]);
  });

  it('run one at a time, and a closed tab frees the lock', async () => {
    const [one, two] = [await newTab(), await newTab()];
    const begin = ({ store }: Tab): Promise<string> =>
      store.evaluate((page) => page.beginRun('locked', true));
    const waitToBegin = ({ store }: Tab): Promise<string> =>
      store.evaluate((page) => page.beginRun('locked', false));
    expect([await begin(one), await begin(two)]).toEqual(['running', 'busy']);
    await one.store.evaluate((page) => {
      page.finishRun();
    });
    expect(await begin(two)).toBe('running');
    expect(await begin(one)).toBe('busy');
    const waited = waitToBegin(one);
    await two.page.close();
    expect(await waited).toBe('running');
    await one.page.close();
  });

  it('share a secret that was sealed in one of them', async () => {
    const [one, two] = [await newTab(), await newTab()];
    await one.store.evaluate((page) => page.putSecret('sealed', 'refresh-token'));
    expect(await two.store.evaluate((page) => page.getSecret('sealed'))).toBe('refresh-token');
    await Promise.all([one.page.close(), two.page.close()]);
  });
});

describe('a full disk', () => {
  it('is storage-full, changes nothing, and ends when there is space again', async () => {
    // its own origin: Chromium remembers for 30 s how much space the other one had
    const origin = site.origin.replace('localhost', 'full.localhost');
    const admin = await context.newPage();
    const session = await context.newCDPSession(admin);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
    const tab = await openedTab('full', { origin });
    expect(await commit(tab, 1, 5)).toBe('done');
    const heavy = (): Promise<string> => tab.store.evaluate((page) => page.commitLinks(1, 300, 20_000));
    expect(await heavy()).toBe('storage-full');
    expect(await tab.store.evaluate((page) => page.count())).toBe(5);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    expect(await heavy()).toBe('done');
    expect(await tab.store.evaluate((page) => page.count())).toBe(300);
    await Promise.all([tab.page.close(), admin.close()]);
  });
});

describe('[I15] a browser that dies', () => {
  it('keeps every commit that was resolved, whole', async () => {
    const before = await openedTab('browser dies');
    expect(await commit(before, 3, 500)).toBe('done');
    const id = await before.store.evaluate((page) => page.id());
    const session = await context.newCDPSession(before.page);
    const gone = context.waitForEvent('close');
    await session.send('Browser.crash').catch(() => undefined);
    await gone;
    context = await launchProfile(profile);
    const after = await openedTab('browser dies');
    const found = await after.store.evaluate(async (page) => [
      page.id(),
      await page.count(),
      await page.fence(),
    ]);
    expect(found).toEqual([id, 500, 3]);
    await after.page.close();
  });
});
