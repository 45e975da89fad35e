// The relay as part of the system on one machine: its database below the data folder unless DATABASE_URL names another,
// the sandbox's Microsoft-like issuer as the only one it trusts.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import { openDatabase } from '../database/open-database.ts';
import { createRelay } from '../relay/app.ts';
import { hotTables } from '../relay/migrations/migrations.ts';
import { company } from '../sandbox/company/company.ts';
import { audiences } from '../sandbox/identity/registrations.ts';
import type { LocalConfig } from './config.ts';
import type { Origins } from './endpoints.ts';
import type { Handler } from './front/front.ts';
import { paneConfigurationOf, readBuildId } from './pane-configuration.ts';

export interface LocalRelayOptions {
  readonly config: LocalConfig;
  readonly origins: Origins;
  /** trusts the localhost certificate */
  readonly fetch: typeof fetch;
}

export interface LocalRelay {
  readonly handle: Handler;
  /** ends event streams, writes what is acknowledged, closes the database */
  close(): Promise<void>;
}

/** An export whose reader has gone counts as answered, and may still have a query to make. */
const lastQueriesMs = 200;

/** Built pane, seen from the working directory of `npm start`. */
const paneDirectory = path.resolve('dist');

export async function startRelay({ config, origins, fetch }: LocalRelayOptions): Promise<LocalRelay> {
  // JSON lines on standard error: standard output belongs to the person at the terminal.
  const logger = fastify({ logger: { level: config.logLevel, stream: process.stderr } }).log;
  const database = await openDatabase({
    databaseUrl: config.databaseUrl ?? null,
    directory: path.join(config.dataDir, 'relay'),
    hotTables,
    onConnectionError: (error) => {
      logger.error({ err: error }, 'database connection lost');
    },
  });
  try {
    const issuer = `${origins.front}/identity/microsoft`;
    const hasPane = existsSync(path.join(paneDirectory, 'taskpane.html'));
    const buildId = readBuildId(paneDirectory);
    const relay = await createRelay({
      database,
      issuers: [
        {
          issuer,
          audience: audiences.relay,
          tenants: [company.tenantId],
          jwksUrl: `${issuer}/jwks`,
          fetchKeys: (url) => fetch(url),
        },
      ],
      paneDirectory: hasPane ? paneDirectory : null,
      paneConfiguration: hasPane
        ? paneConfigurationOf({ origins, isCrossOrigin: config.isCrossOrigin, buildId })
        : null,
      logger,
      webhooks: config.webhooks,
      mail: config.mail,
    });
    return {
      handle: relay.app.routing,
      async close() {
        await relay.close();
        await wait(lastQueriesMs);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
