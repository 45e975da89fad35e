// How fast a list is scrolled. Rows that pass faster than anybody reads are drawn by name only, and whole when they rest:
// drawing thirty whole rows takes longer than a frame.

export interface Pace {
  /** `topPx` of the view, which is `viewPx` high; `isMoving` is false once the list came to rest */
  note(topPx: number, viewPx: number, isMoving: boolean): void;
  isTooFastToRead(): boolean;
}

/** of the view's height, between two frames */
const readableStep = 0.5;

export function createPace(): Pace {
  let lastPx: number | null = null;
  let isTooFast = false;
  return {
    note: (topPx, viewPx, isMoving) => {
      isTooFast = isMoving && lastPx !== null && Math.abs(topPx - lastPx) > viewPx * readableStep;
      lastPx = topPx;
    },
    isTooFastToRead: () => isTooFast,
  };
}
