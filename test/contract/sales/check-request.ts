// What our connector sends to Sales against sales-contract.md: headers, parameters, the attributes of `q`, bodies, batches
// and the rules of section 17.
import { isObject, titleOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';
import { exactJson, faultsOfShape, versionOf } from './reading.ts';
import { faultsOfWrite, tableOf } from './check-record.ts';
import { placeOf } from './place.ts';
import type { Place } from './place.ts';
import { batchRequest } from './shapes.ts';

/** Empty where all is well. */
export function checkSalesRequest(exchange: Exchange): readonly string[] {
  const place = placeOf(exchange.url);
  const faults = [
    ...faultsOfHeaders(exchange, place),
    ...faultsOfQuery(exchange, place),
    ...faultsOfBody(exchange, place),
  ];
  return faults.map((fault) => `${titleOf(exchange)}: ${fault}`);
}

const adf = (kind: string): string => `application/vnd.oracle.adf.${kind}+json`;

function faultsOfHeaders(exchange: Exchange, { kind }: Place): readonly string[] {
  const { requestHeaders, requestText, method } = exchange;
  const version = versionOf(exchange);
  const faults: string[] = [];
  if (version < 4 || version > 9) faults.push('REST-Framework-Version is not 4 to 9');
  if (requestHeaders['accept'] !== 'application/json') faults.push('Accept is not application/json');
  if (requestText !== '' && requestHeaders['content-type'] !== contentType(kind))
    faults.push(`a body of type '${requestHeaders['content-type'] ?? ''}'`);
  const ifMatch = requestHeaders['if-match'];
  if (ifMatch !== undefined && !/^"[^"]+"$/.test(ifMatch)) faults.push('If-Match is no quoted ETag');
  if (ifMatch !== undefined && method !== 'PATCH' && method !== 'DELETE')
    faults.push(`If-Match on ${method}`);
  const isQuery = kind === 'saved-searches' && method === 'POST';
  if (isQuery && [requestHeaders['preference'], requestHeaders['prefer']].some((one) => one !== 'transient'))
    faults.push('a query that would be stored: Preference and Prefer must say transient');
  return faults;
}

function contentType(kind: Place['kind']): string {
  if (kind === 'batch') return adf('batch');
  if (kind === 'action') return adf('action');
  return kind === 'saved-searches' ? 'application/json' : adf('resourceitem');
}

const parameters: Readonly<Partial<Record<Place['kind'], readonly string[]>>> = {
  collection: [
    'limit',
    'offset',
    'totalResults',
    'onlyData',
    'links',
    'fields',
    'expand',
    'orderBy',
    'q',
    'finder',
  ],
  item: ['onlyData', 'links', 'fields', 'expand'],
  describe: ['metadataMode'],
  'saved-searches': ['entity', 'onlyData'],
  'search-results': ['entity', 'savedSearchNumber', 'onlyData', 'limit', 'offset', 'sort', 'fields'],
};

function faultsOfQuery({ url }: Exchange, place: Place): readonly string[] {
  const { kind, name, query } = place;
  const known = parameters[kind] ?? [];
  const strange = [...query.keys()].filter((one) => !known.includes(one));
  const faults = strange.map((one) => `parameter ${one} does not exist here`);
  const limit = Number(query.get('limit') ?? 25);
  if (!(limit >= 1 && limit <= 499)) faults.push(`limit ${limit}`);
  // In an address a bare plus is a space (section 4).
  if (/[?&](?:q|fields)=[^&]*\+/.test(url)) faults.push('a bare + in the query');
  if (kind !== 'collection' && kind !== 'item') return faults;
  const table = tableOf(name);
  const named = [
    ...attributesOfQ(query.get('q') ?? ''),
    ...listed(query.get('fields')),
    ...listed(query.get('orderBy')),
  ];
  const unknown = [...new Set(named)].filter((one) => !table.has(one));
  return [...faults, ...unknown.map((one) => `${one} is no attribute of ${name}`)];
}

/** Names in `A,B` or `A:asc,B:desc`. */
function listed(list: string | null): readonly string[] {
  return (list ?? '').split(',').flatMap((part) => (part === '' ? [] : (part.split(':', 1)[0] ?? '')));
}

const words = new Set([
  'and',
  'or',
  'not',
  'in',
  'like',
  'between',
  'is',
  'null',
  'upper',
  'lower',
  'true',
  'false',
]);

/** Names in a row-match expression: what is neither in quotes nor a word of the language. */
function attributesOfQ(q: string): readonly string[] {
  const bare = q.replaceAll(/'(?:[^']|'')*'/g, ' ');
  return [...bare.matchAll(/[A-Za-z_]\w*/g)]
    .map(([word]) => word)
    .filter((word) => !words.has(word.toLowerCase()));
}

function faultsOfBody({ requestText, method }: Exchange, { kind, name }: Place): readonly string[] {
  if (method === 'GET' || method === 'DELETE') return requestText === '' ? [] : [`a body with ${method}`];
  const body = exactJson(requestText);
  if (!isObject(body)) return ['no JSON object'];
  if (kind === 'batch') return faultsOfBatch(body);
  if (kind === 'collection') return faultsOfWrite(body, name, 'create');
  return kind === 'item' ? faultsOfWrite(body, name, 'update') : [];
}

const modes: Readonly<Record<string, 'create' | 'update'>> = { create: 'create', update: 'update' };

function faultsOfBatch(body: Json): readonly string[] {
  const faults = faultsOfShape(batchRequest, body);
  if (faults.length > 0) return faults;
  const { parts } = batchRequest.parse(body);
  const twice = parts.filter(({ id }, at) => parts.findIndex((other) => other.id === id) !== at);
  return [
    ...twice.map(({ id }) => `part ${id} stands twice`),
    ...parts.flatMap(({ id, path, operation, payload }) => {
      const place = placeOf(`https://pod/crmRestApi/resources/11.13.18.05${path}`);
      const mode = modes[operation];
      if (mode === undefined) return payload === undefined ? [] : [`${id}: a payload with ${operation}`];
      if (place.kind !== (mode === 'create' ? 'collection' : 'item'))
        return [`${id}: ${operation} of ${path}`];
      if (payload === undefined) return [`${id}: no payload`];
      return faultsOfWrite(payload, place.name, mode).map((fault) => `${id}: ${fault}`);
    }),
  ];
}
