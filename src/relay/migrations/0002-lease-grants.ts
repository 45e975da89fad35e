// When each lease was granted, by the database's clock: rule A6 asks when the last successful run began, and a runner's
// own clock may be off by days. Leases of before have no known beginning; 0 moves nothing.

import type { Migration } from '../../database/migrate.ts';

export const leaseGrants: Migration = {
  number: 2,
  name: 'lease-grants',
  script: `
ALTER TABLE leases ADD COLUMN since_epoch bigint;
UPDATE leases SET since_epoch = epoch;
ALTER TABLE leases ALTER COLUMN since_epoch SET NOT NULL;
COMMENT ON COLUMN leases.since_epoch IS 'the first number under which its present store has held it without another in between';

CREATE TABLE lease_grants (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  epoch bigint NOT NULL,
  store_id text NOT NULL,
  granted_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id, epoch)
);
INSERT INTO lease_grants (tenant_id, user_id, epoch, store_id, granted_ms)
  SELECT tenant_id, user_id, epoch, store_id, 0 FROM leases;

ALTER TABLE lease_grants ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON lease_grants TO relay_app;
CREATE POLICY own_tenant ON lease_grants TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);
GRANT SELECT ON lease_grants TO relay_flusher;
CREATE POLICY relay_flusher_all ON lease_grants TO relay_flusher USING (true);
`,
};
