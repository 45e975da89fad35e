// Mails that ask a person to sign in (*Ask to Sign In*, where the operator set mail up). One row per user: the newest ask.

import type { Migration } from '../../database/migrate.ts';

export const signInMails: Migration = {
  number: 13,
  name: 'sign-in-mails',
  script: `
CREATE TABLE sign_in_mails (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- waiting, sending, sent, or failed
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  asked_ms bigint NOT NULL,
  -- the next attempt while waiting; while sending, when its fate counts as unknown
  next_ms bigint NOT NULL,
  last_ms bigint,
  -- a code; what a mail server says may hold an address
  last_error text,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX sign_in_mails_due ON sign_in_mails (tenant_id, next_ms) WHERE state IN ('waiting', 'sending');
ALTER TABLE sign_in_mails ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_mails TO relay_app;
CREATE POLICY own_tenant ON sign_in_mails TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);
`,
};
