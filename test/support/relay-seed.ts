// Many users at once, written straight into the tables: paging and counting need hundreds, and what they are is the test's.

import type { SqlDatabase } from '../../src/database/sql-database.ts';
import { fold, searchText } from '../../src/relay/fold.ts';
import { tenantId } from './relay-tokens.ts';

export interface SeedUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly outcome?: string | null;
  readonly isEnabled?: boolean;
  readonly lastStartMs?: number;
  readonly durationMs?: number;
  readonly openErrors?: number;
  readonly heartbeatMs?: number;
  readonly isRunning?: boolean;
  readonly salesState?: string;
}

export function seedId(n: number): string {
  return `5eed0000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export async function seedUsers(database: SqlDatabase, users: readonly SeedUser[]): Promise<void> {
  const rows = users.map((user) => ({
    user_id: user.id,
    display_name: user.name,
    email: user.email,
    email_key: fold(user.email),
    search_text: searchText([user.name, user.email, null]),
    sort_name: fold(user.name),
    outcome: user.outcome ?? null,
    is_enabled: user.isEnabled ?? true,
    last_start_ms: user.lastStartMs ?? 0,
    duration_ms: user.durationMs ?? -1,
    open_errors: user.openErrors ?? 0,
    heartbeat_ms: user.heartbeatMs ?? 0,
    run_id: user.isRunning === true ? user.id : null,
    sales_state: user.salesState ?? 'active',
  }));
  const values = [tenantId, JSON.stringify(rows)];
  await database.query(
    `INSERT INTO user_profile (tenant_id, user_id, display_name, email, email_key, search_text, signed_up_ms)
     SELECT $1::uuid, user_id, display_name, email, email_key, search_text, 1
     FROM jsonb_to_recordset($2::jsonb) AS r(user_id uuid, display_name text, email text, email_key text, search_text text)`,
    values,
  );
  await database.query(
    `INSERT INTO user_status (tenant_id, user_id, sort_name, search_text, signed_up_ms, outcome, is_enabled, last_start_ms,
       duration_ms, open_errors, heartbeat_ms, run_id, microsoft_state, sales_state, microsoft_since_ms, sales_since_ms)
     SELECT $1::uuid, user_id, sort_name, search_text, 1, outcome, is_enabled, last_start_ms, duration_ms, open_errors, heartbeat_ms,
       run_id, 'active', sales_state, 1, 1
     FROM jsonb_to_recordset($2::jsonb) AS r(user_id uuid, sort_name text, search_text text, outcome text, is_enabled boolean,
       last_start_ms bigint, duration_ms bigint, open_errors int, heartbeat_ms bigint, run_id uuid, sales_state text)`,
    values,
  );
}

export async function clearUsers(database: SqlDatabase): Promise<void> {
  await database.query('DELETE FROM user_profile');
  await database.query('DELETE FROM user_status');
}
