// Commands, audit, settings, exports and the log of changes, of the first migration.

export const administrationTables = `
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
  -- the order in which a runner gets them: two may be sent within one millisecond
  position bigint GENERATED ALWAYS AS IDENTITY,
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
CREATE INDEX commands_waiting ON commands (tenant_id, user_id, position) WHERE state IN ('sent', 'seen');
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
