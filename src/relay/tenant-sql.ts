// The only way to the database: every transaction acts under a role that row-level security binds.

import type { SqlDatabase, SqlTransaction } from '../database/sql-database.ts';

export interface TenantSql {
  /** reads of one tenant */
  read<Result>(tenantId: string, work: (sql: SqlTransaction) => Promise<Result>): Promise<Result>;
  /** writes of one tenant */
  write<Result>(tenantId: string, work: (sql: SqlTransaction) => Promise<Result>): Promise<Result>;
  /** run reports of any tenants; each row's tenant came from a checked token */
  flush<Result>(work: (sql: SqlTransaction) => Promise<Result>): Promise<Result>;
  /** housekeeping over all tenants, and single-use links, which name no tenant */
  keep<Result>(work: (sql: SqlTransaction) => Promise<Result>): Promise<Result>;
}

export function createTenantSql(database: SqlDatabase): TenantSql {
  const own = (tenantId: string) => ({
    role: 'relay_app',
    settings: { 'relay.tenant_id': tenantId },
  });
  return {
    read: (tenantId, work) => database.transaction({ access: 'read', ...own(tenantId) }, work),
    write: (tenantId, work) => database.transaction({ access: 'write', ...own(tenantId) }, work),
    flush: (work) => database.transaction({ access: 'write', role: 'relay_flusher' }, work),
    keep: (work) => database.transaction({ access: 'write', role: 'relay_keeper' }, work),
  };
}
