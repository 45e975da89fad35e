// Every route of Sales that the sandbox serves, asked as Ana in several framework versions and recorded.
import { stringify } from 'lossless-json';
import { MY_CONTACTS, RESOURCES, SEARCH, startSales } from '../../sandbox/sales/sales-client.ts';
import type { Client } from '../../sandbox/sales/sales-client.ts';
import { isObject, recordingFetch } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';
import { exactJson } from './reading.ts';

interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
type Ask = (method: string, path: string, asking?: Asking) => Promise<Json>;

const adf = (kind: string): string => `application/vnd.oracle.adf.${kind}+json`;
const json = { accept: 'application/json' };

export async function exerciseSales(version: number): Promise<readonly Exchange[]> {
  const client = await startSales();
  const exchanges: Exchange[] = [];
  try {
    const ask = asking(client, version, exchanges);
    await metadata(ask);
    await reads(ask, version);
    await writes(ask);
    await children(ask);
    await batches(ask);
    await searches(ask);
    await failures(ask, client);
  } finally {
    await client.sandbox.close();
  }
  return exchanges;
}

function asking({ origin }: Client, version: number, exchanges: Exchange[]): Ask {
  const send = recordingFetch(fetch, exchanges);
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await send(
      path.startsWith('http') ? path.replace(/^https:\/\/[^/]+/, origin) : origin + path,
      {
        method,
        headers: {
          authorization: 'Bearer ana.ruiz',
          'rest-framework-version': String(version),
          ...(body === undefined ? {} : { 'content-type': adf('resourceitem') }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : (stringify(body) ?? '') }),
      },
    );
    const answer = exactJson(await response.text());
    return isObject(answer) ? answer : {};
  };
}

function selfOf(item: Json): string {
  const links = Array.isArray(item['links']) ? (item['links'] as unknown[]).filter(isObject) : [];
  return String(links.find(({ rel }) => rel === 'self')?.['href']);
}

function itemsIn(page: Json): readonly Json[] {
  return Array.isArray(page['items']) ? (page['items'] as unknown[]).filter(isObject) : [];
}

async function metadata(ask: Ask): Promise<void> {
  await ask('GET', '/crmRestApi/resources');
  await ask('GET', `${RESOURCES}/describe?metadataMode=minimal`);
  for (const resource of resources) await ask('GET', `${RESOURCES}/${resource}/describe`);
}

const resources = ['contacts', 'accounts', 'resources', 'resourceUsers'] as const;

async function reads(ask: Ask, version: number): Promise<void> {
  for (const resource of resources) {
    const [first] = itemsIn(await ask('GET', `${RESOURCES}/${resource}?limit=3`));
    await ask('GET', selfOf(first ?? {}));
  }
  const q = encodeURIComponent(version === 1 ? 'PartyStatus=A' : "PartyStatus='A'");
  const fields = 'fields=PartyId,PartyNumber,LastUpdateDate';
  const page = `${RESOURCES}/contacts?q=${q}&orderBy=LastUpdateDate:asc,PartyId:asc&limit=2`;
  await ask('GET', `${page}&${fields}&totalResults=true`, { headers: json });
  await ask('GET', `${page}&offset=2&onlyData=true`);
  await ask('GET', `${page}&${fields}&links=self`);
  await ask('GET', `${page}&expand=ContactPoint`);
  await ask('GET', `${page}&offset=100000`);
  await ask('GET', `${page}&fields=`);
  await ask('GET', `${page}&fields=PartyId;ContactPoint:ContactPointId,PhoneNumber`);
  await ask('GET', `${RESOURCES}/contacts?expand=all&limit=2&links=self,canonical`);
}

async function writes(ask: Ask): Promise<void> {
  const names = { FirstName: 'Ada', LastName: 'Byron', EmailAddress: 'ada@engines.example' };
  const made = await ask('POST', `${RESOURCES}/contacts`, { body: names, headers: json });
  const self = selfOf(made);
  await ask('GET', self);
  await ask('PATCH', self, { body: { JobTitle: 'CTO', Country: 'GB' } });
  await ask('PATCH', self, { body: { JobTitle: 'CEO' }, headers: { 'if-match': '"ACED0005AA"' } });
  await ask('PUT', self, { body: { ...names, Department: 'Engines' } });
  await ask('GET', self, { headers: { 'if-none-match': '*' } });
  await ask('POST', `${RESOURCES}/contacts/action/findDuplicates`, {
    body: { contact: names },
    headers: { 'content-type': adf('action') },
  });
  await ask('POST', `${RESOURCES}/contacts`, {
    body: { ...names, PartyNumber: String(made['PartyNumber']), JobTitle: 'Countess' },
    headers: { 'upsert-mode': 'true' },
  });
  // A key with reserved characters: only its link tells how it is encoded.
  const odd = await ask('POST', `${RESOURCES}/contacts`, {
    body: { LastName: 'Key', PartyNumber: 'M365 7/Q%2' },
  });
  await ask('GET', selfOf(odd));
  const path = new URL(selfOf(odd)).pathname.slice(RESOURCES.length);
  const update = { id: 'part0', path, operation: 'update', payload: { JobTitle: 'CFO' } };
  await ask('POST', `${RESOURCES}/`, {
    body: { parts: [update] },
    headers: { 'content-type': adf('batch') },
  });
  await ask('DELETE', selfOf(odd));
  const account = await ask('POST', `${RESOURCES}/accounts`, { body: { OrganizationName: 'Engines' } });
  await ask('DELETE', selfOf(account));
  await ask('DELETE', self);
}

async function children(ask: Ask): Promise<void> {
  const [contact] = itemsIn(await ask('GET', `${RESOURCES}/contacts?limit=1`));
  const points = `${selfOf(contact ?? {})}/child/ContactPoint`;
  const phone = {
    ContactPointType: 'PHONE',
    PhoneType: 'MOBILE',
    PhoneCountryCode: '34',
    PhoneNumber: '5550101',
  };
  const point = await ask('POST', points, { body: phone });
  await ask('GET', points);
  await ask('GET', selfOf(point));
  await ask('DELETE', selfOf(point));
}

async function batches(ask: Ask): Promise<void> {
  const [contact] = itemsIn(await ask('GET', `${RESOURCES}/contacts?limit=1`));
  const path = `/contacts/${String(contact?.['PartyNumber'])}`;
  const create = { id: 'part0', path: '/contacts', operation: 'create', payload: { LastName: 'Byron' } };
  const update = { id: 'part1', path, operation: 'update', payload: { JobTitle: 'CFO' } };
  const headers = { 'content-type': adf('batch') };
  const parts = [
    create,
    update,
    { id: 'part2', path, operation: 'get' },
    { id: 'part3', path, operation: 'delete' },
  ];
  await ask('POST', `${RESOURCES}/`, { body: { parts }, headers });
  const wrong = { ...update, payload: { JobTitel: 'CFO' } };
  await ask('POST', `${RESOURCES}/`, { body: { parts: [create, wrong] }, headers });
}

async function searches(ask: Ask): Promise<void> {
  const own = { 'content-type': 'application/json' };
  await ask('GET', `${SEARCH}?entity=Contact`);
  await ask('GET', `${SEARCH}/Contact`);
  await ask('GET', `${SEARCH}/${MY_CONTACTS}?entity=Contact`);
  await ask(
    'GET',
    `${SEARCH}/${MY_CONTACTS}/results?entity=Contact&onlyData=true&limit=2&offset=2&sort=PartyId:asc`,
  );
  const body = {
    entity: 'Contact',
    copiedFrom: `https://pod${SEARCH}/${MY_CONTACTS}`,
    fields: ['PartyId'],
    limit: 2,
  };
  const transient = { ...own, preference: 'transient', prefer: 'transient' };
  await ask('POST', `${SEARCH}?onlyData=true`, { body, headers: transient });
  await ask('POST', SEARCH, { body, headers: { ...own, preference: 'return=query-result' } });
}

async function failures(ask: Ask, { sandbox, origin }: Client): Promise<void> {
  await ask('GET', `${RESOURCES}/contacts/nobody`);
  await ask('GET', `${RESOURCES}/nothing`);
  await ask('GET', `${RESOURCES}/contacts?q=Nonsense%3D%271%27`);
  await ask('GET', `${RESOURCES}/contacts?limit=none`);
  await ask('GET', `${RESOURCES}/contacts`, { headers: { authorization: 'Bearer expired' } });
  await ask('GET', `${RESOURCES}/contacts`, { headers: { accept: 'text/csv' } });
  await ask('POST', `${RESOURCES}/contacts`, { body: {} });
  await ask('POST', `${RESOURCES}/contacts`, { body: { LastName: 'x'.repeat(151), Contry: 'DE' } });
  await ask('POST', `${RESOURCES}/contacts`, {
    body: { LastName: 'x' },
    headers: { 'content-type': 'text/csv' },
  });
  await ask('POST', `${RESOURCES}/contacts`, { body: 'no JSON' });
  sandbox.control.setSwitches({ unauthorizedBody: 'json', notFoundBody: 'json' });
  await ask('GET', `${RESOURCES}/contacts/nobody`);
  await ask('GET', `${RESOURCES}/contacts`, { headers: { authorization: 'Bearer expired' } });
  for (const status of [429, 503, 504]) {
    await fetch(`${origin}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ path: '*', status, count: 1, ...(status === 429 ? { retryAfter: 3 } : {}) }),
    });
    await ask('GET', `${RESOURCES}/contacts`);
  }
}
