// A Graph sandbox with a company of three, a clock the test moves, and tokens that say in plain text what they allow.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from '../../../src/sandbox/company/person.ts';
import type { OutlookContactSeed } from '../../../src/sandbox/company/records.ts';
import { createFaults } from '../../../src/sandbox/faults/faults.ts';
import type { Faults } from '../../../src/sandbox/faults/faults.ts';
import { createGraphSandbox } from '../../../src/sandbox/graph/app.ts';
import type { GraphSandbox } from '../../../src/sandbox/graph/app.ts';
import type { TokenAnswer } from '../../../src/sandbox/identity/verified-token.ts';

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly json: Json;
  readonly text: string;
}

const allScopes = ['Contacts.ReadWrite', 'MailboxSettings.ReadWrite', 'User.Read', 'User.Read.All'];

export const people: readonly Person[] = [
  person('ana', 1),
  person('ben', 2),
  { ...person('slow', 3), situation: 'throttled-mailbox' },
];

function person(userName: string, number: number): Person {
  return {
    userName,
    displayName: `${userName} example`,
    givenName: userName,
    surname: 'Example',
    mail: `${userName}@contoso.example`,
    oid: `00000000-0000-4000-8000-00000000000${String(number)}`,
    salesPartyId: String(number),
    roles: [],
    locale: 'de-DE',
    office: 'Munich',
    timeZone: 'Europe/Berlin',
    situation: 'ordinary',
  };
}

export function seedContact(number: number): OutlookContactSeed {
  return {
    givenName: `Given${String(number)}`,
    middleName: null,
    surname: `Sur${String(number)}`,
    generation: null,
    displayName: `Given${String(number)} Sur${String(number)}`,
    jobTitle: null,
    department: null,
    companyName: null,
    emailAddresses: [{ name: `C${String(number)}`, address: `c${String(number)}@x.test` }],
    businessPhones: [],
    mobilePhone: null,
    homePhones: [],
    businessAddress: null,
    homeAddress: null,
    birthday: null,
    personalNotes: '',
    categories: number % 2 === 0 ? ['Shared with Sales'] : [],
  };
}

export interface GraphServer extends GraphSandbox {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly faults: Faults;
  readonly dataDir: string;
  /** moves the clock of the server */
  advance(ms: number): void;
  /** stops, keeps the data folder and starts again */
  restart(): Promise<GraphServer>;
  /** stops and deletes the data folder */
  end(): Promise<void>;
}

export async function startGraph(
  contactsOf: Readonly<Record<string, readonly OutlookContactSeed[]>> = {},
  dataDir = mkdtempSync(join(tmpdir(), 'graph-sandbox-')),
): Promise<GraphServer> {
  let now = Date.parse('2026-11-21T10:00:00Z');
  const faults = createFaults();
  const sandbox = await createGraphSandbox({
    verifyToken: (authorization) => Promise.resolve(verify(authorization)),
    faults,
    dataDir,
    company: { people, outlookContactsOf: (userName) => contactsOf[userName] ?? [] },
    linkOrigin: 'graph.microsoft.com',
    now: () => now,
    log: (message) => {
      throw new Error(message);
    },
  });
  const origin = await sandbox.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...sandbox,
    origin,
    faults,
    dataDir,
    advance(ms) {
      now += ms;
    },
    async restart() {
      await sandbox.close();
      return startGraph(contactsOf, dataDir);
    },
    async end() {
      await sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** `Bearer user ana A,B` has scopes A and B; `Bearer app A` has role A. */
function verify(authorization: string | undefined): TokenAnswer {
  if (authorization === undefined) return { ok: false, reason: 'missing' };
  const [kind, name = '', grants = ''] = authorization.replace(/^Bearer /, '').split('|');
  const clientId = 'client';
  if (kind === 'app') return { ok: true, token: { kind, oid: 'app-oid', roles: name.split(','), clientId } };
  const found = people.find(({ userName }) => userName === name);
  if (kind !== 'user' || found === undefined) return { ok: false, reason: 'expired' };
  const { userName, oid } = found;
  return { ok: true, token: { kind, userName, oid, roles: [], scopes: grants.split(','), clientId } };
}

export function userToken(userName: string, scopes: readonly string[] = allScopes): string {
  return `Bearer user|${userName}|${scopes.join(',')}`;
}

export function appToken(...roles: string[]): string {
  return `Bearer app|${roles.join(',')}`;
}

export const immutable = { prefer: 'IdType="ImmutableId"' };

/** One request below `/graph/v1.0`, or to an absolute link, as Ana unless the headers say otherwise. */
export async function ask(
  { origin }: GraphServer,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT' | 'OPTIONS',
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const url = path.startsWith(production) ? path.replace(production, origin) : `${origin}/graph/v1.0${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: userToken('ana'),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Json) : {};
  return { status: response.status, headers: Object.fromEntries(response.headers), json, text };
}

const production = 'https://graph.microsoft.com';

export function rowsOf({ json }: Answer): Json[] {
  return (json['value'] ?? []) as Json[];
}

export function textOf(json: Json, name: string): string {
  const value = json[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text`);
  return value;
}

export function codeOf({ json }: Answer): unknown {
  return (json['error'] as Json | undefined)?.['code'];
}

/** Follows nextLinks to the deltaLink. */
export async function deltaRound(
  server: GraphServer,
  start: string,
  headers: Record<string, string> = immutable,
): Promise<{ rows: Json[]; pages: number; link: string }> {
  const rows: Json[] = [];
  let link = start;
  for (let pages = 1; pages < 100; pages += 1) {
    const answer = await ask(server, 'GET', link, { headers });
    if (answer.status !== 200) throw new Error(answer.text);
    rows.push(...rowsOf(answer));
    if ('@odata.deltaLink' in answer.json)
      return { rows, pages, link: textOf(answer.json, '@odata.deltaLink') };
    link = textOf(answer.json, '@odata.nextLink');
  }
  throw new Error('the round has no end');
}
