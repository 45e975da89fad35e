// Which client versions a tenant's runners have.

import type { SqlTransaction } from '../../../database/sql-database.ts';

const most = 100;

/** Goes from one version to the next by the index, whatever the number of users. Newest name first. */
export async function readClientVersions(sql: SqlTransaction, tenantId: string): Promise<string[]> {
  const largestBelow = (bound: string): string =>
    `(SELECT max(client_version COLLATE "C") FROM user_status WHERE tenant_id = $1::uuid AND client_version ${bound})`;
  const rows = await sql.query<{ version: string }>(
    `WITH RECURSIVE versions AS (
       SELECT ${largestBelow('IS NOT NULL')} AS version, 1 AS place
       UNION ALL
       SELECT ${largestBelow('COLLATE "C" < versions.version')}, place + 1 FROM versions
       WHERE version IS NOT NULL AND place < ${most})
     SELECT version FROM versions WHERE version IS NOT NULL ORDER BY place`,
    [tenantId],
  );
  return rows.map(({ version }) => version);
}
