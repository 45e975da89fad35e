// The Microsoft 365 Monitor: who may see it, and what its screens share. The relay refuses everyone else whatever is shown
// here.

import { Button, Link } from '@fluentui/react-components';
import { PersonProhibited20Regular, PlugDisconnected20Regular } from '@fluentui/react-icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import type { Me } from '../../contract/runner-calls.ts';
import { userId } from '../../contract/wire.ts';
import { createMonitorCache, type MonitorCache } from '../../store/dexie/monitor-cache.ts';
import { keepModalRules } from '../keep-modal-rules.tsx';
import type { OfficeHost } from '../office-host.ts';
import { LoadingScreen } from '../shell/LoadingScreen.tsx';
import { createPart } from '../shell/part.tsx';
import { useSession, useSnapshot } from '../shell/session-context.tsx';
import { SignInButton } from '../sync/accounts/SignInButton.tsx';
import { SignInProblem } from '../sync/accounts/SignInProblem.tsx';
import { MonitorContext } from './data/monitor-context.tsx';
import { useAskedAhead } from './data/ask-ahead.ts';
import { createQueryClient } from './data/query-client.ts';
import { useLive } from './data/use-live.ts';
import { usePlace } from './data/use-place.ts';
import { useSelecting } from './data/use-selecting.ts';
import { Gate } from './gate/Gate.tsx';
import { NotFound } from './gate/NotFound.tsx';
import { createListMemory } from './list-memory.ts';
import { UsersScreen } from './UsersScreen.tsx';

// The list comes first; what is behind it is fetched while somebody reads it.
const AuditScreen = createPart(async () => (await import('./audit/AuditScreen.tsx')).AuditScreen);
const CausesScreen = createPart(async () => (await import('./causes/CausesScreen.tsx')).CausesScreen);
const RunScreen = createPart(async () => (await import('./details/RunScreen.tsx')).RunScreen);
const UserScreen = createPart(async () => (await import('./details/UserScreen.tsx')).UserScreen);
const HistoryScreen = createPart(async () => (await import('./settings/HistoryScreen.tsx')).HistoryScreen);
const SettingsScreen = createPart(async () => (await import('./settings/SettingsScreen.tsx')).SettingsScreen);
const others = [UserScreen, CausesScreen, SettingsScreen, RunScreen, HistoryScreen, AuditScreen];
const calmMs = 1_500;
/** answers: a user's details are five of them */
const mostRemembered = 150;

/** The relay would refuse any other: a link cut short is no fault of the service. */
const isUserId = (text: string): boolean => userId.safeParse(text).success;

export interface MonitorScreensProps {
  readonly host: OfficeHost;
}

export function MonitorScreens({ host }: MonitorScreensProps) {
  const { microsoft, me, relay } = useSnapshot();
  useEffect(keepModalRules, []);
  if (microsoft.status === 'checking') return <LoadingScreen />;
  if (microsoft.status !== 'active') return <SignInFirst isExpired={microsoft.status === 'expired'} />;
  if (!me) return relay === 'unreachable' ? <Unreachable /> : <LoadingScreen />;
  if (!me.isAdministrator) return <NotAdministrator me={me} />;
  return <Administrator key={`${me.tenantId} ${me.userId}`} host={host} me={me} />;
}

function Administrator({ host, me }: { readonly host: OfficeHost; readonly me: Me }) {
  const { monitor } = useSession();
  const [desk] = useState(() => ({
    queries: createQueryClient(),
    client: monitor,
    // Never closed: its connection opens with the first read, and lets go by itself when the database is deleted.
    cache: createMonitorCache(
      { instance: me.instanceId, tenant: me.tenantId, user: me.userId },
      mostRemembered,
    ),
  }));
  const isReady = useAskedAhead(desk);
  if (!isReady) return <LoadingScreen />;
  return (
    <QueryClientProvider client={desk.queries}>
      <Screens host={host} me={me} cache={desk.cache} />
    </QueryClientProvider>
  );
}

interface ScreensProps {
  readonly host: OfficeHost;
  readonly me: Me;
  readonly cache: MonitorCache;
}

function Screens({ host, me, cache }: ScreensProps) {
  const session = useSession();
  const live = useLive(session.relayOptions);
  const { view } = usePlace();
  const selecting = useSelecting(view);
  const [memory] = useState(createListMemory);
  const { monitor: client } = session;
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const part of others) part.ahead();
    }, calmMs);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <MonitorContext value={{ client, cache, host, me, live, selecting, memory }}>
      <Switch>
        <Route path="/monitor">
          <UsersScreen />
        </Route>
        <Route path="/monitor/causes">
          <CausesScreen />
        </Route>
        <Route path="/monitor/settings">
          <SettingsScreen />
        </Route>
        <Route path="/monitor/settings/history">
          <HistoryScreen />
        </Route>
        <Route path="/monitor/audit">
          <AuditScreen />
        </Route>
        <Route path="/monitor/users/:id">
          {({ id }) => (isUserId(id) ? <UserScreen key={id} id={id} /> : <NotFound />)}
        </Route>
        <Route path="/monitor/users/:id/errors">
          {({ id }) => (isUserId(id) ? <UserScreen key={id} id={id} isAboutErrors /> : <NotFound />)}
        </Route>
        <Route path="/monitor/users/:id/runs/:number">
          {({ id, number }) =>
            isUserId(id) && /^[1-9]\d{0,14}$/.test(number) ? (
              <RunScreen key={`${id} ${number}`} id={id} transactionNumber={Number(number)} />
            ) : (
              <NotFound />
            )
          }
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </MonitorContext>
  );
}

/** Signs in from here: whoever followed a link comes back to what it names. */
function SignInFirst({ isExpired }: { readonly isExpired: boolean }) {
  const { t } = useTranslation('monitor');
  const { error, isBusy } = useSnapshot().microsoft;
  return (
    <Gate title={t('gate.title')} hint={t(isExpired ? 'gate.expired' : 'gate.signedOut')}>
      <SignInButton side="microsoft" isFirst />
      {error && !isBusy ? <SignInProblem error={error} /> : null}
      <Link href="#/">{t('gate.start')}</Link>
    </Gate>
  );
}

function NotAdministrator({ me }: { readonly me: Me }) {
  const { t } = useTranslation('monitor');
  return (
    <Gate
      icon={<PersonProhibited20Regular />}
      title={t('gate.notAdministrator')}
      hint={t('gate.whomToAsk', { email: me.email })}
    >
      <Link href="#/">{t('header.back')}</Link>
    </Gate>
  );
}

function Unreachable() {
  const { t } = useTranslation('monitor');
  return (
    <Gate icon={<PlugDisconnected20Regular />} title={t('gate.unreachable')} hint={t('gate.unreachableHint')}>
      <Button
        onClick={() => {
          location.reload();
        }}
      >
        {t('problem.retry')}
      </Button>
      <Link href="#/">{t('header.back')}</Link>
    </Gate>
  );
}
