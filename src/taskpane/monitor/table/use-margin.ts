// How far below the top of its page a list begins. What stands above it changes with its words, and comes and goes.

import { useLayoutEffect, useState } from 'react';

/** `scroller` must be the list's offset parent. */
export function useMargin(scroller: HTMLElement | null, list: HTMLElement | null): number {
  const [marginPx, setMarginPx] = useState(0);
  useLayoutEffect(() => {
    if (!scroller || !list) return undefined;
    const measure = (): void => {
      setMarginPx(list.offsetTop);
    };
    const sizes = new ResizeObserver(measure);
    const watch = (): void => {
      sizes.disconnect();
      for (const child of scroller.children) sizes.observe(child);
      measure();
    };
    const comings = new MutationObserver(watch);
    comings.observe(scroller, { childList: true });
    watch();
    return () => {
      sizes.disconnect();
      comings.disconnect();
    };
  }, [scroller, list]);
  return marginPx;
}
