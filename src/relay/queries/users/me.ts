// What a runner learns about its own user.

import { forRunners } from '../../../contract/organisation/for-runners.ts';
import { userSettings } from '../../../contract/settings.ts';
import type { Me } from '../../../contract/runner-calls.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { Caller } from '../../identity/caller.ts';
import { readActiveDebugLog } from '../debug-logs/debug-logs.ts';
import { readInstance, readSettings } from '../tenants.ts';
import { ownProfile } from './profiles.ts';
import { instantOrNull } from './user-row.ts';

interface Stored {
  is_enabled: boolean;
  disabled_by: Me['sync']['disabledBy'];
  disabled_reason: string | null;
  disabled_ms: number | null;
  last_success_started_ms: number;
  pane_seen_ms: number;
  sign_in_asked_ms: number | null;
  paused_ms: number | null;
  settings: unknown;
}

/** Throws `user-deleted` or `not-found`. */
export async function readMe(sql: SqlTransaction, caller: Caller, nowMs: number): Promise<Me> {
  const profile = await ownProfile(sql, caller);
  const [row] = await sql.query<Stored>(
    `SELECT s.is_enabled, s.disabled_by, s.disabled_reason, s.disabled_ms, s.last_success_started_ms,
       s.pane_seen_ms, s.sign_in_asked_ms, s.paused_ms, d.settings
     FROM user_status s LEFT JOIN user_detail d USING (tenant_id, user_id)
     WHERE s.tenant_id = $1::uuid AND s.user_id = $2::uuid`,
    [caller.tenantId, profile.userId],
  );
  if (row === undefined) throw new Error('a profile without a status');
  const organisation = await readSettings(sql, caller.tenantId);
  return {
    userId: profile.userId,
    tenantId: caller.tenantId,
    displayName: profile.displayName,
    email: profile.email,
    salesUserName: profile.salesUserName,
    isAdministrator: caller.isAdministrator,
    sync: {
      isEnabled: row.is_enabled,
      disabledBy: row.disabled_by,
      disabledReason: row.disabled_reason,
      disabledAt: instantOrNull(row.disabled_ms),
    },
    instanceId: (await readInstance(sql, caller.tenantId)) ?? '',
    organisation: forRunners(organisation.settings),
    settings: row.settings === null ? null : userSettings.parse(row.settings),
    lastSuccessStartedAt: instantOrNull(row.last_success_started_ms),
    paneSeenAt: instantOrNull(row.pane_seen_ms),
    debugLog: await readActiveDebugLog(sql, { tenantId: caller.tenantId, userId: profile.userId }, nowMs),
    pausedAt: instantOrNull(row.paused_ms),
    signInAskedAt: instantOrNull(row.sign_in_asked_ms),
  };
}
