// A process of its own: the relay with the built pane, the sandbox to sign in at, and the reference pages below `/bench`.
// As `npm start` but for the background runs of the sample people, which would only be noise. Speaks by process messages.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../../../src/database/open-database.ts';
import { createTrustingFetch } from '../../../../src/local/front/trusting-fetch.ts';
import { openCertificates } from '../../../../src/local/front/certificates.ts';
import { openFront } from '../../../../src/local/front/front.ts';
import { listenersFor } from '../../../../src/local/front/listeners.ts';
import { createGate } from '../../../../src/local/front/gate.ts';
import { paneConfigurationOf, readBuildId } from '../../../../src/local/pane-configuration.ts';
import { createRelay, type Relay } from '../../../../src/relay/app.ts';
import { hotTables } from '../../../../src/relay/migrations/migrations.ts';
import { audiences } from '../../../../src/sandbox/identity/registrations.ts';
import { startSandbox } from '../../../../src/sandbox/start.ts';
import {
  administratorClaims,
  createTestIssuer,
  runnerClaims,
  tenantId,
  type TestIssuer,
} from '../../../support/relay-tokens.ts';
import { seedCompany } from './seed.ts';
import type { ServerAsk, ServerOptions, ServerTell } from './messages.ts';
import { serveFolder } from './serve-folder.ts';
import { timeDatabase, type TimedDatabase } from './timed-database.ts';

const tell = (message: ServerTell): void => {
  process.send?.(message);
};

async function main(options: ServerOptions): Promise<void> {
  const { port, dataDir } = options;
  const front = `https://localhost:${port}`;
  const [identity, graph, sales] = [1, 2, 3].map((offset) => `https://localhost:${port + offset}`);
  if (identity === undefined || graph === undefined || sales === undefined) return;
  const certificates = await openCertificates(dataDir, Date.now());
  const relayGate = createGate();
  const sandbox = await startSandbox({
    origin: front,
    salesOrigin: `${front}/sales`,
    dataDir: path.join(dataDir, 'sandbox'),
    log: console.error,
  });
  const pages = serveFolder('/bench/', options.pagesDirectory);
  const servers = await openFront(
    certificates,
    listenersFor(port, {
      ...sandbox.handlers,
      relay: (request, response) => {
        if (!pages(request, response)) relayGate.handle(request, response);
      },
    }),
  );
  const { fetch } = createTrustingFetch(readFileSync(certificates.caFile, 'utf8'));
  const timed = timeDatabase(
    await openDatabase({
      databaseUrl: options.databaseUrl,
      directory: path.join(dataDir, 'relay'),
      hotTables,
      onConnectionError: console.error,
    }),
  );
  const issuer = await createTestIssuer();
  const origins = { front, identity, graph, sales };
  const relay = await createRelay({
    database: timed.database,
    issuers: [
      issuer.trusted,
      {
        issuer: `${front}/identity/microsoft`,
        audience: audiences.relay,
        tenants: [tenantId],
        jwksUrl: `${front}/identity/microsoft/jwks`,
        fetchKeys: (url) => fetch(url),
      },
    ],
    paneDirectory: options.paneDirectory,
    paneConfiguration: paneConfigurationOf({
      origins,
      isCrossOrigin: false,
      buildId: readBuildId(options.paneDirectory),
    }),
    logger: null,
    webhooks: { allowsPrivate: false, secretKey: null },
  });
  await seedCompany(timed.database, options.users, (line) => {
    tell({ type: 'progress', line });
  });
  relayGate.open(relay.app.routing);
  // Without TLS, so that who reports takes less of the machine from what is measured.
  const relayOrigin = await relay.app.listen({ port: 0, host: '127.0.0.1' });
  process.on('message', (ask: ServerAsk) => {
    void answer(ask, { relay, timed, issuer, close: () => servers.close(1_000) });
  });
  tell({ type: 'ready', front, relayOrigin });
}

interface Parts {
  readonly relay: Relay;
  readonly timed: TimedDatabase;
  readonly issuer: TestIssuer;
  close(): Promise<void>;
}

async function answer(ask: ServerAsk, { relay, timed, issuer, close }: Parts): Promise<void> {
  switch (ask.type) {
    case 'administrator':
      tell({ type: 'administrator', token: await issuer.sign(administratorClaims(tenantId)) });
      return;
    case 'reporters':
      tell({ type: 'reporters', tokens: await reporterTokens(timed, issuer, ask.count) });
      return;
    case 'statements':
      tell({ type: 'statements', times: timed.take(ask.count) });
      return;
    case 'stop':
      await close();
      await relay.close();
      await timed.database.close();
      process.exit(0);
  }
}

/** The first by name: those are on the screen. */
async function reporterTokens(
  { database }: TimedDatabase,
  issuer: TestIssuer,
  count: number,
): Promise<string[]> {
  const people = await database.query<{ oid: string; name: string; email: string }>(
    `SELECT p.oid, p.display_name AS name, p.email FROM user_status s JOIN user_profile p USING (tenant_id, user_id)
     WHERE tenant_id = $1::uuid AND p.oid IS NOT NULL ORDER BY s.sort_name, s.user_id LIMIT $2::int`,
    [tenantId, count],
  );
  return Promise.all(people.map((person) => issuer.sign(runnerClaims(person, tenantId))));
}

process.once('message', (options: ServerOptions) => {
  main(options).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// Who measures is gone: nobody would stop this process.
process.once('disconnect', () => process.exit(1));
