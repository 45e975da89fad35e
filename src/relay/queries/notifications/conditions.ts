// What is the case in an organisation right now, by the rules that are on. Counts and codes only.

import type { NotificationRule } from '../../../contract/organisation/notifications.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import { toInstant } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { readPermission } from '../application-permission.ts';
import { nowMs as databaseMs } from '../database-time.ts';
import { readCauses } from '../users/causes.ts';

export interface Condition {
  readonly rule: NotificationRule;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

type Rules = OrganisationSettings['notifications'];

interface Question {
  readonly sql: SqlTransaction;
  readonly tenantId: string;
  readonly rules: Rules;
  readonly nowMs: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** told one by one up to here; a whole company disabled at once is one fact, not thousands */
const mostDisabled = 100;

export async function conditionsNow(question: Question): Promise<Condition[]> {
  const found: Condition[] = [];
  // one after the other: they share a transaction
  for (const find of [failingShare, sharedCauses, disabledByEngine, endingCredential, silentRunners])
    found.push(...(await find(question)));
  return found;
}

async function failingShare({ sql, tenantId, rules }: Question): Promise<Condition[]> {
  const { isOn, percent } = rules.failingShare;
  if (!isOn) return [];
  const [row] = await sql.query<{ failing: number; users: number }>(
    `SELECT count(*) FILTER (WHERE standing = 'failed') AS failing, count(*) AS users FROM user_status
     WHERE tenant_id = $1::uuid AND standing <> 'disabled'`,
    [tenantId],
  );
  if (row === undefined || row.users === 0 || row.failing * 100 <= percent * row.users) return [];
  return [{ rule: 'failing-share', subject: '', facts: { ...row, abovePercent: percent } }];
}

async function sharedCauses({ sql, tenantId, rules }: Question): Promise<Condition[]> {
  const { isOn, users: most } = rules.sharedCause;
  if (!isOn) return [];
  const { items } = await readCauses(sql, tenantId);
  return items
    .filter(({ users }) => users > most)
    .map(({ cause, users }) => ({
      rule: 'shared-cause',
      subject: cause,
      facts: { cause, users, aboveUsers: most },
    }));
}

async function disabledByEngine({ sql, tenantId, rules }: Question): Promise<Condition[]> {
  if (!rules.disabledByEngine.isOn) return [];
  const rows = await sql.query<{ user_id: string }>(
    `SELECT user_id FROM user_status WHERE tenant_id = $1::uuid AND NOT is_enabled AND disabled_by = 'engine'
     ORDER BY user_id LIMIT ${mostDisabled}`,
    [tenantId],
  );
  return rows.map(({ user_id }) => ({
    rule: 'disabled-by-engine',
    subject: user_id,
    facts: { userId: user_id },
  }));
}

async function endingCredential({ sql, tenantId, rules, nowMs }: Question): Promise<Condition[]> {
  const { isOn, days } = rules.credentialExpiring;
  if (!isOn) return [];
  const { certificateEndsAt } = await readPermission(sql, tenantId, nowMs);
  if (certificateEndsAt === null || Date.parse(certificateEndsAt) - nowMs > days * dayMs) return [];
  return [{ rule: 'credential-expiring', subject: 'certificate', facts: { endsAt: certificateEndsAt } }];
}

/** By kind of runner, of users for whom sync is on: one closed pane is nothing, all of them silent is. */
async function silentRunners({ sql, tenantId, rules }: Question): Promise<Condition[]> {
  const { isOn, minutes } = rules.silentRunner;
  if (!isOn) return [];
  const rows = await sql.query<{ runner: string; seen: number; users: number }>(
    `SELECT runner, max(runner_seen_ms) AS seen, count(*) AS users FROM user_status
     WHERE tenant_id = $1::uuid AND is_enabled AND runner IS NOT NULL
     GROUP BY runner HAVING max(runner_seen_ms) < ${databaseMs} - $2::bigint ORDER BY runner`,
    [tenantId, minutes * minuteMs],
  );
  return rows.map(({ runner, seen, users }) => ({
    rule: 'silent-runner',
    subject: runner,
    facts: { runner, users, lastReportAt: toInstant(seen) },
  }));
}
