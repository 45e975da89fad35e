// Something that is the case in an organisation, by one of the rules of whom to tell, and what each of the finders is given.

import type { NotificationRule } from '../../../contract/organisation/notifications.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';

export interface Condition {
  readonly rule: NotificationRule;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

type Rules = OrganisationSettings['notifications'];

export interface Question {
  readonly sql: SqlTransaction;
  readonly tenantId: string;
  readonly rules: Rules;
  /** the organisation syncs anything at all: where it does not, no run is missed */
  readonly isSyncOn: boolean;
  readonly nowMs: number;
}
