// Shows the rep's screens of a fake session at a path, as the pane does, without the host and without the network.

import { act, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Router } from 'wouter';
import type { OfficeHost } from '../../src/taskpane/office-host.ts';
import { useFragmentLocation } from '../../src/taskpane/shell/fragment-location.ts';
import { startLanguages } from '../../src/taskpane/shell/languages.ts';
import { SessionContext } from '../../src/taskpane/shell/session-context.tsx';
import { SyncScreens } from '../../src/taskpane/sync/SyncScreens.tsx';
import { FewStyles } from './few-styles.tsx';
import { keepDialogsNamed } from './modal-dialogs.ts';
import type { FakeSession } from './pane-fake-session.ts';

export const browserHost: OfficeHost = {
  kind: 'browser',
  language: 'en',
  canNest: false,
  colorScheme: () => 'light',
  onColorSchemeChange: () => () => undefined,
  openWide: () => undefined,
  askInDialog: () => Promise.reject(new Error('no dialog in this test')),
  tellParent: () => undefined,
};

// Screens are loaded when they are opened; a busy machine takes longer than the usual second.
configure({ asyncUtilTimeout: 10_000 });
keepDialogsNamed();

export async function showPane(session: FakeSession, path = '/', host: OfficeHost = browserHost) {
  await startLanguages('en');
  location.hash = path;
  // jsdom has no layout to scroll, and says so on the console.
  window.scrollTo = () => undefined;
  const user = userEvent.setup();
  // Lazy screens arrive within the act.
  await act(async () => {
    render(
      <FewStyles>
        <SessionContext value={session}>
          <Router hook={useFragmentLocation}>
            <SyncScreens host={host} />
          </Router>
        </SessionContext>
      </FewStyles>,
    );
  });
  return user;
}
