// What keeps the runs of a user from coming, in few words: by whom, and until when where that is known. The time stands
// before the person, because a narrow line is cut at its end.

import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMoments, useNow } from '../../shell/moments.ts';

const disabled = {
  administrator: 'row.disabled',
  user: 'row.disabledByUser',
  engine: 'row.disabledByEngine',
} as const;

/** The key of the words for whose deed it is that sync is off. */
export const disabledKeyOf = ({ disabledBy }: UserRow) => disabled[disabledBy ?? 'administrator'];

/** The runner that last spoke is gone: what the row says is as old as its last word. */
export function isSilent({ runnerState }: UserRow): boolean {
  return runnerState === 'pane-closed' || runnerState === 'worker-silent';
}

/** Null where nothing stops the runs. */
export function useStopWords(): (row: UserRow) => string | null {
  const { t } = useTranslation('monitor');
  const { at } = useMoments();
  const now = useNow();
  return (row) => {
    if (!row.isSyncEnabled) return t(disabledKeyOf(row));
    if (row.pausedAt !== null) return t('stop.byUser');
    const nextMs = row.nextRunAt === null || isSilent(row) ? 0 : Date.parse(row.nextRunAt);
    const time = nextMs > now ? at(nextMs) : null;
    if (row.badge === 'suspended') return suspended(time, row.suspendedBy === 'administrator');
    if (row.waitReason !== 'throttled' || time === null) return null;
    return t('stop.throttled', { time });
  };

  /** A pause that a person ended is over: only an administrator is named. */
  function suspended(time: string | null, isAdministrator: boolean): string {
    if (time === null) return t(isAdministrator ? 'stop.byAdministrator' : 'wait.suspended');
    return t(isAdministrator ? 'stop.untilByAdministrator' : 'stop.until', { time });
  }
}
