// The keyboard in the grid: one stop in the tab order, arrows move between cells, Space picks the row, Enter opens it.
// The cell that has the keyboard is kept by row number, which live changes never move.

import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

export interface ActiveCell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

const pageRows = 10;

function cellOf(target: EventTarget): ActiveCell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-grid-row]') : null;
  if (!cell) return null;
  return { row: Number(cell.dataset['gridRow']), column: Number(cell.dataset['gridColumn']) };
}

export function moved(
  from: ActiveCell,
  event: { key: string; ctrlKey: boolean },
  size: GridSize,
): ActiveCell | null {
  const to = (row: number, column: number): ActiveCell => ({
    row: Math.min(Math.max(row, 0), size.rows - 1),
    column: Math.min(Math.max(column, 0), size.columns - 1),
  });
  const { row, column } = from;
  switch (event.key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'PageUp':
      return to(row - pageRows, column);
    case 'PageDown':
      return to(row + pageRows, column);
    case 'Home':
      return to(event.ctrlKey ? 0 : row, 0);
    case 'End':
      return to(event.ctrlKey ? size.rows - 1 : row, size.columns - 1);
    default:
      return null;
  }
}

export interface GridDeeds {
  scrollTo(row: number): void;
  toggle(row: number): void;
  open(row: number): void;
}

export function useGridKeys(size: GridSize, isRightToLeft: boolean) {
  const [asked, setActive] = useState<ActiveCell>({ row: 0, column: 0 });
  const mustFocus = useRef(false);
  const grid = useRef<HTMLDivElement>(null);
  const active = {
    row: Math.min(asked.row, Math.max(0, size.rows - 1)),
    column: Math.min(asked.column, size.columns - 1),
  };
  useLayoutEffect(() => {
    if (!mustFocus.current) return;
    mustFocus.current = false;
    const place = `[data-grid-row="${active.row}"][data-grid-column="${active.column}"]`;
    const cell = grid.current?.querySelector<HTMLElement>(place);
    const inside = cell?.querySelector<HTMLElement>('a[href], input, button');
    (inside ?? cell)?.focus({ preventScroll: true });
    // Up and down the rows were scrolled; sideways the cell may be outside, or below what stays in its place.
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active.row, active.column]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, deeds: GridDeeds): void => {
    const from = cellOf(event.target);
    if (!from || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && !(event.target instanceof HTMLAnchorElement)) {
      event.preventDefault();
      deeds.open(from.row);
    } else if (event.key === ' ' && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      deeds.toggle(from.row);
    } else {
      const next = moved(from, { key: mirrored(event.key, isRightToLeft), ctrlKey: event.ctrlKey }, size);
      if (!next) return;
      event.preventDefault();
      mustFocus.current = true;
      deeds.scrollTo(next.row);
      setActive(next);
    }
  };
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const cell = cellOf(event.target);
    if (cell && (cell.row !== active.row || cell.column !== active.column)) setActive(cell);
  };
  return { active, grid, onKeyDown, onFocus };
}

function mirrored(key: string, isRightToLeft: boolean): string {
  if (!isRightToLeft) return key;
  if (key === 'ArrowLeft') return 'ArrowRight';
  return key === 'ArrowRight' ? 'ArrowLeft' : key;
}
