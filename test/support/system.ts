// The whole product on one machine, as `npm start` runs it, on ports and a data folder of the test's own.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';

export interface Endpoints {
  readonly pane: string;
  readonly relay: string;
  readonly identity: string;
  readonly graph: string;
  readonly sales: string;
  readonly ca: string;
  readonly people: readonly {
    readonly userName: string;
    readonly displayName: string;
    readonly oid: string;
    readonly mail: string;
    readonly salesPartyId: string;
    readonly roles: readonly string[];
  }[];
  readonly testClient: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly tokenEndpoint: string;
    readonly salesTokenEndpoint: string;
    readonly graphScope: string;
    readonly salesScope: string;
    readonly relayScope: string;
  };
}

export interface System {
  readonly endpoints: Endpoints;
  readonly output: () => string;
  stop(): Promise<void>;
  /** kill -9, as a power cut would; the data folder stays */
  kill(): Promise<void>;
}

export interface SystemOptions {
  readonly port: number;
  readonly dataDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** file that takes what background runs exchange with both services, see contract-recording.ts */
  readonly recording?: string;
}

const readyMs = 120_000;

export async function startSystem(options: SystemOptions): Promise<System> {
  const { port, dataDir, environment = {}, recording } = options;
  const folder = dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'sales-sync-')));
  const recorder =
    recording === undefined ? [] : ['--import', new URL('./record-https.ts', import.meta.url).href];
  const child = spawn(process.execPath, ['--import', 'tsx', ...recorder, 'src/local/main.ts'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      DATA_DIR: folder,
      CONTRACT_RECORDING: recording,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  let isEnding = false;
  child.once('exit', (code, signal) => {
    if (!isEnding)
      console.error(`the system ended by itself (${String(code ?? signal)}):\n${output.slice(-4_000)}`);
  });
  await untilReady(child, () => output);
  const text = await readFile(path.join(folder, 'endpoints.json'), 'utf8');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    isEnding = true;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await ended;
    }
  };
  return {
    endpoints: JSON.parse(text) as Endpoints,
    output: () => output,
    stop: async () => {
      await end('SIGTERM');
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
  };
}

function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready after ${readyMs / 1000} s:\n${output()}`));
    }, readyMs);
    child.stdout?.on('data', () => {
      if (!/^Ready: https:/m.test(output())) return;
      clearTimeout(late);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${String(code)} before it was ready:\n${output()}`));
    });
  });
}

export interface CallOptions {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  json(): unknown;
}

/** One request to a server of the system; its certificate is checked against the system's own authority. */
export async function callSystem(system: System, url: string, options: CallOptions = {}): Promise<Answer> {
  const ca = await readFile(system.endpoints.ca, 'utf8');
  const body = options.form
    ? new URLSearchParams(options.form).toString()
    : options.body === undefined
      ? undefined
      : JSON.stringify(options.body);
  const type = options.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const headers = {
    ...(body === undefined
      ? {}
      : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }),
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const method = options.method ?? (body === undefined ? 'GET' : 'POST');
    const request = https.request(url, { ca, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text) as unknown,
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

export type Audience = 'graph' | 'sales' | 'relay';

/** A person's token by the sandbox-only password grant, or the application's without a person. */
export async function tokenOf(system: System, audience: Audience, userName?: string): Promise<string> {
  const { testClient } = system.endpoints;
  const scope = { graph: testClient.graphScope, sales: testClient.salesScope, relay: testClient.relayScope }[
    audience
  ];
  const answer = await callSystem(
    system,
    audience === 'sales' ? testClient.salesTokenEndpoint : testClient.tokenEndpoint,
    {
      form: {
        client_id: testClient.clientId,
        client_secret: testClient.clientSecret,
        scope: userName === undefined ? scope.replace(/\/[^/ ]+$/, '/.default') : scope,
        ...(userName === undefined
          ? { grant_type: 'client_credentials' }
          : { grant_type: 'password', username: userName }),
      },
    },
  );
  if (answer.status !== 200) throw new Error(`no token for ${userName ?? 'the application'}: ${answer.text}`);
  return (answer.json() as { readonly access_token: string }).access_token;
}

/** Asks again until the answer is what is waited for; says what it was last when it never came. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T>,
  { is, forMs = 60_000 }: { readonly is: (value: T) => boolean; readonly forMs?: number },
): Promise<T> {
  const until = Date.now() + forMs;
  let last = await look();
  while (!is(last)) {
    if (Date.now() > until) throw new Error(`${what}: last seen ${JSON.stringify(last).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
    last = await look();
  }
  return last;
}
