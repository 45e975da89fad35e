// The frame of every screen: theme, direction, session, and which screen the fragment names.

import { FluentProvider } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Router, Switch } from 'wouter';
import { MonitorPart } from './monitor-part.ts';
import type { OfficeHost } from './office-host.ts';
import type { Session } from './session/session.ts';
import { Failure } from './shell/Failure.tsx';
import { useFragmentLocation } from './shell/fragment-location.ts';
import { directionOf } from './languages/supported.ts';
import { LoadingScreen } from './shell/LoadingScreen.tsx';
import { SessionContext } from './shell/session-context.tsx';
import { startSession } from './shell/start-session.ts';
import { useTheme } from './shell/theme.ts';
import { SyncScreens } from './sync/SyncScreens.tsx';

type Started = { readonly session: Session } | { readonly error: unknown } | null;

export function App({ host }: { readonly host: OfficeHost }) {
  const { i18n } = useTranslation();
  const [started, setStarted] = useState<Started>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    startSession(host).then(
      (session) => {
        if (isCurrent) setStarted({ session });
      },
      (error: unknown) => {
        if (isCurrent) setStarted({ error });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [host, attempt]);
  const retry = (): void => {
    setStarted(null);
    setAttempt(attempt + 1);
  };
  return (
    <FluentProvider
      theme={useTheme(host)}
      dir={directionOf(i18n.resolvedLanguage ?? 'en')}
      style={{ minHeight: '100%' }}
    >
      {started === null ? <LoadingScreen /> : null}
      {started && 'error' in started ? <Failure error={started.error} onRetry={retry} /> : null}
      {started && 'session' in started ? <Screens session={started.session} host={host} /> : null}
    </FluentProvider>
  );
}

function Screens({ session, host }: { readonly session: Session; readonly host: OfficeHost }) {
  return (
    <SessionContext value={session}>
      <Router hook={useFragmentLocation}>
        <Switch>
          <Route path="/monitor/*?">
            <MonitorPart host={host} />
          </Route>
          <Route>
            <SyncScreens host={host} />
          </Route>
        </Switch>
      </Router>
    </SessionContext>
  );
}
