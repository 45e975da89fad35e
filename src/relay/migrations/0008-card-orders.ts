// Orders and searches within a card of a large tenant. Each expression is the one of `user-sort.ts`, word for word, or the
// index is not found; the words a search looks through stand in the indexes, because who searches for `an` among the failed
// reads all of them, and reading each from its page takes ten times as long.

import type { Migration } from '../../database/migrate.ts';

export const cardOrders: Migration = {
  number: 8,
  name: 'card-orders',
  script: `
ALTER TABLE user_status ADD COLUMN search_text text NOT NULL DEFAULT '';
UPDATE user_status s SET search_text = p.search_text FROM user_profile p
  WHERE (p.tenant_id, p.user_id) = (s.tenant_id, s.user_id);
ALTER TABLE user_status ALTER COLUMN search_text DROP DEFAULT;
CREATE INDEX user_status_standing_words ON user_status (tenant_id, standing, sort_name, user_id) INCLUDE (search_text);
DROP INDEX user_status_standing_name;
CREATE INDEX user_status_error_words ON user_status (tenant_id, user_id) INCLUDE (search_text) WHERE open_errors > 0;
CREATE INDEX user_status_unauthorized_since ON user_status (tenant_id, (GREATEST(
  CASE WHEN microsoft_state <> 'active' THEN microsoft_since_ms ELSE 0 END,
  CASE WHEN sales_state <> 'active' THEN sales_since_ms ELSE 0 END)), user_id) INCLUDE (search_text)
  WHERE NOT is_authorized;
DROP INDEX user_status_unauthorized;
CREATE INDEX user_status_disabled_since ON user_status (tenant_id, (coalesce(disabled_ms, 0)), user_id)
  WHERE standing = 'disabled';
CREATE INDEX user_status_end ON user_status
  (tenant_id, (coalesce(LEAST(microsoft_ends_ms, sales_ends_ms), 9007199254740991)), user_id);
DROP INDEX user_status_first_end;
`,
};
