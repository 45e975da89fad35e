// What a picture cannot tell a machine: rules of accessibility by axe, and nothing that sticks out of a narrow pane.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { narrow, wide } from './journey.ts';

const sizes = { narrow, wide } as const;

/** Forced colours are what high contrast makes of a dark page. */
export type Scheme = 'light' | 'dark' | 'forced';

/** Invisible stops before and behind a dialog by which Fluent keeps the focus inside: they must be focusable. */
const focusGuard = '[data-tabster-dummy]';

/**
 * One line per violation and per part that sticks out, in light and dark at every size that is named; the look of before
 * is restored.
 */
export async function problemsOf(
  page: Page,
  ...named: readonly (keyof typeof sizes)[]
): Promise<readonly string[]> {
  const before = page.viewportSize();
  const problems: string[] = [];
  for (const size of named) {
    await page.setViewportSize(sizes[size]);
    for (const scheme of ['light', 'dark'] as const) {
      await paint(page, scheme);
      // In other colours only colours differ.
      const found = await judge(page, scheme === 'light' ? 'all' : 'contrast');
      problems.push(...found.problems.map((problem) => `${scheme}, ${size}: ${problem}`));
    }
  }
  await paint(page, 'light');
  if (before) await page.setViewportSize(before);
  await settled(page);
  return problems;
}

export async function paint(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({
    colorScheme: scheme === 'light' ? 'light' : 'dark',
    forcedColors: scheme === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  await settled(page);
}

export interface Verdict {
  readonly problems: readonly string[];
  /** of axe, that had something to judge */
  readonly rules: readonly string[];
}

/** The page as it is painted now. `contrast`: the one rule that other colours of the same page can break. */
export async function judge(page: Page, rules: 'all' | 'contrast'): Promise<Verdict> {
  // Half a megabyte of source for every look costs as much as the look itself, and the page may have it already.
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  const axe = new AxeBuilder(isThere ? { page, axeSource: 'void 0' } : { page }).exclude(focusGuard).options({
    resultTypes: ['violations'],
    ...(rules === 'all' ? {} : { runOnly: { type: 'rule', values: ['color-contrast'] } }),
  });
  // An open menu stands outside of every landmark; the page behind it is judged without it.
  if ((await page.getByRole('menu').count()) > 0) axe.include('[role="menu"]');
  // The page has no frames of its own: nothing to gather in a second page.
  const { violations, passes } = await axe.setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${String(failureSummary)}`),
  );
  return {
    problems: [...found, ...(await partsOutside(page))],
    rules: [...passes, ...violations].map(({ id }) => id),
  };
}

/** Waits until nothing moves and two frames were painted: colours of a transition are no colours to measure. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const endless = (animation: Animation) => animation.effect?.getComputedTiming().endTime === Infinity;
    const ending = document.getAnimations().filter((animation) => !endless(animation));
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await frame();
  });
}

function partsOutside(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} "${element.textContent.slice(0, 40)}"`;
    const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
    const isClipped = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (clips(at) && at.getBoundingClientRect().right <= innerWidth + 0.5) return true;
      }
      return false;
    };
    const found: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      const { right, left, width } = element.getBoundingClientRect();
      // One pixel is how words for screen readers only are hidden.
      if (width > 1 && (right > innerWidth + 0.5 || left < -0.5) && !isClipped(element))
        found.push(`${nameOf(element)} reaches from ${left} to ${right}`);
    }
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide`);
    return found;
  });
}
