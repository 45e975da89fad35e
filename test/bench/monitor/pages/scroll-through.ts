// Scrolls a list from its top to its end at an even pace, faster than anybody reads and no faster than rows arrive.

export interface Scrolled {
  /** number of the last row that came into sight */
  readonly rows: number;
  readonly tookMs: number;
}

/** rows that are not there yet get this many times the duration to come */
const patience = 3;

/** `mostRows`: a list that ends earlier than its total says ends there. */
export async function scrollThrough(durationMs: number, mostRows: number): Promise<Scrolled> {
  const grid = document.querySelector('[role="grid"]');
  const scroller = scrollerOf(grid);
  if (!grid || !scroller) throw new Error('nothing to scroll');
  const rowCount = Math.min(mostRows + 1, Number(grid.getAttribute('aria-rowcount') ?? 0));
  const rowPx = grid.querySelector('[role="row"]:last-child')?.getBoundingClientRect().height ?? 50;
  const lengthPx = rowCount * rowPx;
  const startedMs = performance.now();
  let rows = 0;
  for (;;) {
    const elapsedMs = await nextFrame(startedMs);
    scroller.scrollTop = (elapsedMs / durationMs) * lengthPx;
    rows = Math.max(rows, lastRow(grid));
    const isAtEnd =
      elapsedMs >= durationMs &&
      rows >= rowCount - 1 &&
      scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    if (isAtEnd || elapsedMs > patience * durationMs) break;
  }
  return { rows, tookMs: performance.now() - startedMs };
}

function nextFrame(startedMs: number): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      resolve(performance.now() - startedMs);
    });
  });
}

function scrollerOf(grid: Element | null): Element | null {
  for (let at = grid; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return null;
}

/** Drawn rows say their number; where all are drawn, there are as many as there are. */
function lastRow(grid: Element): number {
  const rows = grid.querySelectorAll('[role="row"]');
  const last = rows[rows.length - 1];
  return Number(last?.getAttribute('aria-rowindex') ?? rows.length) - 1;
}
