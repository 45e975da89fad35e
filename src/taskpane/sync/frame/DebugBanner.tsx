// While an administrator collects debug logs of this person, the person sees it, and until when.

import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { Notice } from './Notice.tsx';

export function DebugBanner() {
  const { t } = useTranslation('details');
  const { at } = useMoments();
  const now = useNow();
  const endsAt = useSnapshot().me?.debugLog?.endsAt;
  if (endsAt === undefined) return null;
  const endsMs = Date.parse(endsAt);
  if (endsMs <= now) return null;
  return <Notice intent="info">{t('debug.banner', { time: at(endsMs) })}</Notice>;
}
