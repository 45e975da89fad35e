// Which rows are drawn. The row that has the keyboard stays drawn wherever the list is scrolled to.

import {
  defaultRangeExtractor,
  observeElementOffset,
  useVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import { useMonitor } from '../data/monitor-context.tsx';
import type { Pace } from './pace.ts';

export interface WindowOptions {
  readonly scroller: HTMLElement | null;
  /** px between the scroller's top and the first row */
  readonly marginPx: number;
  /** px at the scroller's top that something sticky covers */
  readonly coveredPx?: number;
  readonly rowCount: number;
  readonly rowPx: number;
  readonly activeRow: number;
  /** where the list was left is kept under this name */
  readonly name: string;
  /** is told how the list is scrolled before its rows are drawn anew */
  readonly pace?: Pace;
}

const overscan = 6;
/** The virtualiser lays out every row anew whenever their number changes: it is told of room for this many more at a time. */
const roomRows = 2_000;

export function useWindow(options: WindowOptions): Virtualizer<HTMLElement, Element> {
  const { scroller, marginPx, coveredPx = 0, rowCount, rowPx, activeRow, name, pace } = options;
  const { memory } = useMonitor();
  /** the observer below outlives changes of the list */
  const listName = useRef(name);
  useEffect(() => {
    listName.current = name;
  }, [name]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range).filter((row) => row < rowCount);
      if (activeRow >= rowCount || shown.includes(activeRow)) return shown;
      return [...shown, activeRow].sort((a, b) => a - b);
    },
    [activeRow, rowCount],
  );
  return useVirtualizer<HTMLElement, Element>({
    count: Math.ceil(rowCount / roomRows) * roomRows,
    getScrollElement: () => scroller,
    estimateSize: () => rowPx,
    overscan,
    scrollMargin: marginPx,
    scrollPaddingStart: coveredPx,
    initialOffset: memory.scrollOf(name, rowPx),
    rangeExtractor,
    observeElementOffset: (instance, tell) =>
      observeElementOffset(instance, (topPx, isMoving) => {
        // Not read from the element later: that would lay the page out twice in every frame.
        const { scrollMargin, scrollPaddingStart } = instance.options;
        const rowsAbove = Math.max(0, Math.floor((topPx - scrollMargin + scrollPaddingStart) / rowPx));
        memory.keepScroll(listName.current, { topPx, rowPx, rowsAbove });
        pace?.note(topPx, instance.scrollRect?.height ?? 0, isMoving);
        tell(topPx, isMoving);
      }),
  });
}

/** Another list begins at its top; `marginPx` above the rows may stay scrolled away. */
export function useTopOfNewList(scroller: HTMLElement | null, name: string, marginPx = 0): void {
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    if (scroller && scroller.scrollTop > marginPx) scroller.scrollTo({ top: marginPx });
  }, [scroller, name, marginPx]);
}
