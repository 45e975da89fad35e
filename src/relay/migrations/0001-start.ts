// The first schema. Instants are epoch milliseconds; 0 (in a sort column) or NULL means never. `tenant_id` leads every key.
// Row-level security binds the roles of the relay; the connection's own role migrates only.

import type { Migration } from '../../database/migrate.ts';
import { administrationTables } from './first/administration-tables.ts';
import { securityRules } from './first/security.ts';
import { userTables } from './first/user-tables.ts';

/** Where the extension cannot be had, searching reads a tenant's rows one by one. */
const search = `
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX user_profile_search ON user_profile USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available: searches read row by row';
END $$;
`;

export const start: Migration = {
  number: 1,
  name: 'start',
  script: [userTables, administrationTables, search, securityRules].join('\n'),
};
