// What a person does about their own sync: a pause lasts until they resume, and who switched contacts off in the pane is
// disabled by the user. Those who did so before said it in their choices only.

import type { Migration } from '../../database/migrate.ts';

export const ownPause: Migration = {
  number: 10,
  name: 'own-pause',
  script: `
ALTER TABLE user_status ADD COLUMN paused_ms bigint;
-- who asked the newest run to stop, where it was suspended
ALTER TABLE user_status ADD COLUMN badge_by text;
UPDATE user_status s SET is_enabled = false, disabled_by = 'user', version = s.version + 1,
  disabled_ms = (extract(epoch FROM now()) * 1000)::bigint
  FROM user_detail d
  WHERE (d.tenant_id, d.user_id) = (s.tenant_id, s.user_id) AND s.is_enabled AND EXISTS (
    SELECT FROM jsonb_array_elements(d.settings->'kinds') k
    WHERE k->>'kind' = 'contact' AND k->>'isOn' = 'false' AND k->>'setBy' <> 'organisation');
`,
};
