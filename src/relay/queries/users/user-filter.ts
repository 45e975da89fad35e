// Which users a card, a search, a cause or a list of ids means, as a condition over `user_status s` and `user_profile p`.

import type { CardId } from '../../../contract/users.ts';
import type { CauseCode } from '../../../contract/causes.ts';
import type { SqlValue } from '../../../database/sql-database.ts';
import { searchPattern } from '../../fold.ts';
import { heartbeatMs } from './user-row.ts';

export interface UserFilter {
  readonly card: CardId;
  readonly q?: string | undefined;
  readonly cause?: CauseCode | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

export interface SqlCondition {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

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
    parts.push(`p.search_text LIKE ${next(searchPattern(filter.q))}::text`);
  if (filter.cause !== undefined) {
    const cause = next(filter.cause);
    parts.push(`(s.cause = ${cause}::text OR EXISTS (SELECT FROM user_errors e
      WHERE e.tenant_id = s.tenant_id AND e.user_id = s.user_id AND e.cause = ${cause}::text))`);
  }
  if (filter.ids !== undefined) parts.push(`s.user_id IN (${idList(next(JSON.stringify(filter.ids)))})`);
  if (filter.except !== undefined && filter.except.length > 0)
    parts.push(`s.user_id NOT IN (${idList(next(JSON.stringify(filter.except)))})`);
  return { text: parts.join(' AND '), values };
}

function idList(parameter: string): string {
  return `SELECT value::uuid FROM jsonb_array_elements_text(${parameter}::jsonb)`;
}
