// Cards that a few of very many users stand on, found without reading all. Under row-level security an index serves only
// conditions whose functions are leakproof: `LEAST` and `<` are, `coalesce` and a minus sign are not.

import type { Migration } from '../../database/migrate.ts';

export const smallCards: Migration = {
  number: 11,
  name: 'small-cards',
  script: `
CREATE INDEX user_status_waiting ON user_status (tenant_id, oldest_waiting_ms, user_id)
  WHERE oldest_waiting_ms IS NOT NULL;
CREATE INDEX user_status_first_end ON user_status (tenant_id, (LEAST(microsoft_ends_ms, sales_ends_ms)), user_id)
  WHERE LEAST(microsoft_ends_ms, sales_ends_ms) IS NOT NULL;
DROP INDEX user_status_end;
CREATE INDEX user_status_failed_cause ON user_status (tenant_id, cause) WHERE standing = 'failed';
`,
};
