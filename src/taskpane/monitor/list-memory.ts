// What of the list outlives its screen while details are open: where it was scrolled to, and whose details were opened.

/** What is scrolled, and how high a row is, differ between the pane and a window: there only the row is the same. */
export interface Scrolled {
  readonly topPx: number;
  readonly rowPx: number;
  /** rows above the first one that is seen */
  readonly rowsAbove: number;
}

export interface ListMemory {
  /** px for rows of this height, by the list's name */
  scrollOf(name: string, rowPx: number): number;
  keepScroll(name: string, scrolled: Scrolled): void;
  keepOpened(userId: string): void;
  /** once: the next call answers null */
  takeOpened(): string | null;
}

export function createListMemory(): ListMemory {
  const scrolls = new Map<string, Scrolled>();
  let opened: string | null = null;
  return {
    scrollOf: (name, rowPx) => {
      const kept = scrolls.get(name);
      if (kept === undefined) return 0;
      return kept.rowPx === rowPx ? kept.topPx : kept.rowsAbove * rowPx;
    },
    keepScroll: (name, scrolled) => {
      scrolls.set(name, scrolled);
    },
    keepOpened: (userId) => {
      opened = userId;
    },
    takeOpened: () => {
      const userId = opened;
      opened = null;
      return userId;
    },
  };
}
