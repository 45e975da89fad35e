// All migrations in order. A released one never changes: its digest is compared.

import type { Migration } from '../../database/migrate.ts';
import { start } from './0001-start.ts';

export const migrations: readonly Migration[] = [start];

/** many updates per minute: the embedded database vacuums them itself */
export const hotTables = ['user_status', 'runs', 'leases', 'changes'] as const;
