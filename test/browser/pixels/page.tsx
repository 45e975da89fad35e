// The screens of pane and Monitor on a session and a relay in memory: the same facts in every run, which no real relay has.

import { FluentProvider } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { MonitorScreens } from '../../../src/taskpane/monitor/MonitorScreens.tsx';
import { createOfficeHost, type OfficeHost } from '../../../src/taskpane/office-host.ts';
import { useFragmentLocation } from '../../../src/taskpane/shell/fragment-location.ts';
import { startLanguages } from '../../../src/taskpane/shell/languages.ts';
import { SessionContext } from '../../../src/taskpane/shell/session-context.tsx';
import { useTheme } from '../../../src/taskpane/shell/theme.ts';
import { SyncScreens } from '../../../src/taskpane/sync/SyncScreens.tsx';
import { createFakeRelay } from '../../support/monitor-relay.ts';
import { monitorUsers } from '../../support/monitor-users.ts';
import { createFakeSession } from '../../support/pane-fake-session.ts';
import { dailyPerson, sampleConflict, sampleMe } from '../../support/pane-samples.ts';
import '../../../src/taskpane/shell/page.css';

const people = 60;

function createSession() {
  const relay = createFakeRelay(monitorUsers(people));
  const me = { ...sampleMe, displayName: 'Adele Vance', isAdministrator: true };
  const counts = { links: 412, conflicts: 1, exclusions: 3, failures: 0, heldDeletes: 0, waiting: 0 };
  const session = createFakeSession({ ...dailyPerson, me, counts }, { conflicts: [sampleConflict()] });
  return { ...session, monitor: relay.client, relayOptions: relay.options };
}

function Screens({ host }: { readonly host: OfficeHost }) {
  const isMonitor = location.hash.startsWith('#/monitor');
  return (
    <FluentProvider theme={useTheme(host)} style={{ minHeight: '100%' }}>
      <SessionContext value={session}>
        <Router hook={useFragmentLocation}>
          {isMonitor ? <MonitorScreens host={host} /> : <SyncScreens host={host} />}
        </Router>
      </SessionContext>
    </FluentProvider>
  );
}

const session = createSession();
const host = await createOfficeHost();
await startLanguages('en');
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(<Screens host={host} />);
