// Names of users who were deleted: the audit tells whom an entry concerned as long as the entry is kept, and finds them by
// name. Of those deleted before, commands still hold names.

import type { Migration } from '../../database/migrate.ts';

export const deletedNames: Migration = {
  number: 9,
  name: 'deleted-names',
  script: `
CREATE TABLE deleted_names (
  tenant_id uuid NOT NULL,
  user_id uuid NOT NULL,
  display_name text NOT NULL,
  -- the folded name after a space, as in user_profile; no address
  search_text text NOT NULL,
  deleted_ms bigint NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX deleted_names_age ON deleted_names (deleted_ms);
INSERT INTO deleted_names
  SELECT DISTINCT ON (tenant_id, user_id) tenant_id, user_id, display_name, ' ' || lower(display_name), sent_ms
  FROM commands c
  WHERE NOT EXISTS (SELECT FROM user_profile p WHERE (p.tenant_id, p.user_id) = (c.tenant_id, c.user_id))
  ORDER BY tenant_id, user_id, sent_ms DESC;
ALTER TABLE deleted_names ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON deleted_names TO relay_app;
CREATE POLICY own_tenant ON deleted_names TO relay_app
  USING (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('relay.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON deleted_names TO relay_keeper;
CREATE POLICY relay_keeper_all ON deleted_names TO relay_keeper USING (true) WITH CHECK (true);
`,
};
