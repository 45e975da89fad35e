// A long list in the page's own scroll: only the rows near the window exist, each as high as its content.
// Screen readers hear the true position and length of the list.

import { makeStyles } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

const useStyles = makeStyles({
  list: { position: 'relative', width: '100%', margin: 0, padding: 0, listStyleType: 'none' },
  row: { position: 'absolute', insetInlineStart: 0, top: 0, width: '100%' },
});

export interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  keyOf(item: T): string;
  /** first guess of a row's height in px; it is measured when shown */
  readonly rowHeight: number;
  row(item: T): ReactNode;
}

export function VirtualList<T>({ label, items, keyOf, rowHeight, row }: VirtualListProps<T>) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  // What stands above the list may still grow a little; the rows kept beyond the window cover that.
  useLayoutEffect(() => {
    const top = list.current ? list.current.getBoundingClientRect().top + window.scrollY : 0;
    setOffset(top);
  }, [items]);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyAt(index),
    overscan: 8,
    scrollMargin: offset,
    // A hidden pane lays nothing out: its rows would all be 0 high and every one of them would be made.
    measureElement: (element) => element.getBoundingClientRect().height || rowHeight,
  });

  function keyAt(index: number): string {
    const item = items[index];
    return item === undefined ? String(index) : keyOf(item);
  }

  return (
    <ul ref={list} aria-label={label} className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, start, key }) => {
        const item = items[index];
        return item === undefined ? null : (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={items.length}
            className={styles.row}
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            {row(item)}
          </li>
        );
      })}
    </ul>
  );
}
