// What a picture cannot tell a machine: rules of accessibility by axe, and nothing that sticks out of a narrow pane.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export const looks = [
  { scheme: 'light', width: 320, height: 640 },
  { scheme: 'dark', width: 320, height: 640 },
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 1280, height: 800 },
] as const;

/** Invisible stops before and behind a dialog by which Fluent keeps the focus inside: they must be focusable. */
const focusGuard = '[data-tabster-dummy]';

/** One line per violation and per part that sticks out, in every look; the look of before is restored. */
export async function problemsOf(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize();
  const problems: string[] = [];
  for (const { scheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await settled(page);
    const place = `${scheme} ${width} px`;
    const { violations } = await new AxeBuilder({ page }).exclude(focusGuard).analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        problems.push(`${place}: ${id} at ${target.join(' ')}: ${String(failureSummary)}`);
      }
    }
    problems.push(...(await partsOutside(page)).map((part) => `${place}: ${part}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
  await settled(page);
  return problems;
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
