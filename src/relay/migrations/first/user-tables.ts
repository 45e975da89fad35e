// Users and their runs, of the first migration.

export const userTables = `
CREATE SEQUENCE run_transactions;

CREATE TABLE tenants (
  tenant_id uuid PRIMARY KEY,
  -- stamped on Outlook items, so that a client notices another installation (G3)
  instance_id text NOT NULL,
  created_ms bigint NOT NULL
);

CREATE TABLE user_profile (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- NULL until the person with this e-mail signs in
  oid uuid,
  display_name text NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  sales_user_name text,
  sales_user_key text,
  -- folded name, e-mail and Sales user name, each preceded by a space: ' q' finds the start of a word
  search_text text NOT NULL,
  signed_up_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE UNIQUE INDEX user_profile_oid ON user_profile (tenant_id, oid) WHERE oid IS NOT NULL;
CREATE INDEX user_profile_email ON user_profile (tenant_id, email_key);
CREATE INDEX user_profile_sales_user ON user_profile (tenant_id, sales_user_key) WHERE sales_user_key IS NOT NULL;

-- Hot: changed by every report. Progress touches no indexed column, so that it stays on its page (fillfactor 80).
CREATE TABLE user_status (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  signed_up_ms bigint NOT NULL,
  -- the newest run that ended in success or failure
  outcome text,
  cause text,
  cause_side text,
  outcome_started_ms bigint NOT NULL DEFAULT 0,
  duration_ms bigint NOT NULL DEFAULT -1,
  microsoft_ms bigint NOT NULL DEFAULT 0,
  sales_ms bigint NOT NULL DEFAULT 0,
  internal_ms bigint NOT NULL DEFAULT 0,
  -- suspended, skipped or interrupted: newer than the outcome, does not move the user to another card
  badge text,
  badge_cause text,
  badge_cause_side text,
  newest_finished_ms bigint NOT NULL DEFAULT 0,
  -- the active run; its heartbeat is the relay's time of its last message
  run_id uuid,
  run_started_ms bigint NOT NULL DEFAULT 0,
  heartbeat_ms bigint NOT NULL DEFAULT 0,
  phase text,
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  left_ms bigint,
  last_start_ms bigint NOT NULL DEFAULT 0,
  last_scheduled_ms bigint NOT NULL DEFAULT 0,
  last_finish_ms bigint NOT NULL DEFAULT 0,
  last_success_ms bigint NOT NULL DEFAULT 0,
  last_success_started_ms bigint NOT NULL DEFAULT 0,
  next_run_ms bigint,
  throttled_ms bigint NOT NULL DEFAULT 0,
  holds integer NOT NULL DEFAULT 0,
  conflicts integer NOT NULL DEFAULT 0,
  open_errors integer NOT NULL DEFAULT 0,
  oldest_waiting_ms bigint,
  microsoft_state text NOT NULL DEFAULT 'missing',
  microsoft_since_ms bigint NOT NULL,
  microsoft_ends_ms bigint,
  microsoft_cause text,
  sales_state text NOT NULL DEFAULT 'missing',
  sales_since_ms bigint NOT NULL,
  sales_ends_ms bigint,
  sales_cause text,
  is_enabled boolean NOT NULL DEFAULT true,
  disabled_by text,
  disabled_reason text,
  disabled_ms bigint,
  runner text,
  client_version text,
  -- both by the database's clock
  pane_seen_ms bigint NOT NULL DEFAULT 0,
  runner_seen_ms bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  -- each user stands on exactly one of these: the cards partition by construction
  standing text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN NOT is_enabled THEN 'disabled'
         WHEN outcome IS NULL THEN 'never'
         WHEN outcome IN ('failed', 'partly-failed') THEN 'failed'
         ELSE 'succeeded' END) STORED,
  is_authorized boolean NOT NULL GENERATED ALWAYS AS (microsoft_state = 'active' AND sales_state = 'active') STORED,
  PRIMARY KEY (tenant_id, user_id)
) WITH (fillfactor = 80);
CREATE INDEX user_status_standing_start ON user_status (tenant_id, standing, last_start_ms, user_id);
CREATE INDEX user_status_standing_name ON user_status (tenant_id, standing, sort_name, user_id);
CREATE INDEX user_status_name ON user_status (tenant_id, sort_name, user_id);
CREATE INDEX user_status_active ON user_status (tenant_id, user_id) WHERE run_id IS NOT NULL;
CREATE INDEX user_status_errors ON user_status (tenant_id, open_errors, user_id) WHERE open_errors > 0;
CREATE INDEX user_status_unauthorized ON user_status (tenant_id, user_id) WHERE NOT is_authorized;
CREATE INDEX user_status_start ON user_status (tenant_id, last_start_ms, user_id);

-- Cold: what the details of one user show.
CREATE TABLE user_detail (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  settings jsonb,
  counts jsonb,
  PRIMARY KEY (tenant_id, user_id)
);

-- Open record errors: those of the newest run that looked at the records.
CREATE TABLE user_errors (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  error_key text NOT NULL,
  cause text NOT NULL,
  failure jsonb NOT NULL,
  since_ms bigint NOT NULL,
  transaction_number bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id, error_key)
);
CREATE INDEX user_errors_cause ON user_errors (tenant_id, cause, user_id);

CREATE TABLE runs (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  run_id uuid NOT NULL,
  transaction_number bigint NOT NULL,
  sequence integer NOT NULL,
  -- running, interrupted (silent for 10 minutes; a later message revives it), finished
  state text NOT NULL,
  outcome text,
  trigger text NOT NULL,
  mode text NOT NULL,
  runner text NOT NULL,
  client_version text NOT NULL,
  started_ms bigint NOT NULL,
  finished_ms bigint,
  heartbeat_ms bigint NOT NULL,
  cause text,
  cause_side text,
  microsoft_changes integer NOT NULL DEFAULT 0,
  sales_changes integer NOT NULL DEFAULT 0,
  conflicts integer NOT NULL DEFAULT 0,
  failing integer NOT NULL DEFAULT 0,
  durations jsonb,
  report jsonb,
  PRIMARY KEY (tenant_id, user_id, run_id)
);
CREATE UNIQUE INDEX runs_number ON runs (tenant_id, user_id, transaction_number);
CREATE INDEX runs_history ON runs (tenant_id, user_id, started_ms, transaction_number);
CREATE INDEX runs_silent ON runs (heartbeat_ms) WHERE state = 'running';
CREATE INDEX runs_age ON runs (started_ms);

CREATE TABLE leases (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  epoch bigint NOT NULL,
  store_id text NOT NULL,
  runner text NOT NULL,
  expires_ms bigint NOT NULL,
  -- another store held it before, and this one has not finished a run in success since
  is_new_store boolean NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
) WITH (fillfactor = 80);

CREATE TABLE releases (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (tenant_id, user_id, key)
);

-- Who was deleted, or lost their row to another e-mail: only an interactive sign-in makes it anew.
CREATE TABLE deleted_users (
  tenant_id uuid NOT NULL,
  deletion_id uuid NOT NULL,
  oid uuid,
  email_key text NOT NULL,
  was_enabled boolean NOT NULL,
  disabled_by text,
  disabled_reason text,
  disabled_ms bigint,
  deleted_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, deletion_id)
);
CREATE INDEX deleted_users_oid ON deleted_users (tenant_id, oid);
CREATE INDEX deleted_users_email ON deleted_users (tenant_id, email_key);
`;
