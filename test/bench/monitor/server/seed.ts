// A company of any size in the relay's tables, made by the database itself: sending a million rows would take longer than
// storing them. The same number of users gives the same company, but for times, which count back from now.

import { fakerDE, fakerEN, fakerES } from '@faker-js/faker';
import type { SqlDatabase } from '../../../../src/database/sql-database.ts';
import { fold } from '../../../../src/relay/fold.ts';
import { tenantId } from '../../../support/relay-tokens.ts';

const usersPerStatement = 20_000;

export async function seedCompany(
  database: SqlDatabase,
  users: number,
  say: (line: string) => void,
): Promise<void> {
  const names = JSON.stringify(someNames());
  const nowMs = Date.now();
  for (let from = 1; from <= users; from += usersPerStatement) {
    const to = Math.min(users, from + usersPerStatement - 1);
    await database.query(profiles, [tenantId, names, from, to, nowMs]);
    await database.query(statuses, [tenantId, from, to, nowMs]);
    say(`seeded ${to} of ${users} users`);
  }
  await database.query(openErrors, [tenantId, nowMs]);
  // Housekeeping of a database that has been in use for a while; outside of a transaction, so one by one.
  for (const table of ['user_profile', 'user_status', 'user_errors'])
    await database.query(`VACUUM ANALYZE ${table}`);
}

interface Name {
  readonly shown: string;
  readonly folded: string;
}

function someNames(): { readonly first: readonly Name[]; readonly last: readonly Name[] } {
  const fakers = [fakerEN, fakerES, fakerDE];
  for (const faker of fakers) faker.seed(7);
  const many = (count: number, make: (faker: typeof fakerEN) => string): readonly Name[] => {
    const distinct = new Set(fakers.flatMap((faker) => Array.from({ length: count }, () => make(faker))));
    return [...distinct].map((shown) => ({ shown, folded: fold(shown) }));
  };
  return {
    first: many(200, (faker) => faker.person.firstName()),
    last: many(400, (faker) => faker.person.lastName()),
  };
}

/** A number from 0 to 1 that belongs to user `n`; another one for every salt. */
const chance = (salt: number): string => `((hashint8extended(n, ${salt}) & 1048575) / 1048576.0)`;
const pick = (salt: number, values: readonly string[]): string =>
  `(ARRAY[${values.map((value) => `'${value}'`).join(', ')}])[1 + floor(${chance(salt)} * ${values.length})::int]`;
/** Valid as a random UUID, which ids of users and people are. */
const uuid = (kind: string): string =>
  `overlay(overlay(md5('${kind}' || n) placing '4' from 13) placing '8' from 17)::uuid`;

const profiles = `
WITH first AS (SELECT at - 1 AS at, value->>'shown' AS shown, value->>'folded' AS folded
    FROM jsonb_array_elements($2::jsonb->'first') WITH ORDINALITY AS e(value, at)),
  last AS (SELECT at - 1 AS at, value->>'shown' AS shown, value->>'folded' AS folded
    FROM jsonb_array_elements($2::jsonb->'last') WITH ORDINALITY AS e(value, at)),
  numbered AS (SELECT n, floor(${chance(1)} * (SELECT count(*) FROM first))::bigint AS first_at,
      floor(${chance(2)} * (SELECT count(*) FROM last))::bigint AS last_at
    FROM generate_series($3::bigint, $4::bigint) AS n)
INSERT INTO user_profile (tenant_id, user_id, oid, display_name, email, email_key, sales_user_name, sales_user_key,
  search_text, signed_up_ms)
SELECT $1::uuid, ${uuid('user')}, ${uuid('oid')}, f.shown || ' ' || l.shown, a.email, a.email, a.name, a.name,
  ' ' || f.folded || ' ' || l.folded || ' ' || a.email || ' ' || a.name,
  $5::bigint - floor(${chance(3)} * 31536000000)::bigint
FROM numbered JOIN first f ON f.at = first_at JOIN last l ON l.at = last_at,
  LATERAL (SELECT replace(f.folded || '.' || l.folded, ' ', '') || n || '@contoso.example' AS email,
    replace(f.folded || '.' || l.folded, ' ', '') || n AS name) a`;

const causes = ['microsoft-sign-in-expired', 'sales-sign-in-expired', 'sales-role-missing', 'field-rejected'];
const minuteMs = 60_000;

/** 4 % disabled, 3 % never synchronized, 4 % failing, the others fine; 2 % of sign-ins have ended, 1 % end this week. */
const statuses = `
WITH numbered AS (SELECT n, ${chance(10)} AS fate, ${chance(11)} AS access,
    $4::bigint - floor(${chance(12)} * ${60 * minuteMs})::bigint AS start_ms,
    1500 + floor(power(${chance(13)}, 4) * 240000)::bigint AS took_ms, ${chance(14)} AS troubled
  FROM generate_series($2::bigint, $3::bigint) AS n),
  judged AS (SELECT *, fate >= 0.93 AND fate < 0.96 AS is_new,
    CASE WHEN fate >= 0.93 AND fate < 0.96 THEN NULL WHEN fate < 0.025 THEN 'failed' WHEN fate < 0.04 THEN 'partly-failed'
      WHEN fate < 0.12 THEN 'succeeded-with-conflicts' ELSE 'succeeded' END AS outcome FROM numbered)
INSERT INTO user_status (tenant_id, user_id, sort_name, search_text, signed_up_ms, outcome, cause, cause_side, outcome_started_ms,
  duration_ms, microsoft_ms, sales_ms, internal_ms, newest_finished_ms, last_start_ms, last_scheduled_ms, last_finish_ms,
  last_success_ms, last_success_started_ms, next_run_ms, conflicts, open_errors, oldest_waiting_ms, microsoft_state,
  microsoft_since_ms, microsoft_ends_ms, sales_state, sales_since_ms, sales_ends_ms, is_enabled, disabled_by,
  disabled_ms, runner, client_version, pane_seen_ms, runner_seen_ms)
SELECT $1::uuid, p.user_id, split_part(ltrim(p.search_text), ' ' || p.email_key, 1), p.search_text, p.signed_up_ms, outcome,
  CASE WHEN fate < 0.04 THEN ${pick(15, causes)} END, CASE WHEN fate < 0.04 THEN ${pick(16, ['sales', 'microsoft'])} END,
  CASE WHEN is_new THEN 0 ELSE start_ms END, CASE WHEN is_new THEN -1 ELSE took_ms END,
  took_ms * 45 / 100, took_ms * 35 / 100, took_ms - took_ms * 45 / 100 - took_ms * 35 / 100,
  CASE WHEN is_new THEN 0 ELSE start_ms END, CASE WHEN is_new THEN 0 ELSE start_ms END,
  CASE WHEN is_new THEN 0 ELSE start_ms END, CASE WHEN is_new THEN 0 ELSE start_ms + took_ms END,
  CASE WHEN is_new THEN 0 WHEN fate < 0.04 THEN start_ms - 7200000 ELSE start_ms + took_ms END,
  CASE WHEN is_new THEN 0 WHEN fate < 0.04 THEN start_ms - 7200000 ELSE start_ms END,
  start_ms + ${90 * minuteMs}, CASE WHEN fate >= 0.04 AND fate < 0.12 THEN 1 + (n % 5)::int ELSE 0 END,
  CASE WHEN troubled < 0.03 THEN 1 + floor(troubled * 1000)::int ELSE 0 END,
  CASE WHEN troubled > 0.99 THEN $4::bigint - floor(${chance(17)} * ${600 * minuteMs})::bigint END,
  CASE WHEN access < 0.01 THEN 'expired' ELSE 'active' END, p.signed_up_ms,
  CASE WHEN access > 0.9 THEN $4::bigint + floor(${chance(18)} * ${70 * 1440 * minuteMs})::bigint END,
  CASE WHEN access >= 0.01 AND access < 0.02 THEN 'expired' ELSE 'active' END, p.signed_up_ms, NULL,
  fate < 0.96, CASE WHEN fate >= 0.96 THEN 'administrator' END,
  CASE WHEN fate >= 0.96 THEN start_ms - ${1440 * minuteMs} END, ${pick(19, ['pane', 'worker', 'delegated'])},
  ${pick(20, ['0.1.0', '0.1.1', '0.2.0'])}, CASE WHEN is_new THEN 0 ELSE start_ms END,
  CASE WHEN is_new THEN 0 ELSE start_ms + took_ms END
FROM judged JOIN user_profile p ON p.tenant_id = $1::uuid AND p.user_id = ${uuid('user')}`;

const openErrors = `
INSERT INTO user_errors (tenant_id, user_id, error_key, cause, failure, since_ms, transaction_number)
SELECT tenant_id, user_id, 'contact:' || md5(user_id::text) || ':sales:update', 'field-rejected',
  jsonb_build_object('kind', 'contact', 'recordKey', md5(user_id::text), 'side', 'sales', 'operation', 'update',
    'cause', 'field-rejected', 'attribute', 'EmailAddress', 'status', 400, 'requestId', NULL), $2::bigint - 3600000, 1
FROM user_status WHERE tenant_id = $1::uuid AND open_errors > 0`;
