// What must not happen while rows change under an administrator: long tasks, and a selection or a focus that moves.

export interface Stillness {
  /** durations in ms of the tasks that the browser calls long: over 50 ms */
  readonly longTasksMs: readonly number[];
  /** times the focus went somewhere, checks that came or went, and whether the list was scrolled by itself */
  readonly moves: number;
  /** texts of the list that changed: proof that rows did */
  readonly textChanges: number;
}

/** Answers the function that ends the watch. */
export function watchStillness(): () => Stillness {
  const longTasksMs: number[] = [];
  let moves = 0;
  let textChanges = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasksMs.push(duration);
  });
  tasks.observe({ type: 'longtask' });
  const texts = new MutationObserver((records) => {
    textChanges += records.length;
  });
  const grid = document.querySelector('[role="grid"]') ?? document.body;
  texts.observe(grid, { subtree: true, childList: true, characterData: true });
  const onMove = (): void => {
    moves += 1;
  };
  for (const event of ['focusin', 'focusout']) document.addEventListener(event, onMove);
  const focused = document.activeElement;
  const before = facts(grid);
  return () => {
    for (const { duration } of tasks.takeRecords()) longTasksMs.push(duration);
    tasks.disconnect();
    texts.disconnect();
    for (const event of ['focusin', 'focusout']) document.removeEventListener(event, onMove);
    const hasFocus = document.activeElement === focused && focused?.isConnected === true;
    const after = facts(grid);
    const isStill = hasFocus && grid.isConnected && JSON.stringify(after) === JSON.stringify(before);
    return { longTasksMs, moves: moves + (isStill ? 0 : 1), textChanges };
  };
}

function facts(grid: Element): readonly unknown[] {
  const boxes = [...grid.querySelectorAll('input[type="checkbox"]')];
  const checked = boxes.flatMap((box, at) => (box instanceof HTMLInputElement && box.checked ? [at] : []));
  return [checked, document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') ?? null];
}
