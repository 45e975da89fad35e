import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, monitorUsers } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const names = ['Ana Ruiz', 'Ben Okafor', 'Chloé Müller'];
const users = () => names.map((displayName, n) => monitorUser(n, { displayName }));
const all = '/monitor?card=all';

const focused = (): string => {
  const place = document.activeElement?.closest<HTMLElement>('[data-grid-row]')?.dataset;
  return `${place?.['gridRow'] ?? '?'}:${place?.['gridColumn'] ?? '?'}`;
};
const focus = (element: Element | null | undefined): void => {
  act(() => {
    (element as HTMLElement).focus();
  });
};
const press = (key: string, more: { ctrlKey?: boolean } = {}): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
};

describe('the keyboard in the grid', () => {
  it('has one stop in the tab order, and moves between cells with the arrows', async () => {
    await showMonitor({ relay: createFakeRelay(users()), path: all });
    const grid = await screen.findByRole('grid');
    const stops = grid.querySelectorAll('[data-grid-row][tabindex="0"], [data-grid-row] [tabindex="0"]');
    expect(stops).toHaveLength(1);
    focus(stops[0]);
    expect(focused()).toBe('0:0');
    press('ArrowDown');
    expect(focused()).toBe('1:0');
    press('ArrowRight');
    press('ArrowRight');
    expect(focused()).toBe('1:2');
    expect(document.activeElement?.textContent).toBe('Ben Okafor');
    press('End');
    expect(focused()).toBe('1:9');
    press('End', { ctrlKey: true });
    expect(focused()).toBe('2:9');
    press('ArrowDown');
    expect(focused()).toBe('2:9');
    press('Home', { ctrlKey: true });
    expect(focused()).toBe('0:0');
  });

  it('picks the row with Space and opens it with Enter, from any cell', async () => {
    await showMonitor({ relay: createFakeRelay(users()), path: all });
    const grid = await screen.findByRole('grid');
    focus(grid.querySelector('[data-grid-row="1"][data-grid-column="3"]'));
    press(' ');
    expect(screen.getByRole('row', { selected: true }).textContent).toContain('Ben Okafor');
    press('Enter');
    expect(await screen.findByRole('heading', { level: 1, name: 'Ben Okafor' })).toBeTruthy();
  });

  it('keeps its place while rows change', async () => {
    const relay = createFakeRelay(users());
    await showMonitor({ relay, path: all });
    await screen.findByText('Live');
    const grid = await screen.findByRole('grid');
    focus(grid.querySelector('[data-grid-row="1"][data-grid-column="3"]'));
    act(() => {
      relay.emit({
        type: 'users',
        rows: relay.rows.map((row) => ({ ...row, openErrors: 7, version: 2 })),
        removed: [],
      });
    });
    await waitFor(() => {
      expect(screen.getAllByText('7')).toHaveLength(3);
    });
    expect(focused()).toBe('1:3');
  });

  it('keeps the row drawn that has it, wherever the table is scrolled to', async () => {
    await showMonitor({ relay: createFakeRelay(monitorUsers(300)), path: all });
    const grid = await screen.findByRole('grid');
    focus(grid.querySelector('[data-grid-row="2"][data-grid-column="3"]'));
    const scroller = grid.parentElement as HTMLElement;
    scroller.scrollTop = 4_000;
    fireEvent.scroll(scroller);
    await waitFor(() => {
      expect(grid.querySelector('[data-grid-row="70"]')).not.toBeNull();
    });
    expect(grid.querySelector('[data-grid-row="30"]')).toBeNull();
    expect(focused()).toBe('2:3');
  });
});

describe('what a cell keeps for the mouse', () => {
  const cellOf = (name: string): number => {
    const headings = screen.getAllByRole('columnheader').map((heading) => heading.textContent);
    return headings.indexOf(name);
  };

  it.each([
    ['Last Sync Start', /\d{4}, \d{1,2}:\d{2}/],
    ['Duration', /Microsoft .* · Sales .* · Sales Sync /],
    ['Sales Authorized', /Active\s*since .*\d{4}, /],
  ])('is said in words where the keyboard is: %s', async (column, words) => {
    await showMonitor({ relay: createFakeRelay(users()), path: all });
    const grid = await screen.findByRole('grid');
    const at = cellOf(column);
    const cell = (row: number) => grid.querySelector(`[data-grid-row="${row}"][data-grid-column="${at}"]`);
    expect(cell(0)?.textContent).not.toMatch(words);
    focus(cell(0));
    expect(document.activeElement?.textContent).toMatch(words);
    press('ArrowDown');
    expect(focused()).toBe(`1:${at}`);
    expect(document.activeElement?.textContent).toMatch(words);
    expect(cell(0)?.textContent).not.toMatch(words);
  });

  it('opens the errors from their count, and the keyboard goes on there', async () => {
    const relay = createFakeRelay([
      monitorUser(0, { displayName: 'Ana Ruiz', openErrors: 0 }),
      monitorUser(1, { displayName: 'Ben Okafor', openErrors: 2 }),
    ]);
    const { user } = await showMonitor({ relay, path: all });
    const grid = await screen.findByRole('grid');
    const at = cellOf('Open Errors');
    focus(grid.querySelector(`[data-grid-row="0"][data-grid-column="${at}"]`));
    press('ArrowDown');
    expect(document.activeElement).toBe(screen.getByRole('link', { name: '2 open errors' }));
    await user.click(screen.getByRole('link', { name: '2 open errors' }));
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('group', { name: '2 open errors' }));
    });
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(await screen.findByRole('link', { name: 'Ben Okafor' })).toBeTruthy();
    expect(location.hash).toBe('#/monitor?card=all');
  });
});

describe('the keyboard in the dialog of an action', () => {
  async function chooseSyncNow(relay: FakeRelay): Promise<UserEvent> {
    const { user } = await showMonitor({ relay, path: all });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ben Okafor' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sync Now' }));
    focus(await screen.findByRole('button', { name: 'Sync 1 user' }));
    return user;
  }

  it('goes from the button that sent and is gone to Close, and with it back to the menu', async () => {
    const relay = createFakeRelay(users());
    const user = await chooseSyncNow(relay);
    await user.keyboard('{Enter}');
    expect(await screen.findByText('1 sent')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sync 1 user' })).toBeNull();
    expect(document.activeElement).toBe(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }),
    );
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Actions' }));
    expect(relay.calls.filter(({ name }) => name === 'send')).toHaveLength(1);
  });

  it('stays on the button that sent when the relay refuses, for another try', async () => {
    const relay = createFakeRelay(users());
    relay.failNext.set('send', new RelayError('refused', { status: 500 }));
    const user = await chooseSyncNow(relay);
    await user.keyboard('{Enter}');
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(document.activeElement).toBe(again);
    await user.keyboard('{Enter}');
    expect(await screen.findByText('1 sent')).toBeTruthy();
  });
});
