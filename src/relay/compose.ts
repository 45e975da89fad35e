// Joins the relay's parts.

import type { FastifyBaseLogger } from 'fastify';
import type { RelayContext } from './context.ts';
import { startHousekeeper } from './housekeeper.ts';
import type { Housekeeper } from './housekeeper.ts';
import { createTokenVerifier } from './identity/verify-token.ts';
import { createCardCounts } from './live/card-counts.ts';
import { createChangeFeed } from './live/change-feed.ts';
import { createEventStreams } from './live/event-streams.ts';
import { createMonitorFeed } from './live/monitor-feed.ts';
import { createRunnerFeed } from './live/runner-feed.ts';
import { loggableError } from './loggable-error.ts';
import { createMailer } from './mail/mailer.ts';
import { startNotifier } from './notifications/notifier.ts';
import { resolveHost } from './notifications/webhook-address.ts';
import { defaultLimits } from './options.ts';
import type { RelayOptions } from './options.ts';
import { readCards } from './queries/users/cards.ts';
import { createReportWriter } from './reports/report-writer.ts';
import { createTenantSql } from './tenant-sql.ts';

export interface Parts {
  readonly context: RelayContext;
  readonly housekeeper: Housekeeper;
}

export async function compose(options: RelayOptions, log: FastifyBaseLogger): Promise<Parts> {
  const clock = options.clock ?? Date.now;
  const limits = { ...defaultLimits, ...options.limits };
  const { database } = options;
  const sql = createTenantSql(database);
  const onError = (error: unknown): void =>
    log.error({ error: loggableError(error) }, 'background work failed');
  const changes = await createChangeFeed({ database, sql, onError });
  const cards = createCardCounts({
    count: (tenantId) => sql.read(tenantId, (transaction) => readCards(transaction, tenantId, clock())),
    maxAgeMs: limits.cardsMaxAgeMs,
    onChange: (tenantId, listener) => changes.subscribe(tenantId, listener),
    knownMaxAgeMs: limits.cardsKnownMaxAgeMs,
    unchangedMaxAgeMs: limits.cardsUnchangedMaxAgeMs,
    onError,
  });
  const webhooks = options.webhooks ?? { allowsPrivate: false, secretKey: null };
  const mail = options.mail ?? null;
  return {
    context: {
      database,
      sql,
      clock,
      limits,
      cards,
      changes,
      verifyToken: createTokenVerifier(options.issuers, clock),
      reports: createReportWriter(sql),
      monitors: createMonitorFeed({ sql, clock, changes, cards, onError }),
      runners: createRunnerFeed({ sql, changes, onError }),
      streams: createEventStreams({ clock, streamsPerTenant: limits.eventStreamsPerTenant }),
      webhooks,
      isMailSetUp: mail !== null,
      notifier: startNotifier({
        sql,
        clock,
        secretKey: webhooks.secretKey,
        rules: { allowsPrivate: webhooks.allowsPrivate, resolve: webhooks.resolve ?? resolveHost },
        mailer: mail === null ? null : createMailer({ sql, clock, mail }),
        onError,
      }),
    },
    housekeeper: startHousekeeper({ sql, clock, onError }),
  };
}

/** Everything accepted is answered and written before anything it needs goes away. */
export async function dissolve(
  { context, housekeeper }: Parts,
  requestsSettled: () => Promise<void>,
): Promise<void> {
  context.streams.closeAll();
  await requestsSettled();
  context.runners.close();
  await housekeeper.stop();
  await context.notifier.stop();
  await context.reports.close();
}
