// Card switch, sort and search: each from the input event to the end of the frame that shows the other rows. Ours is
// measured with nothing remembered of the answer, so that every one goes to the relay and back; what was seen before is a
// line of its own.

import type { Page } from 'playwright-core';
import type { Change } from './pages/probe.ts';
import { forgetAnswers, load, type Tab, type Tabs } from './tabs.ts';

export interface Interaction {
  readonly name: 'card switch' | 'sort' | 'search key';
  readonly ours: readonly Change[];
  /** the same inputs once more: the Monitor shows what it remembers, and asks again */
  readonly seenBefore: readonly Change[];
  readonly table: readonly Change[];
  readonly grid: readonly Change[];
}

type Input = (page: Page) => Promise<void>;

interface Plan {
  readonly name: Interaction['name'];
  readonly event: 'click' | 'input';
  /** to be made before the first input */
  readonly prepare: Input | null;
  /** one round: none asks for what an earlier one has shown */
  readonly inputs: readonly Input[];
}

const changeWithinMs = 60_000;

const card =
  (at: number): Input =>
  (page) =>
    page.locator('section button[aria-pressed]').nth(at).click();
/** In the order of the page; `In Progress` empties while we measure and is left out. */
const cardAt = { never: 1, succeeded: 3, all: 4, expired: 5, disabled: 6, errors: 7, behind: 8, stopping: 9 };

const heading =
  (name: string): Input =>
  (page) =>
    page
      .locator('[role="columnheader"]')
      .filter({ hasText: new RegExp(`^${name}$`) })
      .locator('button, [role="button"]')
      .first()
      .click();

const key =
  (letter: string): Input =>
  (page) =>
    page.keyboard.press(letter);
/** The first letter takes the place of the word before. */
const word = (letters: readonly string[]): readonly Input[] =>
  letters.map((letter, at) =>
    at > 0
      ? key(letter)
      : async (page) => {
          await page.locator('input[type="search"], [role="searchbox"]').first().selectText();
          await key(letter)(page);
        },
  );

const plans: readonly Plan[] = [
  { name: 'card switch', event: 'click', prepare: null, inputs: Object.values(cardAt).map(card) },
  {
    name: 'sort',
    event: 'click',
    prepare: card(cardAt.all),
    inputs: ['User', ...['Last Sync Start', 'Duration', 'Open Errors'].flatMap((name) => [name, name])].map(
      heading,
    ),
  },
  {
    name: 'search key',
    event: 'input',
    prepare: card(cardAt.all),
    inputs: [
      ['m', 'a', 'r', 'i'],
      ['s', 'c', 'h'],
      ['j', 'o'],
    ].flatMap(word),
  },
];

export interface HowOften {
  /** of ours and the plain table */
  readonly samples: number;
  /** of the DataGrid, which takes seconds for each */
  readonly gridSamples: number;
}

export async function measureInteractions(
  tabs: Tabs,
  often: HowOften,
  say: (line: string) => void,
): Promise<Interaction[]> {
  const found: Interaction[] = [];
  for (const plan of plans) {
    found.push(await measure(plan, tabs, often));
    say(`measured ${plan.name}`);
  }
  return found;
}

async function measure(plan: Plan, tabs: Tabs, { samples, gridSamples }: HowOften): Promise<Interaction> {
  const found = {
    ours: [] as Change[],
    seenBefore: [] as Change[],
    table: [] as Change[],
    grid: [] as Change[],
  };
  while (found.ours.length < samples) {
    await begin(plan, tabs.ours, tabs);
    await begin(plan, tabs.table, tabs);
    if (found.grid.length < gridSamples) await begin(plan, tabs.grid, tabs);
    for (const input of plan.inputs) {
      found.ours.push(await perform(tabs.ours, plan, input));
      found.table.push(await perform(tabs.table, plan, input));
      if (found.grid.length < gridSamples) found.grid.push(await perform(tabs.grid, plan, input));
    }
    for (const input of plan.inputs) found.seenBefore.push(await perform(tabs.ours, plan, input));
  }
  return { name: plan.name, ...found };
}

/** A fresh page that has shown nothing but its first view. */
async function begin({ prepare }: Plan, tab: Tab, { grid }: Tabs): Promise<void> {
  await tab.page.goto('about:blank');
  await forgetAnswers(tab);
  await load(tab, 'warm');
  // The DataGrid begins there.
  if (prepare !== null && tab !== grid) await perform(tab, { event: 'click' }, prepare);
}

async function perform({ page }: Tab, { event }: Pick<Plan, 'event'>, input: Input): Promise<Change> {
  await page.evaluate((name) => {
    window.bench.expectChange(name);
  }, event);
  await input(page);
  const change = page.evaluate(() => window.bench.change());
  return within(change, `no other rows after an input at ${page.url().replace(/token=.*/, '')}`);
}

async function within<T>(work: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(complaint));
    }, changeWithinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
