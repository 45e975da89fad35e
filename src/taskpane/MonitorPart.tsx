// The Monitor once its code has come. Not by Suspense: React holds content back for 300 ms after a fallback was shown.

import { useEffect, useState } from 'react';
import type { OfficeHost } from './office-host.ts';
import { Failure } from './shell/Failure.tsx';
import { loadedMonitor, loadMonitor } from './load-monitor.ts';
import { LoadingScreen } from './shell/LoadingScreen.tsx';

type Loading = { readonly monitor: ReturnType<typeof loadedMonitor> } | { readonly error: unknown };

export function MonitorPart({ host }: { readonly host: OfficeHost }) {
  const [loading, setLoading] = useState<Loading>(() => ({ monitor: loadedMonitor() }));
  const isMissing = 'monitor' in loading && loading.monitor === null;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isCurrent = true;
    const show = (next: Loading): void => {
      if (isCurrent) setLoading(next);
    };
    loadMonitor().then(
      (monitor) => {
        show({ monitor });
      },
      (error: unknown) => {
        show({ error });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [isMissing]);
  if ('error' in loading)
    return (
      <Failure
        error={loading.error}
        onRetry={() => {
          setLoading({ monitor: null });
        }}
      />
    );
  if (!loading.monitor) return <LoadingScreen />;
  const { MonitorScreens } = loading.monitor;
  return <MonitorScreens host={host} />;
}
