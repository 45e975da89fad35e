// Background runs for the sample people (runner `delegated`): all but those of whom is said that they never synchronized.
import path from 'node:path';
import { TENANT_ID } from '../sandbox/company/people.ts';
import type { Person } from '../sandbox/company/person.ts';
import {
  audiences,
  clientIds,
  refreshTokenDays,
  testClientSecret,
} from '../sandbox/identity/registrations.ts';
import { startDelegatedRuns } from '../worker/delegated/start-delegated-runs.ts';
import type { DelegatedRuns } from '../worker/delegated/delegated-options.ts';
import { createAdministrator } from './administrator.ts';
import type { Administrator } from './administrator.ts';
import type { LocalConfig } from './config.ts';
import type { Origins } from './endpoints.ts';
import { scopesOf } from './pane-configuration.ts';

export interface BackgroundOptions {
  readonly config: LocalConfig;
  readonly origins: Origins;
  readonly people: readonly Person[];
  /** trusts the localhost certificate */
  readonly fetch: typeof fetch;
  readonly log: (message: string) => void;
}

/** Two cores share the work with every server of the system; more at once would only make each run longer. */
const concurrency = 4;

export function startBackground({ config, origins, people, fetch, log }: BackgroundOptions): DelegatedRuns {
  const graphScope = scopesOf(audiences.graph).join(' ');
  const relayScope = scopesOf(audiences.relay).join(' ');
  const salesScope = `${audiences.sales}/consumer`;
  const client = {
    clientId: clientIds.background,
    redirectUri: `${origins.front}/background/callback`,
  };
  return startDelegatedRuns({
    people: people.filter(({ situation }) => situation !== 'never-synced'),
    tenantId: TENANT_ID,
    clients: {
      microsoft: {
        ...client,
        issuer: `${origins.front}/identity/microsoft`,
        scope: `openid profile offline_access ${graphScope} ${relayScope}`,
      },
      sales: {
        ...client,
        issuer: `${origins.front}/identity/sales`,
        scope: `openid offline_access ${salesScope}`,
        signInDays: refreshTokenDays,
      },
    },
    graph: { baseUrl: `${origins.graph}/v1.0`, scope: graphScope },
    sales: { baseUrl: origins.sales, scope: salesScope, frameworkVersion: 9 },
    relay: { baseUrl: origins.front, scope: relayScope },
    keptDir: path.join(config.dataDir, 'background'),
    intervalMs: config.syncIntervalMs,
    concurrency,
    fetch,
    log,
  });
}

/** The administrator of the sample company, over HTTP like the Monitor. */
export function sampleAdministrator({
  origins,
  people,
  fetch,
}: Omit<BackgroundOptions, 'config' | 'log'>): Administrator {
  const administrator = people.find(({ roles }) => roles.includes('Monitor.Admin'));
  const grant = {
    client_id: clientIds.test,
    client_secret: testClientSecret,
    username: administrator?.userName ?? '',
    scope: scopesOf(audiences.relay).join(' '),
  };
  const tokenEndpoint = `${origins.front}/identity/microsoft/token`;
  return createAdministrator({ relay: origins.front, tokenEndpoint, grant, fetch });
}
