// What a picture cannot tell a machine: rules of accessibility by axe, and nothing that sticks out of a narrow pane.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { narrow, wide } from './journey.ts';

const schemes = ['light', 'dark'] as const;
const sizes = { narrow, wide } as const;

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
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settled(page);
      const found = [...(await violations(page, colorScheme)), ...(await partsOutside(page))];
      problems.push(...found.map((problem) => `${colorScheme}, ${size}: ${problem}`));
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
  await settled(page);
  return problems;
}

/** In the dark only colours differ: the other rules would say the same again, and they take seconds on a long list. */
async function violations(page: Page, colorScheme: (typeof schemes)[number]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).exclude(focusGuard).options({
    resultTypes: ['violations'],
    ...(colorScheme === 'dark' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}),
  });
  // The page has no frames of its own: nothing to gather in a second page.
  const found = (await axe.setLegacyMode().analyze()).violations;
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${String(failureSummary)}`),
  );
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
