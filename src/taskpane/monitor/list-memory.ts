// What of the list outlives its screen while details are open: where it was scrolled to, and whose details were opened.

export interface ListMemory {
  /** px by the list's name */
  scrollOf(name: string): number;
  keepScroll(name: string, topPx: number): void;
  keepOpened(userId: string): void;
  /** once: the next call answers null */
  takeOpened(): string | null;
}

export function createListMemory(): ListMemory {
  const scrolls = new Map<string, number>();
  let opened: string | null = null;
  return {
    scrollOf: (name) => scrolls.get(name) ?? 0,
    keepScroll: (name, topPx) => {
      scrolls.set(name, topPx);
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
