// What is shown comes from this browser's memory, or has not been heard of for a while.

import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { useMonitor } from '../data/monitor-context.tsx';

/** `atMs`: epoch ms of the answer that is shown. */
export function OldNote({ atMs }: { readonly atMs: number }) {
  const { t } = useTranslation('monitor');
  const { at } = useMoments();
  const { live } = useMonitor();
  if (!live.isAway || atMs === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t('live.cachedNote', { time: at(Math.max(atMs, live.lostMs)) })}</MessageBarBody>
    </MessageBar>
  );
}
