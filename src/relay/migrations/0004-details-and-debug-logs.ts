// What the details of a user need: dismissed errors, debug logs, and an index for the trend of causes.

import type { Migration } from '../../database/migrate.ts';

const tables = ['debug_logs', 'debug_chunks'];

const security = tables
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO relay_app;
CREATE POLICY own_tenant ON ${table} TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO relay_keeper;
CREATE POLICY relay_keeper_all ON ${table} TO relay_keeper USING (true) WITH CHECK (true);`,
  )
  .join('\n');

export const detailsAndDebugLogs: Migration = {
  number: 4,
  name: 'details-and-debug-logs',
  script: `
-- NULL while the error is open. A run that reports it again opens it again.
ALTER TABLE user_errors ADD COLUMN dismissed_ms bigint;
ALTER TABLE user_errors ADD COLUMN dismissed_by text;

CREATE INDEX runs_failed ON runs (tenant_id, started_ms) WHERE outcome IN ('failed', 'partly-failed');

CREATE TABLE debug_logs (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  log_id uuid NOT NULL,
  started_ms bigint NOT NULL,
  started_by text NOT NULL,
  -- moved forward when it is stopped early
  ends_ms bigint NOT NULL,
  entries integer NOT NULL DEFAULT 0,
  last_entry_ms bigint,
  -- a single-use link to the bundle; only its digest is kept
  link_digest text,
  link_expires_ms bigint,
  PRIMARY KEY (tenant_id, user_id, log_id)
);
CREATE INDEX debug_logs_end ON debug_logs (ends_ms);
CREATE INDEX debug_logs_link ON debug_logs (link_digest) WHERE link_digest IS NOT NULL;

CREATE TABLE debug_chunks (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  log_id uuid NOT NULL,
  source uuid NOT NULL,
  sequence integer NOT NULL,
  received_ms bigint NOT NULL,
  entries jsonb NOT NULL,
  PRIMARY KEY (tenant_id, user_id, log_id, source, sequence)
);
CREATE INDEX debug_chunks_age ON debug_chunks (received_ms);
${security}
`,
};
