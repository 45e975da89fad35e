// All migrations in order. A released one never changes: its digest is compared.

import type { Migration } from '../../database/migrate.ts';
import { start } from './0001-start.ts';
import { leaseGrants } from './0002-lease-grants.ts';
import { notifications } from './0003-notifications.ts';
import { detailsAndDebugLogs } from './0004-details-and-debug-logs.ts';
import { tableOrders } from './0005-table-orders.ts';
import { userSearch } from './0006-user-search.ts';
import { signInAsked } from './0007-sign-in-asked.ts';
import { cardOrders } from './0008-card-orders.ts';
import { deletedNames } from './0009-deleted-names.ts';
import { ownPause } from './0010-own-pause.ts';
import { smallCards } from './0011-small-cards.ts';
import { lagOrder } from './0012-lag-order.ts';
import { signInMails } from './0013-sign-in-mails.ts';

export const migrations: readonly Migration[] = [
  start,
  leaseGrants,
  notifications,
  detailsAndDebugLogs,
  tableOrders,
  userSearch,
  signInAsked,
  cardOrders,
  deletedNames,
  ownPause,
  smallCards,
  lagOrder,
  signInMails,
];

/** Tables that the embedded database must vacuum and analyse itself. */
export const hotTables = [
  'user_status',
  'user_profile',
  'user_errors',
  'runs',
  'leases',
  'lease_grants',
  'commands',
  'changes',
] as const;
