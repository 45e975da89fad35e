// One place of the walk through the Monitor: how somebody gets there, and what is looked at then.

import type { Locator, Page } from 'playwright-core';
import { runPage } from '../../../../src/contract/runs.ts';
import { openPane, type World } from '../../../support/journey.ts';
import { callRelay, detailsOf } from '../../../support/monitor-facts.ts';
import type { Say } from './words.ts';

export interface Scene {
  readonly page: Page;
  readonly world: World;
  readonly say: Say;
}

export type Width = '320' | 'wide';

export interface Stop {
  /** begins with the section of the Monitor's description */
  readonly name: string;
  /** what is seen, for the list of pictures */
  readonly words: string;
  /** where there is such a part at one width only */
  readonly only?: Width;
  /** Goes there and waits until it shows what it is about: the part that comes back. */
  open(scene: Scene): Promise<Locator>;
}

export const everyColumn =
  'lastSync.user.microsoftUser.lastStart.duration.sales.microsoft.openErrors.lag.inLatestCycle.client.lastSuccess' +
  '.nextRun.conflicts.runner.enabled.paneSeen';

/** Rows of the table or of the list, whichever the width shows. */
export const people = (page: Page): Locator =>
  page.locator('[role="row"],[role="listitem"]').filter({ has: page.locator('a[href^="#/monitor/users/"]') });

/** A page that nothing was done with but look: the next place of its kind is reached by an address alone. */
const untouched = 'walkOnlyLooked';

/** Somewhere else first: the same address again would show nothing new, nor close what was open. */
export async function go({ page, world }: Scene, fragment: string): Promise<void> {
  await page.goto('about:blank');
  await openPane(page, world.system, fragment);
}

/** As `go`, for a place that is left as it was found; without a load where the place before it was left so, too. */
export async function goAndLook(scene: Scene, fragment: string): Promise<void> {
  const { page, say } = scene;
  if (await page.evaluate((mark) => Reflect.has(globalThis, mark), untouched)) {
    await follow(page, '/monitor/nowhere');
    await page.getByText(say('monitor:gate.notFound')).waitFor();
    await follow(page, fragment);
    return;
  }
  await go(scene, fragment);
  await page.evaluate((mark) => Reflect.set(globalThis, mark, true), untouched);
}

/** What changed behind the page, as its language did, is seen after a load only. */
export async function forget(page: Page): Promise<void> {
  await page.evaluate((mark) => Reflect.deleteProperty(globalThis, mark), untouched);
}

function follow(page: Page, fragment: string): Promise<void> {
  return page.evaluate((address) => {
    location.hash = address;
  }, fragment);
}

export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[aria-busy="true"],.fui-Skeleton,.fui-Spinner') === null,
  );
}

type Way = (scene: Scene, fragment: string) => Promise<void>;

const toList =
  (way: Way): Way =>
  async (scene, fragment) => {
    await way(scene, fragment);
    await people(scene.page).first().waitFor();
    await settled(scene.page);
  };

/** A screen that says its name. */
const toScreen =
  (way: Way) =>
  async (scene: Scene, fragment: string, title: Locator): Promise<void> => {
    await way(scene, fragment);
    await title.waitFor();
    await settled(scene.page);
  };

export const goToList = toList(go);
export const goToScreen = toScreen(go);
export const lookAtList = toList(goAndLook);
export const lookAtScreen = toScreen(goAndLook);

/** Who always has open errors, as Sales refuses a value of hers; her first run, which tried it: later ones mostly wait. */
export async function troubled({ world }: Scene): Promise<{ readonly id: string; readonly run: string }> {
  const { user } = await detailsOf(world.system, 'helen.cho');
  const runs = await callRelay(world.system, `/users/${user.id}/runs?limit=100`);
  const first = runPage.parse(runs.json()).items.at(-1);
  return { id: user.id, run: String(first?.transactionNumber) };
}
