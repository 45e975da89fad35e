// Words of ours that a name beside them turned round: their first letter stands right of their last one. Names themselves may
// run as they like; so may words within their direction marks.

import type { Page } from 'playwright-core';

/** One line per finding. Latin letters only: in a page that is read from right to left they run as they do elsewhere. */
export function turnedWords(page: Page): Promise<string[]> {
  return page.evaluate(findTurned);
}

/* Everything below runs in the browser: it may use nothing from outside of the function. */
function findTurned(): string[] {
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.textContent ?? '';
    // What stands after the last end of an isolate is ours again.
    const marked = Math.max(...[...text.matchAll(/\p{Bidi_Control}/gu)].map(({ index }) => index), -1);
    if (marked >= 0 && text[marked] !== '\u2069') continue;
    for (const { 0: word, index } of text.matchAll(/[A-Za-z]{3,}/g)) {
      if (index < marked) continue;
      const first = placeOf(node, index);
      const last = placeOf(node, index + word.length - 1);
      const isOneLine = first.width > 0 && Math.abs(first.top - last.top) < 2;
      if (isOneLine && first.left > last.left) found.push(`turned: ${word} in “${text.slice(0, 60)}”`);
    }
  }
  return found;

  function placeOf(node: Node, at: number): DOMRect {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  }
}
