// Starts a Sales sandbox on a folder of its own and talks to it as one person. Answers keep ids exact.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLosslessNumber, parse, stringify } from 'lossless-json';
import { company } from '../../../src/sandbox/company/company.ts';
import { createFaults } from '../../../src/sandbox/faults/faults.ts';
import type { VerifyToken } from '../../../src/sandbox/identity/verified-token.ts';
import { createSalesSandbox } from '../../../src/sandbox/sales/app.ts';
import type { SalesSandbox } from '../../../src/sandbox/sales/app.ts';
import type { Switches } from '../../../src/sandbox/sales/switches.ts';

export const RESOURCES = '/crmRestApi/resources/11.13.18.05';
export const SEARCH = '/crmRestApi/searchResources/11.13.18.05/custom-actions/queries';
export const MY_CONTACTS = '59783e65-0513-4169-9fae-db9d7d1b105c';

/** `Bearer <userName>` is that person, `Bearer app` an application. */
const verifyToken: VerifyToken = (authorization) => {
  const name = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (name === undefined) return Promise.resolve({ ok: false, reason: 'missing' });
  if (name === 'expired') return Promise.resolve({ ok: false, reason: 'expired' });
  const client = { oid: 'o', roles: [], clientId: 'client' };
  if (name === 'app') return Promise.resolve({ ok: true, token: { kind: 'app', ...client } });
  return Promise.resolve({
    ok: true,
    token: { kind: 'user', userName: name, scopes: ['consumer'], ...client },
  });
};

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** the body with ids as they stand: LosslessNumber for number tokens */
  readonly json: Body;
}

export type Body = Record<string, unknown>;

export interface Ask {
  readonly as?: string;
  readonly version?: number | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  readonly sandbox: SalesSandbox;
  readonly dataDir: string;
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS',
    url: string,
    ask?: Ask,
  ): Promise<Reply>;
  switches(changes: Partial<Switches>): Promise<void>;
}

export async function startSales(dataDir = mkdtempSync(join(tmpdir(), 'sales-sandbox-'))): Promise<Client> {
  const sandbox = await createSalesSandbox({
    verifyToken,
    faults: createFaults(),
    dataDir,
    company,
    instanceId: 'test-instance',
    origin: 'https://localhost:3000/sales',
    corsOrigins: ['https://localhost:3000'],
  });
  const origin = await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  const ask: Client['ask'] = async (
    method,
    url,
    { as = 'ana.ruiz', version = 9, body, headers = {} } = {},
  ) => {
    const response = await fetch(new URL(url, origin), {
      method,
      headers: {
        authorization: `Bearer ${as}`,
        accept: 'application/json',
        ...(version === null ? {} : { 'rest-framework-version': String(version) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : (stringify(body) ?? '') }),
    });
    const text = await response.text();
    const answered = Object.fromEntries(response.headers);
    const isJson = (answered['content-type'] ?? '').includes('json') && text !== '';
    return { status: response.status, headers: answered, text, json: isJson ? (readJson(text) as Body) : {} };
  };
  return {
    sandbox,
    dataDir,
    origin,
    ask,
    switches: (changes) => {
      sandbox.control.setSwitches(changes);
      return Promise.resolve();
    },
  };
}

function readJson(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

export function itemsOf(reply: Reply): Body[] {
  return reply.json['items'] as Body[];
}

/** Exact digits of an id, whether it came as a number or as a string. */
export function digits(value: unknown): string {
  return isLosslessNumber(value) ? value.toString() : String(value);
}

export function detailsOf(reply: Reply): Body[] {
  return reply.json['o:errorDetails'] as Body[];
}

export { company };
