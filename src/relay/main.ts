// `npm run relay`: one relay on its own port, behind whatever ends TLS. Configured by environment (config.ts).

import { resolve } from 'node:path';
import fastify from 'fastify';
import { errorCode, errorMessage } from '../database/error-code.ts';
import { openDatabase } from '../database/open-database.ts';
import { createRelay } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import type { RelayConfig } from './config.ts';
import { hotTables } from './migrations/migrations.ts';

const longestShutdownMs = 10_000;

async function run(config: RelayConfig): Promise<void> {
  const { log } = fastify({ logger: { level: config.logLevel } });
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    directory: resolve(config.databaseDirectory),
    hotTables,
    onConnectionError: (error) => log.error({ err: error }, 'database connection lost'),
  });
  if (database.engine === 'embedded')
    log.warn(
      'The embedded database survives a killed process, but a power cut may lose the last writes; use PostgreSQL ' +
        '(DATABASE_URL) where that matters, beyond 20,000 users, or for more than one process.',
    );
  const relay = await createRelay({
    database,
    issuers: [
      {
        issuer: config.issuer,
        audience: config.audience,
        tenants: config.tenants,
        ...(config.jwksUrl === null ? {} : { jwksUrl: config.jwksUrl }),
      },
    ],
    webhooks: config.webhooks,
    mail: config.mail,
    paneDirectory: config.paneDirectory,
    paneConfiguration: config.paneConfiguration,
    logger: log,
  });
  await relay.app.listen({ host: config.host, port: config.port });
  const stop = (): void => {
    setTimeout(() => process.exit(1), longestShutdownMs).unref();
    relay
      .close()
      .then(() => database.close())
      .catch((error: unknown) => log.error({ err: error }, 'shutdown failed'));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  await run(readConfig(process.env));
} catch (error) {
  const isPortTaken = errorCode(error) === 'EADDRINUSE';
  const message = errorMessage(error);
  process.stderr.write(`${isPortTaken ? `${message}. Choose another port with PORT.` : message}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
}
