// Which rows are drawn. The row that has the keyboard stays drawn wherever the list is scrolled to.

import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import { useMonitor } from '../data/monitor-context.tsx';

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
}

const overscan = 8;

export function useWindow(options: WindowOptions): Virtualizer<HTMLElement, Element> {
  const { scroller, marginPx, coveredPx = 0, rowCount, rowPx, activeRow, name } = options;
  const { memory } = useMonitor();
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (activeRow >= range.count || shown.includes(activeRow)) return shown;
      return [...shown, activeRow].sort((a, b) => a - b);
    },
    [activeRow],
  );
  useEffect(() => {
    if (!scroller) return undefined;
    const keep = (): void => {
      memory.keepScroll(name, scroller.scrollTop);
    };
    scroller.addEventListener('scroll', keep, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', keep);
    };
  }, [scroller, memory, name]);
  return useVirtualizer<HTMLElement, Element>({
    count: rowCount,
    getScrollElement: () => scroller,
    estimateSize: () => rowPx,
    overscan,
    scrollMargin: marginPx,
    scrollPaddingStart: coveredPx,
    initialOffset: memory.scrollOf(name),
    rangeExtractor,
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
