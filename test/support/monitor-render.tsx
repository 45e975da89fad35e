// Shows the Monitor on a relay in memory at an address, narrow as in the pane or wide as in a window.

import { act, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Router } from 'wouter';
import { MonitorScreens } from '../../src/taskpane/monitor/MonitorScreens.tsx';
import type { OfficeHost } from '../../src/taskpane/office-host.ts';
import type { SessionSnapshot } from '../../src/taskpane/session/session.ts';
import { useFragmentLocation } from '../../src/taskpane/shell/fragment-location.ts';
import { startLanguages } from '../../src/taskpane/shell/languages.ts';
import { SessionContext } from '../../src/taskpane/shell/session-context.tsx';
import { FewStyles } from './few-styles.tsx';
import { keepDialogsNamed } from './modal-dialogs.ts';
import type { FakeRelay } from './monitor-relay.ts';
import { createFakeSession } from './pane-fake-session.ts';
import { sampleMe, signedInPerson } from './pane-samples.ts';

// A busy machine takes longer than the usual second. Whether an element is hidden is not asked: jsdom takes seconds to
// answer that for a table.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true });
keepDialogsNamed();

export const administrator = {
  ...sampleMe,
  displayName: 'Adele Vance',
  email: 'adele.vance@contoso.example',
  isAdministrator: true,
};

export interface ShowMonitor {
  readonly relay: FakeRelay;
  /** begins with `/monitor` */
  readonly path?: string;
  readonly isWide?: boolean;
  readonly snapshot?: Partial<SessionSnapshot>;
  /** the memory of this device belongs to this person: another name, another memory */
  readonly userId?: string;
  readonly openWide?: OfficeHost['openWide'];
}

let people = 0;

/** A new person for each test, so that no test sees what another one left in the browser's memory. */
function newUserId(): string {
  people += 1;
  return `22222222-2222-4222-8222-${String(people).padStart(12, '0')}`;
}

export async function showMonitor(options: ShowMonitor) {
  const { relay, path = '/monitor', isWide = true, snapshot = {}, userId = newUserId() } = options;
  await startLanguages('en');
  location.hash = path;
  layOut(isWide);
  const session = {
    ...createFakeSession({ ...signedInPerson, me: { ...administrator, userId }, ...snapshot }),
    monitor: relay.client,
    relayOptions: relay.options,
  };
  const host: OfficeHost = {
    kind: 'browser',
    language: 'en',
    canNest: false,
    colorScheme: () => 'light',
    onColorSchemeChange: () => () => undefined,
    askInDialog: () => Promise.reject(new Error('no dialog in this test')),
    tellParent: () => undefined,
    openWide: options.openWide ?? (() => undefined),
  };
  const user = userEvent.setup();
  const shown = await act(async () =>
    render(
      <FewStyles>
        <SessionContext value={session}>
          <Router hook={useFragmentLocation}>
            <MonitorScreens host={host} />
          </Router>
        </SessionContext>
      </FewStyles>,
    ),
  );
  return { user, session, unmount: shown.unmount };
}

/** jsdom lays nothing out: every element is as tall as a window, so that rows are drawn. */
function layOut(isWide: boolean): void {
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 640 });
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 1280 });
  Element.prototype.scrollTo = () => undefined;
  isNowWide = isWide;
  listeners.clear();
  window.matchMedia = (media) => {
    const matches = (): boolean => media.includes('min-width') && isNowWide;
    const tell = new Map<unknown, () => void>();
    return {
      media,
      matches: matches(),
      addEventListener: (_: string, listener: (event: object) => void) => {
        tell.set(listener, () => {
          listener({ media, matches: matches() });
        });
        listeners.add(tell.get(listener) ?? nothing);
      },
      removeEventListener: (_: string, listener: unknown) => listeners.delete(tell.get(listener) ?? nothing),
    } as unknown as MediaQueryList;
  };
}

const nothing = (): void => undefined;
const listeners = new Set<() => void>();
let isNowWide = true;

/** The window crosses the breakpoint, by its edge or by zoom. */
export function crossBreakpoint(isWide: boolean): void {
  isNowWide = isWide;
  act(() => {
    for (const listener of [...listeners]) listener();
  });
}

/** Names of users in the order of the rows that are drawn. */
export function shownNames(): (string | null)[] {
  return screen.queryAllByRole('checkbox', { name: /^Select (?!all)/ }).map((box) => {
    return box.getAttribute('aria-label')?.replace(/^Select /, '') ?? null;
  });
}
