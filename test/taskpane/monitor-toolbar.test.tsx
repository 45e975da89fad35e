// What stands above the rows: the order, the selection, and the dialogs that outlive both.

import { describe, expect, it } from '@jest/globals';
import { act, renderHook, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { pickedCount, selectionOf, useSelecting } from '../../src/taskpane/monitor/data/use-selecting.ts';
import { readView } from '../../src/taskpane/monitor/data/view.ts';
import { createFakeRelay, type FakeRelay } from '../support/monitor-relay.ts';
import { crossBreakpoint, showMonitor, shownNames } from '../support/monitor-render.tsx';
import { monitorUser, monitorUsers, userIdOf } from '../support/monitor-users.ts';

const all = '/monitor?card=all';
const relayOfTwo = (): FakeRelay =>
  createFakeRelay([
    monitorUser(0, { displayName: 'Ana Ruiz' }),
    monitorUser(1, { displayName: 'Ben Okafor' }),
  ]);

async function choose(user: UserEvent, action: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

describe('an action', () => {
  it('that is for one user only stands in the menu of several, too, and says so', async () => {
    const { user } = await showMonitor({ relay: relayOfTwo(), path: all, isWide: false });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select Ben Okafor' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    for (const name of ['Update User Credentials', 'Enable Debug Logs']) {
      const item = await screen.findByRole('menuitem', { name: new RegExp(`^${name}`) });
      expect([item.textContent, item.getAttribute('aria-disabled')]).toEqual([
        `${name}One user only`,
        'true',
      ]);
      await user.click(item);
    }
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('that is for one user only is there for "all that match" where that is one', async () => {
    const { user } = await showMonitor({ relay: relayOfTwo(), path: all, isWide: false });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
    await user.click(screen.getByRole('button', { name: 'Select all 2' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select Ben Okafor' }));
    await choose(user, 'Update User Credentials');
    expect(await screen.findByRole('textbox', { name: /Microsoft/ })).toHaveProperty(
      'value',
      'user0@contoso.example',
    );
  });

  it('that is for one user only is there for one whose row is not loaded any more', async () => {
    const relay = createFakeRelay(monitorUsers(120));
    const { users } = relay.client;
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    const [box] = await screen.findAllByRole('checkbox', { name: /^Select (?!all)/ });
    if (!box) throw new Error('no rows');
    const name = box.getAttribute('aria-label')?.replace('Select ', '') ?? '';
    await user.click(box);
    relay.client.users = async (query) => {
      const page = await users(query);
      return { ...page, items: page.items.filter(({ displayName }) => displayName !== name) };
    };
    await user.click(screen.getByRole('button', { name: 'Refresh the list' }));
    await waitFor(() => {
      expect(shownNames()).not.toContain(name);
    });
    await choose(user, 'Update User Credentials');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('keeps its dialog with what was typed while the window crosses the breakpoint', async () => {
    const relay = relayOfTwo();
    const { user } = await showMonitor({ relay, path: all, isWide: false });
    await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
    await choose(user, 'Disable Sync');
    await user.type(await screen.findByRole('textbox', { name: 'Reason (optional)' }), 'On leave');
    crossBreakpoint(true);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Reason (optional)' }).value).toBe(
      'On leave',
    );
    await user.click(screen.getByRole('button', { name: 'Disable 1 user' }));
    expect(await screen.findByText('1 sent')).toBeTruthy();
    crossBreakpoint(false);
    expect(screen.getByText('1 sent')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(document.activeElement?.textContent).toBe('Actions');
  });

  it('keeps its progress when the list it came from is read again and is empty', async () => {
    const relay = createFakeRelay(monitorUsers(40));
    const { user } = await showMonitor({ relay, path: all, isWide: true });
    await user.click((await screen.findAllByRole('checkbox', { name: /^Select (?!all)/ }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Select all 40' }));
    await choose(user, 'Sync Now');
    await user.click(await screen.findByRole('button', { name: 'Sync 40 users' }));
    expect(await screen.findByText('40 sent')).toBeTruthy();
    relay.rows = [];
    act(() => {
      relay.emit({ type: 'reload' });
    });
    await waitFor(() => {
      expect(shownNames()).toEqual([]);
    });
    expect(screen.getByText('40 sent')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(document.activeElement?.textContent).toBe('Microsoft 365 Monitor');
  });
});

describe('the order of the narrow list', () => {
  it('[M9] can be turned round, and stands in the address', async () => {
    const relay = relayOfTwo();
    const { user } = await showMonitor({ relay, path: `${all}&sort=name`, isWide: false });
    await screen.findByText('Ben Okafor');
    await user.click(screen.getByRole('button', { name: 'Sort' }));
    const ascending = await screen.findByRole('menuitemradio', { name: 'Ascending' });
    expect(ascending.getAttribute('aria-checked')).toBe('true');
    await user.click(screen.getByRole('menuitemradio', { name: 'Descending' }));
    await waitFor(() => {
      expect(shownNames()).toEqual(['Ben Okafor', 'Ana Ruiz']);
    });
    expect(location.hash).toBe(`#${all}&sort=name&direction=desc`);
  });
});

describe('the selection', () => {
  it('is by filter as soon as it holds more rows than can be named one by one', () => {
    const { view } = readView('card=all&q=an');
    const { result } = renderHook(() => useSelecting(view));
    const pick = (count: number): void => {
      act(() => {
        result.current.pick(Array.from({ length: count }, (_, n) => userIdOf(n)));
      });
    };
    pick(10_000);
    expect(selectionOf(result.current.picked, view)).toMatchObject({ by: 'ids' });
    pick(10_001);
    expect(selectionOf(result.current.picked, view)).toEqual({
      by: 'filter',
      card: 'all',
      q: 'an',
      except: [],
    });
    expect(pickedCount(result.current.picked, 12_000)).toBe(12_000);
  });

  it('of rows stays in another list, where a filter selection of all does not hold', () => {
    const first = readView('card=all&q=an').view;
    const second = readView('card=all&q=be').view;
    const { result, rerender } = renderHook(({ view }) => useSelecting(view), {
      initialProps: { view: first },
    });
    const isPicked = (): readonly boolean[] => [0, 1].map((n) => result.current.has(userIdOf(n)));
    act(() => {
      result.current.toggle(userIdOf(0));
    });
    rerender({ view: second });
    act(() => {
      result.current.pick([userIdOf(1)]);
    });
    expect(isPicked()).toEqual([true, true]);
    act(() => {
      result.current.drop([userIdOf(0)]);
    });
    expect(isPicked()).toEqual([false, true]);
    act(() => {
      result.current.pickAllMatching();
    });
    rerender({ view: first });
    expect(isPicked()).toEqual([false, false]);
  });

  it('takes no more rows one by one than the relay does, and says so until something else is done', () => {
    const { view } = readView('card=all');
    const { result } = renderHook(() => useSelecting(view));
    const toggle = (n: number): void => {
      act(() => {
        result.current.toggle(userIdOf(n));
      });
    };
    act(() => {
      result.current.pick(Array.from({ length: 10_000 }, (_, n) => userIdOf(n)));
    });
    expect(result.current.isFull).toBe(false);
    toggle(10_000);
    expect([result.current.isFull, result.current.has(userIdOf(10_000))]).toEqual([true, false]);
    expect(pickedCount(result.current.picked, 12_000)).toBe(10_000);
    toggle(0);
    toggle(10_000);
    expect([result.current.isFull, result.current.has(userIdOf(10_000))]).toEqual([false, true]);
    toggle(0);
    expect(result.current.isFull).toBe(true);
    act(() => {
      result.current.pickAllMatching();
    });
    expect([result.current.isFull, result.current.has(userIdOf(0))]).toEqual([false, true]);
  });
});
