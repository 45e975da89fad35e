// What routes may use. One value, made in app.ts, handed on by hand.

import type { SqlDatabase } from '../database/sql-database.ts';
import type { VerifyToken } from './identity/verify-token.ts';
import type { CardCounts } from './live/card-counts.ts';
import type { EventStreams } from './live/event-streams.ts';
import type { ChangeFeed } from './live/change-feed.ts';
import type { MonitorFeed } from './live/monitor-feed.ts';
import type { RunnerFeed } from './live/runner-feed.ts';
import type { Notifier } from './notifications/notifier.ts';
import type { RelayLimits, WebhookOptions } from './options.ts';
import type { ReportWriter } from './reports/report-writer.ts';
import type { TenantSql } from './tenant-sql.ts';

export interface RelayContext {
  readonly database: SqlDatabase;
  readonly sql: TenantSql;
  readonly clock: () => number;
  readonly limits: RelayLimits;
  readonly verifyToken: VerifyToken;
  readonly reports: ReportWriter;
  readonly cards: CardCounts;
  readonly changes: ChangeFeed;
  readonly monitors: MonitorFeed;
  readonly runners: RunnerFeed;
  readonly streams: EventStreams;
  readonly webhooks: WebhookOptions;
  /** whether *Ask to Sign In* writes mails */
  readonly isMailSetUp: boolean;
  readonly notifier: Notifier;
}
