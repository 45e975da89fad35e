// The Monitor alone in a page, on a relay in memory: `?theme=dark&dir=rtl&users=400` choose how it looks. The page's
// `monitorRelay` moves it.

import {
  FluentProvider,
  teamsHighContrastTheme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import type { OfficeHost } from '../../src/taskpane/office-host.ts';
import { MonitorScreens } from '../../src/taskpane/monitor/MonitorScreens.tsx';
import { useFragmentLocation } from '../../src/taskpane/shell/fragment-location.ts';
import { startLanguages } from '../../src/taskpane/shell/languages.ts';
import { SessionContext } from '../../src/taskpane/shell/session-context.tsx';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay } from './monitor-relay.ts';
import { monitorUsers } from './monitor-users.ts';
import { createFakeSession } from './pane-fake-session.ts';
import { sampleMe, signedInPerson } from './pane-samples.ts';

const wanted = new URLSearchParams(location.search);
const themes = { light: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme };
const theme = themes[(wanted.get('theme') ?? 'light') as keyof typeof themes];
const direction = wanted.get('dir') === 'rtl' ? 'rtl' : 'ltr';

const relay = createFakeRelay(monitorUsers(Number(wanted.get('users') ?? '400')));
if (wanted.has('down')) {
  relay.failure = new RelayError('unreachable');
  relay.isStreamOpen = false;
}
const session = {
  ...createFakeSession({
    ...signedInPerson,
    me: {
      ...sampleMe,
      displayName: 'Adele Vance',
      email: 'adele.vance@contoso.example',
      isAdministrator: !wanted.has('rep'),
    },
    ...(wanted.has('signedout')
      ? { microsoft: { status: 'signed-out', displayName: null, account: null, error: null, isBusy: false } }
      : {}),
  }),
  monitor: relay.client,
  relayOptions: relay.options,
};
const host: OfficeHost = {
  kind: 'browser',
  language: 'en',
  canNest: false,
  colorScheme: () => 'light',
  onColorSchemeChange: () => () => undefined,
  askInDialog: () => Promise.reject(new Error('no_dialog')),
  tellParent: () => undefined,
  openWide: () => undefined,
};

Object.assign(globalThis, { monitorRelay: relay, RelayError });
await startLanguages('en');
document.documentElement.dir = direction;
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <FluentProvider theme={theme} dir={direction} style={{ minHeight: '100%' }}>
      <SessionContext value={session}>
        <Router hook={useFragmentLocation}>
          <MonitorScreens host={host} />
        </Router>
      </SessionContext>
    </FluentProvider>,
  );
