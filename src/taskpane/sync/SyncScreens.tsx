// Which screen of the rep the fragment names. Home and Start are part of the first load; every other screen is fetched
// when it is opened.

import { lazy, Suspense, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { OfficeHost } from '../office-host.ts';
import { LoadingScreen } from '../shell/LoadingScreen.tsx';
import { Announcer } from './Announcer.tsx';
import { ArrivalContext } from './frame/arrival.ts';
import { FirstScreen } from './home/FirstScreen.tsx';
import { NotFoundScreen } from './home/NotFoundScreen.tsx';

const PlanScreen = lazy(async () => ({ default: (await import('./plan/PlanScreen.tsx')).PlanScreen }));
const ConflictsScreen = lazy(async () => ({
  default: (await import('./conflicts/ConflictsScreen.tsx')).ConflictsScreen,
}));
const KeptScreen = lazy(async () => ({ default: (await import('./kept/KeptScreen.tsx')).KeptScreen }));
const ExcludedScreen = lazy(async () => ({
  default: (await import('./excluded/ExcludedScreen.tsx')).ExcludedScreen,
}));
const HeldScreen = lazy(async () => ({ default: (await import('./held/HeldScreen.tsx')).HeldScreen }));
const HistoryScreen = lazy(async () => ({
  default: (await import('./history/HistoryScreen.tsx')).HistoryScreen,
}));
const RunScreen = lazy(async () => ({ default: (await import('./history/RunScreen.tsx')).RunScreen }));
const SettingsScreen = lazy(async () => ({
  default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen,
}));
const AccountsScreen = lazy(async () => ({
  default: (await import('./accounts/AccountsScreen.tsx')).AccountsScreen,
}));

export interface SyncScreensProps {
  readonly host: OfficeHost;
}

export function SyncScreens({ host }: SyncScreensProps) {
  return (
    <ArrivalContext value={useCameFrom()}>
      <Announcer />
      <Suspense fallback={<LoadingScreen />}>
        <Switch>
          <Route path="/">
            <FirstScreen host={host} />
          </Route>
          <Route path="/plan">
            <PlanScreen />
          </Route>
          <Route path="/conflicts">
            <ConflictsScreen />
          </Route>
          <Route path="/kept">
            <KeptScreen />
          </Route>
          <Route path="/excluded">
            <ExcludedScreen />
          </Route>
          <Route path="/held">
            <HeldScreen />
          </Route>
          <Route path="/history">
            <HistoryScreen />
          </Route>
          <Route path="/history/:runId">{({ runId }) => <RunScreen runId={runId} />}</Route>
          <Route path="/settings">
            <SettingsScreen host={host} />
          </Route>
          <Route path="/accounts">
            <AccountsScreen />
          </Route>
          <Route>
            <NotFoundScreen />
          </Route>
        </Switch>
      </Suspense>
    </ArrivalContext>
  );
}

/** Path before the current one; null until the person moved. */
function useCameFrom(): string | null {
  const [path] = useLocation();
  const [trail, setTrail] = useState<{ readonly at: string; readonly from: string | null }>({
    at: path,
    from: null,
  });
  if (trail.at === path) return trail.from;
  setTrail({ at: path, from: trail.at });
  return trail.at;
}
