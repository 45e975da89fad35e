// Which users a card, a search, a cause or a list of ids means, as a condition over `user_status s`.

import { endingSoon } from '../../../contract/organisation/ending-soon.ts';
import type { AuthorizationFilter, UserFilters } from '../../../contract/user-filters.ts';
import type { CardId } from '../../../contract/users.ts';
import type { SqlValue } from '../../../database/sql-database.ts';
import { defaultOrganisationSettings } from '../../../contract/settings.ts';
import { searchPattern } from '../../fold.ts';
import { heartbeatMs, runnerSilentMs } from './user-row.ts';

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

export interface UserFilter extends Optional<UserFilters> {
  readonly card: CardId;
  readonly q?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

export interface SqlCondition {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** null for those whom silent renewal keeps signed in; `LEAST` leaves out a side without an end */
export const firstEnd = 'LEAST(s.microsoft_ends_ms, s.sales_ends_ms)';
/** both sign-ins work, and one will not for long; the first condition is the index's */
export const ending = `${firstEnd} <= $2::bigint + ${endingSoon.ms} AND s.is_authorized
  AND (${endsSoon('microsoft')} OR ${endsSoon('sales')})`;

/** `isEndingSoon` of one side; a side without an end is not. */
function endsSoon(side: 'microsoft' | 'sales'): string {
  const ends = `s.${side}_ends_ms`;
  return `coalesce(${ends} <= $2::bigint +
    LEAST(${endingSoon.ms}, (${ends} - s.${side}_since_ms) / ${endingSoon.share}), false)`;
}

/** of the newest settings document, in ms */
const freshnessTarget = `coalesce((SELECT (document #>> '{runs,freshnessTargetMinutes}')::bigint FROM settings
  WHERE tenant_id = $1::uuid ORDER BY version DESC LIMIT 1),
  ${defaultOrganisationSettings.runs.freshnessTargetMinutes}) * 60000`;
/** a runner that should work does not keep up: who closed the pane or was stopped is not behind */
const behind = `s.oldest_waiting_ms < $2::bigint - ${freshnessTarget} AND s.is_enabled
  AND s.badge IS DISTINCT FROM 'suspended' AND s.paused_ms IS NULL
  AND (s.runner IS DISTINCT FROM 'pane' OR s.pane_seen_ms >= $2::bigint - ${runnerSilentMs})`;

/** `$2` is the present in epoch milliseconds; `$1` the tenant. */
export const cardConditions: Readonly<Record<CardId, string>> = {
  failed: "s.standing = 'failed'",
  never: "s.standing = 'never'",
  'in-progress': `s.run_id IS NOT NULL AND s.heartbeat_ms > $2::bigint - ${heartbeatMs}`,
  succeeded: "s.standing = 'succeeded'",
  all: 'true',
  expired: 'NOT s.is_authorized',
  disabled: "s.standing = 'disabled'",
  errors: 's.open_errors > 0',
  behind,
  stopping: ending,
};

const authorizationConditions: Readonly<Record<AuthorizationFilter, string>> = {
  both: 's.is_authorized',
  'microsoft-missing': "s.microsoft_state <> 'active'",
  'sales-missing': "s.sales_state <> 'active'",
  ending,
};

export const usersTables = 'user_status s JOIN user_profile p USING (tenant_id, user_id)';

/** Further parameters start at `$3`. */
export function userCondition(tenantId: string, nowMs: number, filter: UserFilter): SqlCondition {
  const values: SqlValue[] = [tenantId, nowMs];
  const parts = [
    's.tenant_id = $1::uuid',
    // names `$2` always: a parameter that no text mentions is an error
    '$2::bigint IS NOT NULL',
    cardConditions[filter.card],
  ];
  const next = (value: SqlValue): string => `$${values.push(value)}`;
  if (filter.q !== undefined && filter.q !== '')
    parts.push(`s.search_text LIKE ${next(searchPattern(filter.q))}::text`);
  if (filter.cause !== undefined) {
    const cause = next(filter.cause);
    parts.push(`((s.cause = ${cause}::text AND s.standing = 'failed') OR EXISTS (SELECT FROM user_errors e
      WHERE e.tenant_id = s.tenant_id AND e.user_id = s.user_id AND e.cause = ${cause}::text
        AND e.dismissed_ms IS NULL))`);
  }
  if (filter.runner === 'none') parts.push('s.runner IS NULL');
  else if (filter.runner !== undefined) parts.push(`s.runner = ${next(filter.runner)}::text`);
  if (filter.version !== undefined) parts.push(`s.client_version = ${next(filter.version)}::text`);
  if (filter.authorization !== undefined) parts.push(authorizationConditions[filter.authorization]);
  // an array without a query around it: the cast of a row's value is not leakproof and would keep the index out of reach
  if (filter.ids !== undefined)
    parts.push(`s.user_id = ANY (${next(`{${filter.ids.join(',')}}`)}::text::uuid[])`);
  if (filter.except !== undefined && filter.except.length > 0)
    parts.push(`s.user_id NOT IN (${idList(next(JSON.stringify(filter.except)))})`);
  return { text: parts.join(' AND '), values };
}

function idList(parameter: string): string {
  return `SELECT value::uuid FROM jsonb_array_elements_text(${parameter}::jsonb)`;
}
