// The runner that last spoke for a user is gone: what the details show is old, whatever colour it had.

import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMoments } from '../../shell/moments.ts';
import { Notice } from '../../sync/frame/Notice.tsx';

export function SilentNote({ row }: { readonly row: UserRow }) {
  const { t } = useTranslation('details');
  const { ago, at } = useMoments();
  const { runnerState, paneSeenAt, runnerSeenAt, isSyncEnabled, pausedAt } = row;
  // Whoever paused closed nothing by mistake.
  if (pausedAt !== null) return null;
  if (!isSyncEnabled || (runnerState !== 'pane-closed' && runnerState !== 'worker-silent')) return null;
  const seenAt = Date.parse((runnerState === 'pane-closed' ? paneSeenAt : runnerSeenAt) ?? '');
  if (Number.isNaN(seenAt)) return null;
  return (
    <Notice intent="warning" title={t(`silent.${runnerState}.title`)}>
      {t(`silent.${runnerState}.body`, { ago: ago(seenAt), time: at(seenAt) })}
    </Notice>
  );
}
