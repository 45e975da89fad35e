// Every answer of Sales against what sales-contract.md says of it: envelope, records, links, etags, errors by framework
// version. Numbers are read exactly: ids are longer than a double can hold.
import { isObject, titleOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';
import { faultsOfDescription } from './check-description.ts';
import { faultsOfError } from './check-error.ts';
import { faultsOfRecord } from './check-record.ts';
import { placeOf } from './place.ts';
import type { Place } from './place.ts';
import { exactJson, faultsOfShape, versionOf } from './reading.ts';
import * as shapes from './shapes.ts';

/** Resources whose rows can be written, so that they carry a change indicator (section 7). */
const versioned = new Set(['contacts', 'accounts']);

/** Empty where all is well. */
export function checkSalesAnswer(exchange: Exchange): readonly string[] {
  return faultsOf(exchange).map((fault) => `${titleOf(exchange)}: ${fault}`);
}

function faultsOf(exchange: Exchange): readonly string[] {
  const { status, text, method } = exchange;
  if (status >= 400) return faultsOfError(exchange);
  if (status === 304) return text === '' ? [] : ['304 with a body'];
  const place = placeOf(exchange.url);
  if (method === 'DELETE') return status === 204 && text === '' ? [] : ['a deletion answers 204 and no body'];
  // The answer of a batch, or of a write whose body nobody wanted, can be left out (section 8).
  if (status === 204) return text === '' ? [] : ['204 with a body'];
  const body = exactJson(text);
  if (!isObject(body)) return ['a JSON object is missing'];
  return [...faultsOfMedia(exchange, place), ...faultsOfBody(exchange, place, body)];
}

const media: Readonly<Partial<Record<Place['kind'], string>>> = {
  collection: 'resourcecollection',
  versions: 'resourcecollection',
  item: 'resourceitem',
  describe: 'description',
  batch: 'batch',
  action: 'action',
};

function faultsOfMedia({ requestHeaders, headers, method }: Exchange, { kind }: Place): readonly string[] {
  const type = (headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  const ownKind = kind === 'collection' && method === 'POST' ? 'item' : kind;
  const own = media[ownKind];
  const wanted =
    own === undefined || (requestHeaders['accept'] ?? '').includes('application/json')
      ? 'application/json'
      : `application/vnd.oracle.adf.${own}+json`;
  return type === wanted ? [] : [`answer of type '${type}'`];
}

function faultsOfBody(exchange: Exchange, place: Place, body: Json): readonly string[] {
  const { method } = exchange;
  switch (place.kind) {
    case 'versions':
      return faultsOfShape(shapes.versions, body);
    case 'describe':
      return faultsOfDescription(body);
    case 'batch':
      return faultsOfBatch(exchange, body);
    case 'collection':
      return method === 'POST' ? faultsOfWritten(exchange, place, body) : faultsOfPage(exchange, place, body);
    case 'item':
      return method === 'GET' ? faultsOfRead(exchange, place, body) : faultsOfWritten(exchange, place, body);
    case 'action':
      return faultsOfShape(shapes.duplicates, body);
    case 'saved-searches':
      return faultsOfSearch(exchange, body);
    case 'search-results':
      return faultsOfShape('queryUuid' in body ? shapes.searchWithResults : shapes.searchResults, body);
  }
}

function faultsOfSearch({ method, status, headers }: Exchange, body: Json): readonly string[] {
  if (method === 'GET') return faultsOfShape(shapes.savedSearches, body);
  // Transient: run, not stored, no pagination links.
  if (status !== 201) return faultsOfShape(shapes.searchResults.omit({ links: true }), body);
  const location = headers['location'] === undefined ? ['a stored search without Location'] : [];
  return [...location, ...faultsOfShape(shapes.searchWithResults, body)];
}

function faultsOfPage(exchange: Exchange, place: Place, body: Json): readonly string[] {
  const { query } = place;
  const faults = [...faultsOfShape(shapes.collection, body)];
  const asked = query.get('limit');
  if (asked !== null && Number(String(body['limit'])) > Number(asked))
    faults.push('limit is more than was asked');
  if (String(body['offset']) !== (query.get('offset') ?? '0'))
    faults.push('offset is not the one that was asked');
  if (query.get('totalResults') === 'true' && body['totalResults'] === undefined)
    faults.push('no totalResults');
  const items = Array.isArray(body['items']) ? (body['items'] as unknown[]).filter(isObject) : [];
  if (query.get('onlyData') === 'true') {
    if ('links' in body) faults.push('links on a page with onlyData');
  } else faults.push(...faultsOfLinks(body, place, 'collection'));
  return [
    ...faults,
    ...items.flatMap((item, row) =>
      faultsOfItem(exchange, place, item).map((fault) => `item ${row}: ${fault}`),
    ),
  ];
}

function fieldsIn({ query }: Place): readonly string[] | null {
  const fields = query.get('fields');
  // Those of children stand behind a semicolon (section 3).
  return fields === null
    ? null
    : (fields.split(';', 1)[0] ?? '').split(',').filter((name) => !name.includes(':') && name !== '');
}

function faultsOfItem(exchange: Exchange, place: Place, item: Json): readonly string[] {
  const version = versionOf(exchange);
  const read = faultsOfRecord(item, { name: place.name, version, fields: fieldsIn(place) });
  if (place.query.get('onlyData') === 'true')
    return 'links' in item ? [...read, 'links with onlyData'] : read;
  return [...read, ...faultsOfLinks(item, place, 'item'), ...faultsOfChildren(item, version)];
}

/** From version 3 on a child is a collection, before that a bare list (section 2). */
function faultsOfChildren(item: Json, version: number): readonly string[] {
  const points = item['ContactPoint'];
  if (points === undefined) return [];
  if (version < 3) return Array.isArray(points) ? [] : ['ContactPoint is no list before version 3'];
  return faultsOfShape(shapes.collection, points).map((fault) => `ContactPoint: ${fault}`);
}

function faultsOfLinks(owner: Json, { name, query }: Place, kind: 'item' | 'collection'): readonly string[] {
  const faults = faultsOfShape(shapes.links, owner['links']);
  if (faults.length > 0) return faults.map((fault) => `links: ${fault}`);
  const links = shapes.links.parse(owner['links']);
  const relations = query.get('links')?.split(',') ?? null;
  const strange = links.filter(({ rel }) => relations !== null && !relations.includes(rel));
  const self = links.find(({ rel }) => rel === 'self');
  const isWanted = relations === null || relations.includes('self');
  if (self === undefined) return isWanted ? ['links: no self'] : [];
  return [
    ...strange.map(({ rel }) => `links: nobody asked for ${rel}`),
    ...(self.kind === kind && self.name === name ? [] : ['links: self is something else']),
    ...(kind === 'item' && versioned.has(name) && self.properties === undefined
      ? ['links: self has no changeIndicator']
      : []),
  ];
}

function faultsOfRead(exchange: Exchange, place: Place, body: Json): readonly string[] {
  const faults = faultsOfItem(exchange, place, body);
  return versioned.has(place.name) ? [...faults, ...faultsOfEtag(exchange.headers, body)] : faults;
}

function faultsOfWritten(exchange: Exchange, place: Place, body: Json): readonly string[] {
  const { method, status, headers } = exchange;
  const isUpsert = exchange.requestHeaders['upsert-mode'] === 'true';
  const wanted = method === 'POST' ? 201 : 200;
  const faults: string[] = [];
  if (status !== wanted && !(isUpsert && status === 200))
    faults.push(`status ${status} instead of ${wanted}`);
  if (status === 201 && headers['location'] === undefined) faults.push('a created item without Location');
  faults.push(...faultsOfItem(exchange, place, body));
  return versioned.has(place.name) ? [...faults, ...faultsOfEtag(headers, body)] : faults;
}

/** The header and the change indicator are one and the same (section 7). */
function faultsOfEtag(headers: Exchange['headers'], body: Json): readonly string[] {
  const links = shapes.links.safeParse(body['links']);
  const indicator = links.data?.find(({ rel }) => rel === 'self')?.properties?.changeIndicator;
  const { etag } = headers;
  if (etag === undefined) return ['no ETag'];
  return etag === `"${indicator ?? ''}"` ? [] : ['the ETag is not the changeIndicator'];
}

function faultsOfBatch(exchange: Exchange, body: Json): readonly string[] {
  const faults = faultsOfShape(shapes.batchAnswer, body);
  if (faults.length > 0) return faults;
  const { parts } = shapes.batchAnswer.parse(body);
  const asked = shapes.batchRequest.safeParse(exactJson(exchange.requestText)).data?.parts ?? [];
  const isSame =
    parts.length === asked.length &&
    parts.every(({ id, operation }, at) => id === asked[at]?.id && operation === asked[at].operation);
  return [
    ...(isSame ? [] : ['the parts are not those of the request']),
    ...parts.flatMap((part) => faultsOfPart(exchange, part).map((fault) => `${part.id}: ${fault}`)),
  ];
}

interface Part {
  readonly path: string;
  readonly operation: string;
  readonly payload?: Json | undefined;
}

function faultsOfPart(exchange: Exchange, { path, operation, payload }: Part): readonly string[] {
  if (operation === 'delete') return payload === undefined ? [] : ['a deletion with a payload'];
  if (payload === undefined) return ['no payload'];
  const place = placeOf(path);
  const isPage = operation === 'get' && place.kind === 'collection';
  return isPage
    ? faultsOfPage({ ...exchange, url: path }, place, payload)
    : faultsOfItem(exchange, place, payload);
}
