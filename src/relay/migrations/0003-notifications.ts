// Webhooks of an organisation with what was told and what could not be, and what the worker says of its permission.
// One process at a time evaluates an organisation: the lease stands on its row in `tenants`.

import type { Migration } from '../../database/migrate.ts';

const tables = ['webhook_secrets', 'notification_states', 'deliveries', 'application_permissions'];

const security = tables
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO relay_app;
CREATE POLICY own_tenant ON ${table} TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);`,
  )
  .join('\n');

export const notifications: Migration = {
  number: 3,
  name: 'notifications',
  script: `
ALTER TABLE settings ADD COLUMN restored integer;
COMMENT ON COLUMN settings.restored IS 'the earlier version that was saved again';

ALTER TABLE tenants ADD COLUMN notifier_id text;
ALTER TABLE tenants ADD COLUMN notifier_until_ms bigint NOT NULL DEFAULT 0;

CREATE TABLE webhook_secrets (
  tenant_id uuid NOT NULL,
  -- AES-256-GCM as iv.tag.text in base64url when the operator gave a key, else as it is
  secret text NOT NULL,
  is_encrypted boolean NOT NULL,
  PRIMARY KEY (tenant_id)
);

-- What is the case now: a row is told when it comes and when it goes.
CREATE TABLE notification_states (
  tenant_id uuid NOT NULL,
  rule text NOT NULL,
  subject text NOT NULL,
  since_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, rule, subject)
);

CREATE TABLE deliveries (
  tenant_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  -- the order in which they are told: several come of one round
  position bigint GENERATED ALWAYS AS IDENTITY,
  notification jsonb NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_ms bigint NOT NULL,
  last_ms bigint,
  next_ms bigint,
  last_error text,
  PRIMARY KEY (tenant_id, delivery_id)
);
CREATE INDEX deliveries_due ON deliveries (tenant_id, next_ms) WHERE state = 'waiting';
CREATE INDEX deliveries_age ON deliveries (created_ms);

CREATE TABLE application_permissions (
  tenant_id uuid NOT NULL,
  state text NOT NULL,
  error jsonb,
  certificate_ends_ms bigint,
  reported_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id)
);
${security}
GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries TO relay_keeper;
CREATE POLICY relay_keeper_all ON deliveries TO relay_keeper USING (true) WITH CHECK (true);
`,
};
