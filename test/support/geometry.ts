// Whether everything on a page has its place: no text is cut without saying so, nothing sticks out of the window sideways,
// no two controls or texts lie over each other. Runs inside of the page; what it finds is told in words.

import type { Page } from 'playwright-core';

export interface GeometryOptions {
  /** selectors of parts that may lie over others or stick out, e.g. a bar over the page's end */
  readonly except?: readonly string[];
}

/** One line per finding; empty when nothing is cut, sticks out or overlaps. */
export function geometryProblems(page: Page, { except = [] }: GeometryOptions = {}): Promise<string[]> {
  return page.evaluate(findProblems, [...except]);
}

/* Everything below runs in the browser: it may use nothing from outside of the function. */
function findProblems(except: readonly string[]): string[] {
  const tolerancePx = 1.5;
  const width = document.documentElement.clientWidth;
  const dialogs = [...document.querySelectorAll('[role="dialog"],[role="alertdialog"],[role="menu"]')];
  const root = dialogs.at(-1) ?? document.body;
  const all = [...root.querySelectorAll<HTMLElement>('*')].filter(
    (element) => !except.some((selector) => element.closest(selector)),
  );

  const isShown = (element: Element): boolean => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { clipPath, position } = getComputedStyle(element);
    const { width: w, height: h } = element.getBoundingClientRect();
    return w > 2 && h > 2 && !(clipPath !== 'none' && position === 'absolute');
  };
  /** Words that only screen readers get stand in a part of one pixel. */
  const isForReaders = (element: Element): boolean => {
    for (let at = element.parentElement; at && at !== root; at = at.parentElement) {
      if (getComputedStyle(at).overflowX === 'hidden' && at.getBoundingClientRect().width <= 1) return true;
    }
    return false;
  };
  const isHidden = (element: Element): boolean =>
    element.closest('[aria-hidden="true"],[inert],[data-tabster-dummy]') !== null || isForReaders(element);
  const ownText = (element: Element): string =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent?.trim() ?? '')
      .join(' ')
      .trim();
  const name = (element: Element): string => {
    const words = (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40);
    return `${element.tagName.toLowerCase()} “${words}”`;
  };

  /** What its scrolling and clipping ancestors leave to be seen of an element, or of one line of it. */
  const visibleBox = (element: Element, line: DOMRect = element.getBoundingClientRect()) => {
    const { left, top, right, bottom } = line;
    const box = { left, top, right, bottom };
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const around = at.getBoundingClientRect();
      box.left = Math.max(box.left, around.left);
      box.right = Math.min(box.right, around.right);
      box.top = Math.max(box.top, around.top);
      box.bottom = Math.min(box.bottom, around.bottom);
    }
    return box.right - box.left > 1 && box.bottom - box.top > 1 ? box : null;
  };
  /** A region that scrolls sideways holds wider things by design. */
  const scrollsSideways = (element: Element): boolean => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const { overflowX } = getComputedStyle(at);
      if ((overflowX === 'auto' || overflowX === 'scroll') && at.scrollWidth > at.clientWidth + 1)
        return true;
    }
    return false;
  };
  /** What clips the lines that an element stands in, or is cut itself. */
  const clipperOf = (element: Element): CSSStyleDeclaration => {
    const style = getComputedStyle(element);
    return style.display === 'inline' && element.parentElement ? clipperOf(element.parentElement) : style;
  };
  const hasDots = (element: Element): boolean => {
    const { overflowX, textOverflow } = clipperOf(element);
    return (overflowX === 'hidden' && textOverflow === 'ellipsis') || hasDotsBelow(element);
  };
  const hasDotsBelow = (element: Element): boolean => clipperOf(element).webkitLineClamp !== 'none';
  /** Cut with three dots, or the whole text on hover: said, not lost. */
  const saysItIsCut = (element: Element): boolean => hasDots(element) || element.closest('[title]') !== null;

  const shown = all.filter((element) => isShown(element) && !isHidden(element));
  const found: string[] = [];
  // Nobody scrolls to the end of what lies over the page.
  const over = root === document.body ? null : visibleBox(root);
  if (over !== null && over.bottom > innerHeight + tolerancePx)
    found.push(`reaches below the window: ${name(root)} to ${Math.round(over.bottom)} px`);

  for (const element of shown) {
    const box = element.getBoundingClientRect();
    const isContent = ownText(element) !== '' || element.matches('button,a,input,textarea,select');
    if (!isContent) continue;
    const isOutside = box.left < -tolerancePx || box.right > width + tolerancePx;
    if (isOutside && !scrollsSideways(element) && !hasDots(element))
      found.push(`sticks out: ${name(element)} from ${Math.round(box.left)} to ${Math.round(box.right)} px`);
    if (ownText(element) === '' || element.matches('input,textarea,select')) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const isCutAcross = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + tolerancePx;
    const isCutBelow =
      overflowY !== 'visible' && overflowY !== 'auto' && element.scrollHeight > element.clientHeight + 4;
    if ((isCutAcross && !saysItIsCut(element)) || (isCutBelow && !hasDotsBelow(element)))
      found.push(`cut: ${name(element)}`);
    const seen = visibleBox(element);
    const isCutByFrame =
      seen !== null && Math.max(box.right - seen.right, seen.left - box.left) > 2 * tolerancePx;
    if (isCutByFrame && !scrollsSideways(element) && !saysItIsCut(element))
      found.push(`cut by its frame: ${name(element)}`);
  }

  const controls = shown.filter((element) =>
    element.matches(
      'button,a[href],input:not([type="checkbox"]),textarea,select,h1,h2,h3,p,li>span,[role="checkbox"]',
    ),
  );
  const texts = shown.filter((element) => ownText(element) !== '');
  const parts = [...new Set([...controls, ...texts])];
  // Line by line: the box around words that wrap holds room that belongs to others.
  const placed = parts.flatMap((element) =>
    [...element.getClientRects()].flatMap((line) => {
      const box = visibleBox(element, line);
      return box === null ? [] : [{ element, box }];
    }),
  );
  placed.sort((a, b) => a.box.top - b.box.top);
  placed.forEach(({ element, box }, at) => {
    for (const other of placed.slice(at + 1)) {
      if (other.box.top > box.bottom - tolerancePx) break;
      if (element.contains(other.element) || other.element.contains(element)) continue;
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (across <= 2 * tolerancePx || down <= 2 * tolerancePx) continue;
      if (isOverlay(element) !== isOverlay(other.element)) continue;
      found.push(`overlap: ${name(element)} and ${name(other.element)}`);
    }
  });
  return [...new Set(found)];

  /** What sticks or floats passes over what scrolls below it. */
  function isOverlay(element: Element): boolean {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { position } = getComputedStyle(at);
      if (position === 'fixed' || position === 'sticky') return true;
    }
    return false;
  }
}
