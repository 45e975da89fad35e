// What is shown comes from this browser's memory, or has not been heard of for a while.

import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';

export interface OldNoteProps {
  /** epoch ms of the answer that is shown */
  readonly atMs: number;
  /** the stream keeps it fresh for as long as it is on the screen; another `key` for another answer */
  readonly isStreamed?: boolean;
  /** epoch ms of the counts above a list, which may be of another moment */
  readonly countsAtMs?: number | null;
}

export function OldNote({ atMs, isStreamed = false, countsAtMs = null }: OldNoteProps) {
  const { t } = useTranslation('monitor');
  const { at } = useMoments();
  const { live } = useMonitor();
  const [shownMs] = useState(() => Date.now());
  if (!live.isAway || atMs === 0) return null;
  const isKept = isStreamed && shownMs <= live.lostMs;
  const time = at(isKept ? Math.max(atMs, live.lostMs) : atMs);
  const counts = countsAtMs === null ? time : at(countsAtMs);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {counts === time ? t('live.cachedNote', { time }) : t('live.cachedNotes', { time, counts })}
      </MessageBarBody>
    </MessageBar>
  );
}
