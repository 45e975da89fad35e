// Users grouped by what is to blame.

import type { CauseGroups } from '../../../contract/administration.ts';
import type { CauseCode } from '../../../contract/causes.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

export async function readCauses(sql: SqlTransaction, tenantId: string): Promise<CauseGroups> {
  const items = await sql.query<{ cause: CauseCode; users: number }>(
    `SELECT cause, count(*) AS users FROM (
       SELECT cause, user_id FROM user_status
       WHERE tenant_id = $1::uuid AND standing = 'failed' AND cause IS NOT NULL
       UNION
       SELECT cause, user_id FROM user_errors WHERE tenant_id = $1::uuid) blamed
     GROUP BY cause ORDER BY users DESC, cause`,
    [tenantId],
  );
  return { items };
}
