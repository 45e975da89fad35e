// Put into every page before its own scripts: tells when what was waited for is on the screen. It looks at roles, which
// the Monitor and the reference pages share, so that all are measured alike.

import { watchStillness, type Stillness } from './stillness.ts';
import { scrollThrough, type Scrolled } from './scroll-through.ts';

export interface Change {
  /** from the input event to the end of the frame that shows other rows */
  readonly totalMs: number;
  /** until the rows were asked for; null where nobody was asked */
  readonly askedMs: number | null;
  /** from there until the answer was here, whole */
  readonly answeredMs: number | null;
  /** how often rows were asked for */
  readonly requests: number;
}

export interface Probe {
  /** ms since the navigation began, when cards with numbers and rows were on the screen for the first time */
  readonly firstPaint: Promise<number>;
  /** Before the input: what stands there now is what has to change. */
  expectChange(event: 'click' | 'input'): void;
  change(): Promise<Change>;
  watchStillness(): void;
  stillness(): Stillness;
  scrollThrough(durationMs: number, mostRows: number): Promise<Scrolled>;
}

declare global {
  interface Window {
    bench: Probe;
  }
}

const shownRows = 8;
let awaited: Promise<Change> | null = null;
let still: (() => Stillness) | null = null;

window.bench = {
  firstPaint: painted(() => rowsText() !== null && haveCardsNumbers()),
  expectChange(event) {
    performance.clearResourceTimings();
    const before = rowsText();
    let inputMs: number | null = null;
    window.addEventListener(
      event,
      ({ timeStamp }) => {
        inputMs ??= timeStamp;
      },
      { capture: true, once: true },
    );
    awaited = painted(() => {
      const now = rowsText();
      return inputMs !== null && now !== null && now !== before;
    }).then((atMs) => toChange(inputMs ?? 0, atMs));
  },
  change() {
    if (awaited === null) throw new Error('no change was expected');
    return awaited;
  },
  watchStillness() {
    still = watchStillness();
  },
  stillness() {
    if (still === null) throw new Error('stillness was not watched');
    return still();
  },
  scrollThrough,
};
performance.setResourceTimingBufferSize(5_000);

function toChange(inputMs: number, atMs: number): Change {
  const asked = performance
    .getEntriesByType('resource')
    .filter(({ name, startTime }) => name.includes('/api/v1/users?') && startTime >= inputMs);
  const [first] = asked;
  return {
    totalMs: atMs - inputMs,
    askedMs: first instanceof PerformanceResourceTiming ? first.startTime - inputMs : null,
    answeredMs: first instanceof PerformanceResourceTiming ? first.responseEnd - first.startTime : null,
    requests: asked.length,
  };
}

/** null while there are no rows, or only those of an earlier question. */
function rowsText(): string | null {
  const grid = document.querySelector('[role="grid"]');
  if (!grid || grid.getAttribute('aria-busy') === 'true') return null;
  const rows = [...grid.querySelectorAll('[role="row"]')]
    .slice(0, shownRows + 1)
    .filter((row) => row.querySelector('[role="gridcell"]') !== null);
  if (rows.length === 0) return null;
  return [grid.getAttribute('aria-rowcount'), ...rows.map(({ textContent }) => textContent)].join('\n');
}

function haveCardsNumbers(): boolean {
  const cards = [...document.querySelectorAll('section button[aria-pressed]')];
  return cards.length >= 10 && cards.every(({ textContent }) => /\d/.test(textContent));
}

/** Resolves at the end of the first frame in which `isThere`. */
function painted(isThere: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isThere()) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        // A message is delivered after the frame's paint.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          resolve(performance.now());
        };
        port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  });
}
