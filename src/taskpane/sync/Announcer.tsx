// What a screen reader hears without asking: that a run began or ended, the network, a plan. Totals only, politely.

import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionSnapshot } from '../session/session.ts';
import { forReaders } from '../shell/for-readers.ts';
import { useSession } from '../shell/session-context.tsx';

const useStyles = makeStyles({
  hidden: { ...forReaders, margin: '-1px' },
});

type Announcement = 'started' | 'finished' | 'stopped' | 'paused' | 'offline' | 'online' | 'planReady';

function announcementOf(before: SessionSnapshot, now: SessionSnapshot): Announcement | null {
  if (before.isOnline !== now.isOnline) return now.isOnline ? 'online' : 'offline';
  if (before.waitingPlans.length < now.waitingPlans.length) return 'planReady';
  if (before.run.state === now.run.state) return null;
  if (now.run.state === 'running') return 'started';
  if (now.run.state === 'suspended') return 'paused';
  if (before.run.state !== 'running') return null;
  if (now.problem) return 'stopped';
  // What it wrote is a plan and nothing else.
  return now.lastRun?.cause === 'plan-waiting' ? 'planReady' : 'finished';
}

export function Announcer() {
  const styles = useStyles();
  const session = useSession();
  const { t } = useTranslation();
  const [said, setSaid] = useState<Announcement | null>(null);
  const last = useRef<SessionSnapshot | null>(null);
  useEffect(() => {
    last.current = session.snapshot();
    return session.subscribe(() => {
      const now = session.snapshot();
      const next = last.current ? announcementOf(last.current, now) : null;
      last.current = now;
      if (next) setSaid(next);
    });
  }, [session]);
  return (
    <div role="status" aria-live="polite" className={styles.hidden}>
      {said ? t(`announce.${said}`) : ''}
    </div>
  );
}
