// The little of a browser's window that a session listens to, for tests without a page.

export interface PaneWindow {
  goOnline(isOnline: boolean): void;
  takeAway(): void;
}

export function givePaneWindow(): PaneWindow {
  const events = new EventTarget();
  const browser = { onLine: true, locks: undefined };
  const given = {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    navigator: browser,
    localStorage: emptyStorage(),
    location: new URL('https://pane.test/taskpane.html'),
  };
  const before = Object.keys(given).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return {
    goOnline: (isOnline) => {
      browser.onLine = isOnline;
      events.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
    },
    takeAway: () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}

function emptyStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => {
      values.set(name, value);
    },
    removeItem: (name) => {
      values.delete(name);
    },
  };
}
