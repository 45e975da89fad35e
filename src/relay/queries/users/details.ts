// Everything the details of one user show first.

import { z } from 'zod';
import { kindCounts } from '../../../contract/runs.ts';
import { userSettings } from '../../../contract/settings.ts';
import type { UserDetails } from '../../../contract/users.ts';
import { recordKind } from '../../../contract/wire.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
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
  return { user, kinds: kindsOf(row ?? { settings: null, counts: null }), latestRuns: runs.items };
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
