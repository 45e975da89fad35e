// Indexes for the orders of the Monitor's table that hold for any number of users, and for the cards Stops within 7 days
// and Never Synced. An order runs both ways, so one index serves ascending and descending.

import type { Migration } from '../../database/migrate.ts';

export const tableOrders: Migration = {
  number: 5,
  name: 'table-orders',
  script: `
CREATE INDEX user_status_duration ON user_status (tenant_id, duration_ms, user_id);
CREATE INDEX user_status_success ON user_status (tenant_id, last_success_ms, user_id);
CREATE INDEX user_status_open_errors ON user_status (tenant_id, open_errors, user_id);
CREATE INDEX user_status_lag ON user_status
  (tenant_id, (-coalesce(oldest_waiting_ms, 9007199254740991)), user_id);
CREATE INDEX user_status_standing_signed_up ON user_status (tenant_id, standing, signed_up_ms, user_id);
CREATE INDEX user_status_first_end ON user_status (tenant_id, (LEAST(microsoft_ends_ms, sales_ends_ms)), user_id)
  WHERE LEAST(microsoft_ends_ms, sales_ends_ms) IS NOT NULL;
CREATE INDEX user_status_client_version ON user_status (tenant_id, client_version COLLATE "C");
DROP INDEX user_status_errors;
`,
};
