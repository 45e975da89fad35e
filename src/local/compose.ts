// The whole system on one machine: the only file that knows all its parts. Order: folder, certificate, ports,
// sandbox, relay, background runs; it stops in the opposite order, and so does a start that fails half-way.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { audiences, clientIds, testClientSecret } from '../sandbox/identity/registrations.ts';
import { startSandbox } from '../sandbox/start.ts';
import { openCertificates } from './front/certificates.ts';
import type { LocalConfig } from './config.ts';
import { openDataFolder } from './files/data-folder.ts';
import { originsOf, writeEndpoints } from './endpoints.ts';
import { openFront } from './front/front.ts';
import { createGate } from './front/gate.ts';
import { listenersFor } from './front/listeners.ts';
import { settleSituations } from './sample-situations.ts';
import { sampleAdministrator, startBackground } from './start-background.ts';
import { startRelay } from './start-relay.ts';
import { createTrustingFetch } from './front/trusting-fetch.ts';

export interface System {
  /** address of the pane */
  readonly origin: string;
  stop(): Promise<void>;
}

export interface Logs {
  /** one line for the person at the terminal */
  readonly progress: (message: string) => void;
  /** what a server has to say about its own faults */
  readonly trouble: (message: string) => void;
  /** what background runs meet all day: sign-ins that ended, mailboxes that are throttled */
  readonly detail: (message: string) => void;
}

/** How long answers under way may take while stopping. */
const graceMs = 3_000;

/** Starts everything or nothing. Errors named DataFolderError, PortInUseError, CorruptStoreError carry a sentence for people. */
export async function startSystem(config: LocalConfig, logs: Logs): Promise<System> {
  const closing: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    await start(config, logs, closing);
    return { origin: originsOf(config.port).front, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: LocalConfig,
  { progress, trouble, detail }: Logs,
  closing: (() => void | Promise<void>)[],
): Promise<void> {
  const { port, dataDir, isCrossOrigin } = config;
  const origins = originsOf(port);
  const folder = openDataFolder(dataDir);
  closing.push(() => {
    folder.release();
  });
  const certificates = await openCertificates(dataDir, Date.now());
  if (certificates.isNew) progress('Made a certificate for localhost; the browser will ask about it once.');

  const gates = {
    identity: createGate(),
    graph: createGate(),
    sales: createGate(),
    page: createGate(),
    relay: createGate(),
  };
  const front = await openFront(
    certificates,
    listenersFor(port, {
      identity: gates.identity.handle,
      graph: gates.graph.handle,
      sales: gates.sales.handle,
      page: gates.page.handle,
      relay: gates.relay.handle,
    }),
  );
  closing.push(() => front.close(graceMs));

  const sandbox = await startSandbox({
    origin: origins.front,
    salesOrigin: isCrossOrigin ? origins.sales : `${origins.front}/sales`,
    dataDir: path.join(dataDir, 'sandbox'),
    log: trouble,
  });
  closing.push(() => sandbox.close());
  gates.identity.open(sandbox.handlers.identity);
  gates.graph.open(sandbox.handlers.graph);
  gates.sales.open(sandbox.handlers.sales);
  gates.page.open(sandbox.handlers.page);
  progress('Sandbox: identity, Graph and Sales are up.');

  writeEndpoints(dataDir, {
    origins,
    caFile: certificates.caFile,
    people: sandbox.people,
    testClient: { clientId: clientIds.test, clientSecret: testClientSecret },
    audiences,
  });
  const { fetch, close } = createTrustingFetch(readFileSync(certificates.caFile, 'utf8'));
  closing.push(close);
  const relay = await startRelay({ config, origins, fetch });
  closing.push(() => relay.close());
  gates.relay.open(relay.handle);
  progress('Relay and Monitor are up.');

  const { people } = sandbox;
  const background = startBackground({ config, origins, people, fetch, log: detail });
  closing.push(() => background.stop());
  const settling = new AbortController();
  closing.push(() => {
    settling.abort();
  });
  void settleSituations({
    sandbox,
    administrator: sampleAdministrator({ origins, people, fetch }),
    newcomers: people.filter(({ situation }) => situation === 'never-synced'),
    signal: settling.signal,
    log: detail,
    everyMs: 5_000,
  });
}
