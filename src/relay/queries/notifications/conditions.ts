// What is the case in an organisation right now, by the rules that are on. Counts and codes only.

import { readPermission } from '../application-permission.ts';
import { readCauses } from '../users/causes.ts';
import type { Condition, Question } from './condition.ts';
import { silentBackground, silentPanes } from './silent-runners.ts';

const dayMs = 86_400_000;
/** told one by one up to here; a whole company disabled at once is one fact, not thousands */
const mostDisabled = 100;

export async function conditionsNow(question: Question): Promise<Condition[]> {
  const found: Condition[] = [];
  const finds = [
    failingShare,
    sharedCauses,
    disabledByEngine,
    endingCredential,
    silentBackground,
    silentPanes,
  ];
  // one after the other: they share a transaction
  for (const find of finds) found.push(...(await find(question)));
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
