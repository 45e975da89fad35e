// The address `/`: Start for a new person, Home for everyone else, or why the browser's memory cannot be used.

import type { OfficeHost } from '../../office-host.ts';
import { LoadingScreen } from '../../shell/LoadingScreen.tsx';
import { useSnapshot } from '../../shell/session-context.tsx';
import { StartScreen } from '../start/StartScreen.tsx';
import { firstScreenOf } from './first-screen.ts';
import { HomeScreen } from './HomeScreen.tsx';
import { StorageScreen } from './StorageScreen.tsx';

export function FirstScreen({ host }: { readonly host: OfficeHost }) {
  const snapshot = useSnapshot();
  switch (firstScreenOf(snapshot)) {
    case 'loading':
      return <LoadingScreen />;
    case 'storage':
      return <StorageScreen />;
    case 'start':
      return <StartScreen />;
    case 'home':
      return <HomeScreen host={host} />;
  }
}
