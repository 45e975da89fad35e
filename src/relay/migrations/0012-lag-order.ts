// The order by lag takes those who are switched off for users without one, as the table shows them: nothing waits for a run that is not to come.

import type { Migration } from '../../database/migrate.ts';

export const lagOrder: Migration = {
  number: 12,
  name: 'lag-order',
  script: `
DROP INDEX user_status_lag;
CREATE INDEX user_status_lag ON user_status
  (tenant_id, (CASE WHEN is_enabled THEN -coalesce(oldest_waiting_ms, 9007199254740991)
    ELSE -9007199254740991 END), user_id);
`,
};
