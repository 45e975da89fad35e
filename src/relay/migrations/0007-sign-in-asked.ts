// Since when an administrator asks a user to sign in. On the row and not in the command: the command is done when the
// pane shows it, the question stands until the person signs in.

import type { Migration } from '../../database/migrate.ts';

export const signInAsked: Migration = {
  number: 7,
  name: 'sign-in-asked',
  script: 'ALTER TABLE user_status ADD COLUMN sign_in_asked_ms bigint;',
};
