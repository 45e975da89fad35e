// The Microsoft 365 Monitor: who may see it, and what its screens share. The relay refuses everyone else whatever is shown
// here.

import { Button, Link } from '@fluentui/react-components';
import { PersonProhibited20Regular, PlugDisconnected20Regular } from '@fluentui/react-icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import type { Me } from '../../contract/runner-calls.ts';
import { createMonitorCache, type MonitorCache } from '../../store/dexie/monitor-cache.ts';
import type { OfficeHost } from '../office-host.ts';
import { LoadingScreen } from '../shell/LoadingScreen.tsx';
import { useSession, useSnapshot } from '../shell/session-context.tsx';
import { AuditScreen } from './audit/AuditScreen.tsx';
import { MonitorContext } from './data/monitor-context.tsx';
import { useAskedAhead } from './data/ask-ahead.ts';
import { createQueryClient } from './data/query-client.ts';
import { useLive } from './data/use-live.ts';
import { usePlace } from './data/use-place.ts';
import { useSelecting } from './data/use-selecting.ts';
import { Gate } from './gate/Gate.tsx';
import { NotFound } from './gate/NotFound.tsx';
import { CausesScreen } from './causes/CausesScreen.tsx';
import { RunScreen } from './details/RunScreen.tsx';
import { UserScreen } from './details/UserScreen.tsx';
import { createListMemory } from './list-memory.ts';
import { HistoryScreen } from './settings/HistoryScreen.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { UsersScreen } from './UsersScreen.tsx';

export interface MonitorScreensProps {
  readonly host: OfficeHost;
}

export function MonitorScreens({ host }: MonitorScreensProps) {
  const { microsoft, me, relay } = useSnapshot();
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
    cache: createMonitorCache({ instance: me.instanceId, tenant: me.tenantId, user: me.userId }),
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
        <Route path="/monitor/users/:id">{({ id }) => <UserScreen key={id} id={id} />}</Route>
        <Route path="/monitor/users/:id/runs/:number">
          {({ id, number }) =>
            /^\d{1,15}$/.test(number) ? (
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

function SignInFirst({ isExpired }: { readonly isExpired: boolean }) {
  const { t } = useTranslation('monitor');
  return (
    <Gate title={t('gate.title')} hint={t(isExpired ? 'gate.expired' : 'gate.signedOut')}>
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
