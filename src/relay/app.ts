// The relay as a value: everything registered by hand, in this order. `npm start` puts it behind its own https front,
// main.ts gives it a port.

import { randomUUID } from 'node:crypto';
import fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { migrate } from '../database/migrate.ts';
import { compose, dissolve } from './compose.ts';
import type { RelayContext } from './context.ts';
import { migrations } from './migrations/migrations.ts';
import type { RelayOptions } from './options.ts';
import { requireAdministrator, requireRunner, requireToken } from './plugins/authentication.ts';
import { installCompression } from './plugins/compression.ts';
import { installDocumentation } from './plugins/documentation.ts';
import { installDrain } from './plugins/drain.ts';
import { installPane } from './plugins/pane.ts';
import { installProblems } from './plugins/problems.ts';
import { installRateLimits } from './plugins/rate-limits.ts';
import { installRequestLog } from './plugins/request-log.ts';
import { installSecurityHeaders } from './plugins/security-headers.ts';
import { installStorableText } from './plugins/storable-text.ts';
import type { RelayApp } from './relay-app.ts';
import { registerApplicationPermission } from './routes/application-permission.ts';
import { registerHealth } from './routes/health.ts';
import { registerAudit } from './routes/monitor/audit.ts';
import { registerCommandBatches } from './routes/monitor/commands.ts';
import { registerBundleDownload, registerDebugLogs } from './routes/monitor/debug-logs.ts';
import { registerMonitorEvents } from './routes/monitor/events.ts';
import { registerNotifications } from './routes/monitor/notifications.ts';
import { registerDownload, registerReports } from './routes/monitor/reports.ts';
import { registerRoster } from './routes/monitor/roster.ts';
import { registerUserErrors } from './routes/monitor/user-errors.ts';
import { registerUser } from './routes/monitor/user.ts';
import { registerUsers } from './routes/monitor/users.ts';
import { registerCommands, registerRunnerEvents } from './routes/runner/commands.ts';
import { registerDebugChunks } from './routes/runner/debug-logs.ts';
import { registerLease } from './routes/runner/lease.ts';
import { registerMe } from './routes/runner/me.ts';
import { registerReleases } from './routes/runner/releases.ts';
import { registerRuns } from './routes/runner/runs.ts';
import { registerSettings } from './routes/settings.ts';

const bodyBytes = 256 * 1024;
/** headers and body of a request must arrive within this time */
const requestTimeoutMs = 30_000;
/** How long a stop waits for answers under way. */
const longestAnswerMs = 3_000;

export interface Relay {
  readonly app: FastifyInstance;
  /** Refuses what is new, ends streams, answers and writes what was accepted, stops. The database stays open. */
  close(): Promise<void>;
}

/** Migrates the database first. Throws what the operator must read. */
export async function createRelay(options: RelayOptions): Promise<Relay> {
  await migrate(options.database, migrations);
  const app = createApp(options);
  const parts = await compose(options, app.log);
  installRequestLog(app);
  installProblems(app);
  const drain = installDrain(app);
  installStorableText(app);
  await installSecurityHeaders(app, options.paneConfiguration);
  await installCompression(app);
  await installDocumentation(app);
  await app.register((api: RelayApp) => registerApi(api, parts.context), { prefix: '/api/v1' });
  if (options.paneDirectory !== null && options.paneConfiguration !== null)
    await installPane(app, { directory: options.paneDirectory, configuration: options.paneConfiguration });
  await app.ready();
  return {
    // whoever holds the relay needs no schemas
    app: app as unknown as FastifyInstance,
    async close() {
      drain.refuse();
      await dissolve(parts, () => drain.settled(longestAnswerMs));
      await app.close();
      await parts.context.changes.close();
    },
  };
}

function createApp({ logger }: RelayOptions): RelayApp {
  const app = fastify({
    ...loggerOption(logger),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: bodyBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => randomUUID(),
    // event streams would keep the server open for ever
    forceCloseConnections: true,
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

async function registerApi(api: RelayApp, context: RelayContext): Promise<void> {
  registerHealth(api, context);
  registerDownload(api, context);
  registerBundleDownload(api, context);
  await api.register(async (checked: RelayApp) => {
    requireToken(checked, context.verifyToken);
    await installRateLimits(checked, context.limits);
    registerSettings(checked, context);
    registerApplicationPermission(checked, context);
    await checked.register(async (runner: RelayApp) => registerRunnerCalls(runner, context));
    await checked.register(async (monitor: RelayApp) => registerMonitorCalls(monitor, context));
  });
}

function registerRunnerCalls(runner: RelayApp, context: RelayContext): void {
  runner.addHook('onRequest', requireRunner);
  registerMe(runner, context);
  registerRuns(runner, context);
  registerLease(runner, context);
  registerCommands(runner, context);
  registerRunnerEvents(runner, context);
  registerReleases(runner, context);
  registerDebugChunks(runner, context);
}

function registerMonitorCalls(monitor: RelayApp, context: RelayContext): void {
  monitor.addHook('onRequest', requireAdministrator);
  registerUsers(monitor, context);
  registerUser(monitor, context);
  registerUserErrors(monitor, context);
  registerDebugLogs(monitor, context);
  registerRoster(monitor, context);
  registerCommandBatches(monitor, context);
  registerReports(monitor, context);
  registerAudit(monitor, context);
  registerNotifications(monitor, context);
  registerMonitorEvents(monitor, context);
}
