// The first schema. Instants are epoch milliseconds; 0 (in a sort column) or NULL means never. `tenant_id` leads every key.
// Row-level security binds the roles below; the connection's own role migrates only.

import type { Migration } from '../../database/migrate.ts';

const tables = `
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

const administration = `
CREATE TABLE command_batches (
  tenant_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  administrator text NOT NULL,
  idempotency_key text NOT NULL,
  fingerprint text NOT NULL,
  kind text NOT NULL,
  answer jsonb,
  created_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, batch_id)
);
CREATE UNIQUE INDEX command_batches_key ON command_batches (tenant_id, administrator, idempotency_key);

-- Outbox of commands. The name is kept because a deleted user's command still shows in its batch.
CREATE TABLE commands (
  tenant_id uuid NOT NULL,
  command_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  user_id uuid NOT NULL,
  display_name text NOT NULL,
  kind text NOT NULL,
  reason text,
  state text NOT NULL,
  refusal text,
  sent_ms bigint NOT NULL,
  answered_ms bigint,
  PRIMARY KEY (tenant_id, command_id)
);
CREATE INDEX commands_batch ON commands (tenant_id, batch_id, user_id);
CREATE INDEX commands_waiting ON commands (tenant_id, user_id, sent_ms) WHERE state IN ('sent', 'seen');
CREATE INDEX commands_age ON commands (sent_ms) WHERE state IN ('sent', 'seen');

CREATE TABLE audit (
  tenant_id uuid NOT NULL,
  audit_id uuid NOT NULL,
  at_ms bigint NOT NULL,
  administrator text NOT NULL,
  administrator_name text NOT NULL,
  action text NOT NULL,
  selection jsonb NOT NULL,
  outcome jsonb NOT NULL,
  PRIMARY KEY (tenant_id, audit_id)
);
CREATE INDEX audit_time ON audit (tenant_id, at_ms, audit_id);

CREATE TABLE settings (
  tenant_id uuid NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  changed_ms bigint NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (tenant_id, version)
);

CREATE TABLE exports (
  tenant_id uuid NOT NULL,
  token_digest text NOT NULL,
  request jsonb NOT NULL,
  expires_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, token_digest)
);

-- What changed for whom, for live updates: a lost notification is made good by reading from here. Kept for minutes.
CREATE TABLE changes (
  tenant_id uuid NOT NULL,
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  at_ms bigint NOT NULL,
  what jsonb NOT NULL,
  PRIMARY KEY (tenant_id, sequence)
);
CREATE INDEX changes_sequence ON changes (sequence);
`;

/** Where the extension cannot be had, searching reads a tenant's rows one by one. */
const search = `
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX user_profile_search ON user_profile USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available: searches read row by row';
END $$;
`;

const tenantTables = [
  'tenants',
  'user_profile',
  'user_status',
  'user_detail',
  'user_errors',
  'runs',
  'leases',
  'releases',
  'deleted_users',
  'command_batches',
  'commands',
  'audit',
  'settings',
  'exports',
  'changes',
];
/** tables in which one statement of the flusher or of the housekeeper serves several tenants */
const flusherTables = [
  'user_profile',
  'user_status',
  'user_detail',
  'user_errors',
  'runs',
  'leases',
  'changes',
];
const keeperTables = ['user_status', 'runs', 'commands', 'audit', 'exports', 'changes', 'tenants'];

const roles = `
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['relay_app', 'relay_flusher', 'relay_keeper'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
    EXECUTE format('GRANT %I TO %I', name, current_user);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', name);
  END LOOP;
END $$;
GRANT USAGE ON SEQUENCE run_transactions TO relay_flusher;
`;

const security = tenantTables
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO relay_app;
CREATE POLICY own_tenant ON ${table} TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);`,
  )
  .join('\n');

function across(role: string, names: readonly string[]): string {
  return names
    .map(
      (table) => `
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${role};
CREATE POLICY ${role}_all ON ${table} TO ${role} USING (true) WITH CHECK (true);`,
    )
    .join('\n');
}

export const start: Migration = {
  number: 1,
  name: 'start',
  script: [
    tables,
    administration,
    search,
    roles,
    security,
    across('relay_flusher', flusherTables),
    across('relay_keeper', keeperTables),
  ].join('\n'),
};
