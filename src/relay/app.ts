// The relay as a value: everything registered by hand, in this order. `npm start` puts it behind its own https front,
// main.ts gives it a port, tests inject into it.

import fastify from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { migrate } from '../database/migrate.ts';
import type { RelayContext } from './context.ts';
import { createTokenVerifier } from './identity/verify-token.ts';
import { createCardCounts } from './live/card-counts.ts';
import { createChangeFeed } from './live/change-feed.ts';
import { createEventStreams } from './live/event-streams.ts';
import { createMonitorFeed } from './live/monitor-feed.ts';
import { migrations } from './migrations/migrations.ts';
import { defaultLimits } from './options.ts';
import type { RelayOptions } from './options.ts';
import { requireAdministrator, requireRunner, requireToken } from './plugins/authentication.ts';
import { installCompression } from './plugins/compression.ts';
import { installDocumentation } from './plugins/documentation.ts';
import { installPane } from './plugins/pane.ts';
import { installProblems } from './plugins/problems.ts';
import { installRateLimits } from './plugins/rate-limits.ts';
import { installSecurityHeaders } from './plugins/security-headers.ts';
import { installStorableText } from './plugins/storable-text.ts';
import type { RelayApp } from './relay-app.ts';
import { createReportWriter } from './reports/report-writer.ts';
import { registerHealth } from './routes/health.ts';
import { registerMonitorEvents } from './routes/monitor/events.ts';
import { registerUsers } from './routes/monitor/users.ts';
import { registerLease } from './routes/runner/lease.ts';
import { registerMe } from './routes/runner/me.ts';
import { registerRuns } from './routes/runner/runs.ts';
import { createTenantSql } from './tenant-sql.ts';

const bodyBytes = 256 * 1024;
/** headers and body of a request must arrive within this time */
const requestTimeoutMs = 30_000;

export interface Relay {
  readonly app: FastifyInstance;
  /** Ends streams, writes what was accepted, stops. The database stays open. */
  close(): Promise<void>;
}

export async function createRelay(options: RelayOptions): Promise<Relay> {
  await migrate(options.database, migrations);
  const app = createApp(options);
  const context = await createContext(options, app.log);
  installProblems(app);
  installStorableText(app);
  await installSecurityHeaders(app, options.paneConfiguration);
  await installCompression(app);
  await installDocumentation(app);
  await app.register((api: RelayApp) => registerApi(api, context), { prefix: '/api/v1' });
  if (options.paneDirectory !== null && options.paneConfiguration !== null)
    await installPane(app, { directory: options.paneDirectory, configuration: options.paneConfiguration });
  await app.ready();
  return {
    app: app as unknown as FastifyInstance,
    async close() {
      context.streams.closeAll();
      await context.reports.close();
      await app.close();
      await context.changes.close();
    },
  };
}

function createApp({ logger }: RelayOptions): RelayApp {
  const app = fastify({
    ...loggerOption(logger),
    bodyLimit: bodyBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => crypto.randomUUID(),
    forceCloseConnections: true,
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('caller', null);
  return app;
}

function loggerOption(logger: RelayOptions['logger']): object {
  if (logger === null) return { logger: false };
  return logger === undefined ? { logger: { level: 'info' } } : { loggerInstance: logger };
}

async function createContext(options: RelayOptions, log: FastifyBaseLogger): Promise<RelayContext> {
  const clock = options.clock ?? Date.now;
  const limits = { ...defaultLimits, ...options.limits };
  const { database } = options;
  const sql = createTenantSql(database);
  const onError = (error: unknown): void => log.error({ err: error }, 'live update failed');
  const cards = createCardCounts({ sql, clock, maxAgeMs: limits.cardsMaxAgeMs });
  const changes = await createChangeFeed({ database, sql, onError });
  return {
    database,
    sql,
    clock,
    limits,
    cards,
    changes,
    verifyToken: createTokenVerifier(options.issuers, clock),
    reports: createReportWriter(sql),
    monitors: createMonitorFeed({ sql, clock, changes, cards, onError }),
    streams: createEventStreams({ clock, streamsPerTenant: limits.eventStreamsPerTenant }),
  };
}

async function registerApi(api: RelayApp, context: RelayContext): Promise<void> {
  registerHealth(api, context);
  await api.register(async (checked: RelayApp) => {
    requireToken(checked, context.verifyToken);
    await installRateLimits(checked, context.limits);
    await checked.register((runner: RelayApp) => registerRunnerCalls(runner, context));
    await checked.register((monitor: RelayApp) => registerMonitorCalls(monitor, context));
  });
}

async function registerRunnerCalls(runner: RelayApp, context: RelayContext): Promise<void> {
  runner.addHook('onRequest', requireRunner);
  registerMe(runner, context);
  registerRuns(runner, context);
  registerLease(runner, context);
}

async function registerMonitorCalls(monitor: RelayApp, context: RelayContext): Promise<void> {
  monitor.addHook('onRequest', requireAdministrator);
  registerUsers(monitor, context);
  registerMonitorEvents(monitor, context);
}
