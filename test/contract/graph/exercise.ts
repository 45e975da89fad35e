// Every route of Graph that the sandbox serves, asked once or more as Ana and recorded.
import { seedContact, startGraph, userToken } from '../../sandbox/graph/graph-server.ts';
import type { GraphServer } from '../../sandbox/graph/graph-server.ts';
import { isObject, jsonOf, recordingFetch } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';

interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
/** Path below the version, or a link of an answer; answers the body. */
type Ask = (method: string, path: string, asking?: Asking) => Promise<Json>;

const immutable = { prefer: 'IdType="ImmutableId", odata.maxpagesize=2' };
const property = 'String {6f0e0a5c-0000-4000-8000-000000000001} Name SalesId';

export async function exerciseGraph(): Promise<readonly Exchange[]> {
  const server = await startGraph({ ana: [1, 2, 3, 4, 5].map(seedContact) });
  const exchanges: Exchange[] = [];
  try {
    const ask = asking(server, exchanges);
    await contacts(ask, server);
    await rounds(ask, server);
    await trouble(ask, server);
    await folders(ask);
    await extensions(ask);
    await settings(ask);
    await batches(ask);
    await failures(ask, server);
  } finally {
    await server.end();
  }
  return exchanges;
}

function asking({ origin }: GraphServer, exchanges: Exchange[]): Ask {
  const send = recordingFetch(fetch, exchanges);
  return async (method, path, { body, headers = {} } = {}) => {
    const url = path.startsWith('http')
      ? path.replace('https://graph.microsoft.com', origin)
      : `${origin}/v1.0${path}`;
    const response = await send(url, {
      method,
      headers: {
        authorization: userToken('ana'),
        'client-request-id': 'b0a9e9b4-0000-4000-8000-000000000001',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = jsonOf(await response.text());
    return isObject(json) ? json : {};
  };
}

async function contacts(ask: Ask, { control }: GraphServer): Promise<void> {
  for (const owner of ['/me', '/users/ana%40contoso.example']) {
    await ask('GET', owner);
    await ask('GET', `${owner}/contacts`);
    await ask('GET', `${owner}/contacts/$count`);
  }
  await ask('GET', '/users?$top=2');
  const page = await ask('GET', '/me/contacts?$top=2&$count=true&$orderby=displayName', {
    headers: immutable,
  });
  await ask('GET', String(page['@odata.nextLink']), { headers: immutable });
  const name = encodeURIComponent("emailAddresses/any(a:a/address eq 'c1@x.test')");
  await ask('GET', `/me/contacts?$filter=${name}&$select=displayName`);
  const created = await ask('POST', '/me/contacts', { headers: immutable, body: fullContact });
  const path = `/me/contacts/${String(created['id'])}`;
  const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${property}')`);
  await ask('GET', `${path}?$expand=${expand}`, { headers: immutable });
  control.setSwitches({ numberedEmailAddresses: true });
  await ask('GET', path, { headers: immutable });
  const changed = await ask('PATCH', path, { body: { jobTitle: 'CTO' }, headers: ifMatch(created) });
  await ask('PATCH', path, { body: { jobTitle: 'CEO' }, headers: ifMatch(created) });
  await ask('GET', `${path}/photo`);
  await ask('POST', '/me/translateExchangeIds', {
    body: { inputIds: [created['id'], 'x'], sourceIdType: 'restImmutableEntryId', targetIdType: 'restId' },
  });
  await ask('DELETE', path, { headers: ifMatch(changed) });
}

function ifMatch(row: Json): Record<string, string> {
  return { ...immutable, 'if-match': String(row['@odata.etag']) };
}

const fullContact = {
  givenName: 'Ada',
  surname: 'Byron',
  categories: ['Shared with Sales'],
  emailAddresses: [
    { name: 'Ada', address: 'ada@x.test' },
    { name: 'no address', address: 'nowhere' },
  ],
  businessPhones: ['+49 89 1', '+49 89 2'],
  businessAddress: { street: 'Main street 1', city: 'Rome', countryOrRegion: 'Italy' },
  birthday: '1815-12-10T00:00:00Z',
  personalNotes: 'first programmer',
  singleValueExtendedProperties: [{ id: property, value: '300100184512345' }],
};

async function rounds(ask: Ask, { control }: GraphServer): Promise<void> {
  const spellings = ['delta', 'delta()', 'microsoft.graph.delta', 'microsoft.graph.delta()'];
  for (const spelling of spellings) await round(ask, `/me/contacts/${spelling}?$select=displayName`);
  const link = await round(ask, '/me/contacts/delta');
  const [first, second] = control.contacts('ana').map(({ id }) => String(id));
  control.deleteContact('ana', first ?? '');
  control.editContact('ana', second ?? '', { jobTitle: 'CTO' });
  await round(ask, link);
  control.expireDelta('ana');
  await ask('GET', link);
}

/** Follows a round to its deltaLink. */
async function round(ask: Ask, start: string): Promise<string> {
  for (let link = start; ;) {
    const page = await ask('GET', link, { headers: immutable });
    const end = page['@odata.deltaLink'];
    if (typeof end === 'string') return end;
    link = String(page['@odata.nextLink']);
  }
}

/** The service's known oddities keep its protocol all the same. */
async function trouble(ask: Ask, { control }: GraphServer): Promise<void> {
  const usual = control.switches();
  const friends = control.createFolder('ana', 'Colleagues');
  const link = await round(ask, '/me/contacts/delta');
  const [moved, gone] = control.contacts('ana').map(({ id }) => String(id));
  control.moveContact('ana', moved ?? '', String(friends['id']));
  control.setSwitches({
    deltaEmptyPage: true,
    deltaDuplicates: true,
    deltaReplay: 2,
    deltaMovedReason: 'changed',
  });
  await round(ask, link);
  control.setSwitches({ ...usual, deltaDeadNextLinks: 1, linkOrigin: 'own' });
  const page = await ask('GET', '/me/contacts/delta', { headers: immutable });
  await ask('GET', String(page['@odata.nextLink']), { headers: immutable });
  control.setSwitches({
    deletedByImmutableId: 'in-deleted-items',
    secondDelete: 403,
    folderListOmitsDefault: true,
  });
  control.deleteContact('ana', gone ?? '');
  await ask('GET', `/me/contacts/${gone ?? ''}`, { headers: immutable });
  await ask('DELETE', `/me/contacts/${gone ?? ''}`, { headers: immutable });
  await ask('GET', '/me/contactFolders');
  control.setSwitches(usual);
}

async function folders(ask: Ask): Promise<void> {
  const folder = await ask('POST', '/me/contactFolders', { body: { displayName: 'Friends' } });
  const path = `/me/contactFolders/${String(folder['id'])}`;
  const child = await ask('POST', `${path}/childFolders`, { body: { displayName: 'Old friends' } });
  const deep = `${path}/childFolders/${String(child['id'])}`;
  for (const read of ['', '/childFolders', '/contacts', '/contacts/$count'])
    await ask('GET', `${path}${read}`);
  await ask('GET', '/me/contactFolders?$count=true&$top=1');
  await ask('GET', '/me/contactFolders/$count');
  await ask('PATCH', path, { body: { displayName: 'Good friends' } });
  for (const place of [path, deep]) {
    const contact = await ask('POST', `${place}/contacts`, {
      headers: immutable,
      body: { givenName: 'Bea' },
    });
    await ask('GET', `/me/contacts/${String(contact['id'])}`, { headers: immutable });
    await round(ask, `${place}/contacts/delta`);
  }
  const known = await round(ask, '/me/contactFolders/delta');
  await round(ask, `${path}/childFolders/delta`);
  await ask('DELETE', path);
  await round(ask, known);
}

async function extensions(ask: Ask): Promise<void> {
  const { id } = await ask('POST', '/me/contacts', { headers: immutable, body: { givenName: 'Eve' } });
  const path = `/me/contacts/${String(id)}/extensions`;
  const type = '#microsoft.graph.openTypeExtension';
  await ask('POST', path, { body: { '@odata.type': type, extensionName: 'example.sales', note: 'a' } });
  await ask('GET', path);
  await ask('GET', `${path}/example.sales`);
  await ask('PATCH', `${path}/example.sales`, { body: { '@odata.type': type, note: 'b' } });
  await ask('GET', `/me/contacts/${String(id)}?$expand=extensions`, { headers: immutable });
  await ask('DELETE', `${path}/example.sales`);
}

async function settings(ask: Ask): Promise<void> {
  await ask('GET', '/me/mailboxSettings');
  await ask('GET', '/me/mailboxSettings?$select=timeZone');
  await ask('PATCH', '/me/mailboxSettings', { body: { timeZone: 'UTC' } });
  await ask('GET', '/me/outlook/masterCategories');
  const body = { displayName: 'Partners', color: 'preset4' };
  const { id } = await ask('POST', '/me/outlook/masterCategories', { body });
  await ask('POST', '/me/outlook/masterCategories', { body });
  const path = `/me/outlook/masterCategories/${String(id)}`;
  await ask('GET', path);
  await ask('PATCH', path, { body: { color: 'none' } });
  await ask('DELETE', path);
}

async function batches(ask: Ask): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId"' };
  await ask('POST', '/$batch', {
    body: {
      requests: [
        { id: '1', method: 'GET', url: '/me/contacts?$top=1' },
        { id: '2', method: 'POST', url: '/me/contacts', headers, body: { givenName: 'Dan' } },
        { id: '3', method: 'GET', url: '/me/contacts/nobody' },
        { id: '4', method: 'GET', url: '/me/contacts/$count', dependsOn: ['3'] },
        { id: '5', method: 'GET', url: '/me/contacts/delta', headers },
        { id: '6', method: 'GET', url: '/me/contacts/$count' },
      ],
    },
  });
}

async function failures(ask: Ask, { faults }: GraphServer): Promise<void> {
  const refused = { id: '1', method: 'GET', url: '/me' };
  await ask('POST', '/$batch', { body: { requests: [refused, refused] } });
  await ask('GET', '/me/contacts/nobody');
  await ask('GET', '/me/contacts', { headers: { authorization: 'Bearer expired' } });
  await ask('GET', '/users/ben%40contoso.example/contacts');
  await ask('POST', '/me/contacts', { body: { givenNaem: 'Ada' } });
  await ask('PUT', '/me/contacts', { body: {} });
  faults.add({ path: '/me/contacts', status: 429, retryAfter: 5, count: 1 });
  await ask('POST', '/$batch', { body: { requests: [{ id: '1', method: 'GET', url: '/me/contacts' }] } });
  faults.add({ path: '*', status: 429, retryAfter: 5, count: 1 });
  await ask('GET', '/me/contacts');
  for (const status of [500, 503, 504]) {
    faults.add({ path: '*', status, count: 1 });
    await ask('GET', '/me/contacts');
  }
}
