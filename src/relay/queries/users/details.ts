// Everything the details of one user show first.

import { z } from 'zod';
import { kindCounts } from '../../../contract/runs.ts';
import { userSettings } from '../../../contract/settings.ts';
import type { UserDetails, UserRow } from '../../../contract/users.ts';
import { fromInstant, recordKind } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { readSignInMail } from '../notifications/sign-in-mails.ts';
import { readRunPage } from '../runs/history.ts';
import { readUserRows } from './user-pages.ts';
import type { RowMoment } from './user-row.ts';

const latestRuns = 10;
const countsPerKind = z.partialRecord(recordKind, kindCounts);

/** null when there is no such user in this tenant. */
export async function readDetails(
  sql: SqlTransaction,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  moment: RowMoment,
): Promise<UserDetails | null> {
  const [user] = await readUserRows(sql, tenantId, { ids: [userId], moment });
  if (user === undefined) return null;
  const [row] = await sql.query<{ settings: unknown; counts: unknown }>(
    'SELECT settings, counts FROM user_detail WHERE tenant_id = $1::uuid AND user_id = $2::uuid',
    [tenantId, userId],
  );
  const runs = await readRunPage(sql, { tenantId, userId }, { limit: latestRuns });
  return {
    user,
    signInMail: await readSignInMail(sql, { tenantId, userId }),
    disabledByName: await readDisabler(sql, tenantId, user),
    kinds: kindsOf(row ?? { settings: null, counts: null }),
    latestRuns: runs.items,
  };
}

/** A disabled row carries the instant of the deed, and so does its audit entry; two deeds of one instant name nobody. */
async function readDisabler(
  sql: SqlTransaction,
  tenantId: string,
  { disabledBy, disabledAt }: UserRow,
): Promise<string | null> {
  if (disabledBy !== 'administrator' || disabledAt === null) return null;
  const names = await sql.query<{ administrator_name: string }>(
    `SELECT DISTINCT administrator_name FROM audit
     WHERE tenant_id = $1::uuid AND at_ms = $2::bigint AND action = 'disable' LIMIT 2`,
    [tenantId, fromInstant(disabledAt)],
  );
  return names.length === 1 ? (names[0]?.administrator_name ?? null) : null;
}

function kindsOf({ settings, counts }: { settings: unknown; counts: unknown }): UserDetails['kinds'] {
  const chosen = settings === null ? [] : userSettings.parse(settings).kinds;
  const counted = countsPerKind.parse(counts ?? {});
  return recordKind.options.flatMap((kind) => {
    const own = chosen.find((candidate) => candidate.kind === kind) ?? null;
    const seen = counted[kind] ?? null;
    return own === null && seen === null ? [] : [{ kind, settings: own, counts: seen }];
  });
}
