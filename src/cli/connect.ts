// Which relay, and by which right: a token of the environment, client credentials of the environment, or the sandbox that
// `npm start` left word of in endpoints.json. The environment wins, so that a script never meets another relay by accident.

import path from 'node:path';
import { z } from 'zod';
import { createMonitorClient, type MonitorClient } from '../remote/relay/monitor-client.ts';
import {
  createRelayCall,
  createRelayStream,
  type RelayOptions,
  type RelayStream,
} from '../remote/relay/relay-call.ts';
import { CliFailure, unreachableRemedy } from './failure.ts';
import { createLocalFetch } from './local-fetch.ts';
import type { World } from './world.ts';

export interface Connection {
  readonly monitor: MonitorClient;
  readonly fetch: typeof fetch;
  readonly stream: RelayStream;
}

interface Found {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  token(): Promise<string>;
}

const endpointsSchema = z.object({
  relay: z.url(),
  ca: z.string(),
  people: z.array(z.object({ userName: z.string(), roles: z.array(z.string()) })),
  testClient: z.object({
    clientId: z.string(),
    clientSecret: z.string(),
    tokenEndpoint: z.url(),
    relayScope: z.string(),
  }),
});
const tokenAnswer = z.object({ access_token: z.string() });

/** Rejects with CliFailure. */
export async function connect(world: World): Promise<Connection> {
  const found = (await fromEnvironment(world)) ?? (await fromSandbox(world));
  let token: Promise<string> | null = null;
  const options: RelayOptions = {
    baseUrl: found.baseUrl,
    fetch: found.fetch,
    getToken: (how) => {
      if (token === null || how?.forceRefresh === true) token = found.token();
      return token;
    },
  };
  return {
    monitor: createMonitorClient(createRelayCall(options), found.baseUrl),
    fetch: found.fetch,
    stream: createRelayStream(options),
  };
}

async function fromEnvironment({ environment }: World): Promise<Found | null> {
  const { RELAY_URL, RELAY_TOKEN, RELAY_TOKEN_ENDPOINT, RELAY_CLIENT_ID, RELAY_CLIENT_SECRET } = environment;
  if (!RELAY_URL) {
    if (!RELAY_TOKEN && !RELAY_CLIENT_ID) return null;
    throw new CliFailure(
      'usage',
      'RELAY_URL is not set, but RELAY_TOKEN or RELAY_CLIENT_ID is.',
      'Set it to the address of the relay, or unset the others to use the one that npm start runs.',
    );
  }
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(
    (URL.canParse(RELAY_URL) ? new URL(RELAY_URL) : null)?.hostname ?? '',
  );
  if (!/^https:\/\//.test(RELAY_URL) && !(isLocal && /^http:\/\//.test(RELAY_URL))) {
    throw new CliFailure('usage', 'RELAY_URL is not an https address.', 'A token is sent by https only.');
  }
  const baseUrl = RELAY_URL.replace(/\/+$/, '');
  if (RELAY_TOKEN) return { baseUrl, fetch, token: () => Promise.resolve(RELAY_TOKEN) };
  if (!RELAY_TOKEN_ENDPOINT || !RELAY_CLIENT_ID || !RELAY_CLIENT_SECRET) {
    throw new CliFailure(
      'usage',
      'There is no token for the relay.',
      'Set RELAY_TOKEN, or RELAY_TOKEN_ENDPOINT, RELAY_CLIENT_ID and RELAY_CLIENT_SECRET.',
    );
  }
  const form = {
    grant_type: 'client_credentials',
    client_id: RELAY_CLIENT_ID,
    client_secret: RELAY_CLIENT_SECRET,
    scope: environment.RELAY_SCOPE ?? 'api://sales-sync-relay/.default',
  };
  return { baseUrl, fetch, token: () => askToken(fetch, RELAY_TOKEN_ENDPOINT, form) };
}

/** As the sample company's administrator, whose name then stands in the audit list. */
async function fromSandbox(world: World): Promise<Found> {
  const file = path.resolve(world.environment.DATA_DIR ?? './data', 'endpoints.json');
  const text = await world.readText(file).catch((cause: unknown) => {
    throw new CliFailure(
      'usage',
      `No relay is named, and there is no ${path.basename(file)} of a running sandbox.`,
      'Run npm start first, or set RELAY_URL and RELAY_TOKEN.',
      { cause },
    );
  });
  const { relay, ca, people, testClient } = endpointsSchema.parse(JSON.parse(text));
  const trusting = createLocalFetch(await world.readText(ca));
  const administrator = people.find(({ roles }) => roles.includes('Monitor.Admin'));
  const form = {
    grant_type: 'password',
    client_id: testClient.clientId,
    client_secret: testClient.clientSecret,
    username: administrator?.userName ?? '',
    scope: testClient.relayScope.replace(/\.default$/, 'access_as_user'),
  };
  return {
    baseUrl: relay,
    fetch: trusting,
    token: () => askToken(trusting, testClient.tokenEndpoint, form),
  };
}

async function askToken(
  call: typeof fetch,
  endpoint: string,
  form: Readonly<Record<string, string>>,
): Promise<string> {
  const response = await call(endpoint, { method: 'POST', body: new URLSearchParams(form) }).catch(
    (cause: unknown) => {
      const message = 'The identity provider does not answer.';
      throw new CliFailure('unreachable', message, unreachableRemedy, { cause });
    },
  );
  const answer = tokenAnswer.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data.access_token;
  throw new CliFailure(
    'refused',
    `The identity provider gave no token (${String(response.status)}).`,
    'Check client id, secret and scope.',
  );
}
