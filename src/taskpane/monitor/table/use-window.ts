// Which rows are drawn. The row that has the keyboard stays drawn wherever the list is scrolled to.

import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import { useMonitor } from '../data/monitor-context.tsx';

export interface WindowOptions {
  readonly scroller: HTMLElement | null;
  /** px between the scroller's top and the first row */
  readonly marginPx: number;
  readonly rowCount: number;
  readonly rowPx: number;
  readonly activeRow: number;
  /** where the list was left is kept under this name */
  readonly name: string;
}

const overscan = 8;

export function useWindow(options: WindowOptions): Virtualizer<HTMLElement, Element> {
  const { scroller, marginPx, rowCount, rowPx, activeRow, name } = options;
  const { scrolls } = useMonitor();
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
      scrolls.set(name, scroller.scrollTop);
    };
    scroller.addEventListener('scroll', keep, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', keep);
    };
  }, [scroller, scrolls, name]);
  return useVirtualizer<HTMLElement, Element>({
    count: rowCount,
    getScrollElement: () => scroller,
    estimateSize: () => rowPx,
    overscan,
    scrollMargin: marginPx,
    initialOffset: scrolls.get(name) ?? 0,
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
