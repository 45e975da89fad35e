// /crmRestApi/searchResources: list and run saved searches, transient queries, and the POST that stores a new search
// because its caller forgot to say `transient`.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'lossless-json';
import type { SavedSearchSeed } from '../../company/records.ts';
import { queryText, wholeNumber } from '../query/query-text.ts';
import type { QueryText } from '../query/query-text.ts';
import { partyEntry } from '../resource/party-entry.ts';
import type { Row } from '../store/row.ts';
import { searchBodySchema, searchResult } from '../search/search-result.ts';
import type { SearchRequest } from '../search/search-result.ts';
import { badRequest, notFound } from '../wire/sales-error.ts';
import { MEDIA, requireMedia } from './media-types.ts';
import { publicOrigin, queryOf, readerFor } from './service.ts';
import type { Service } from './service.ts';

const ROOT = '/crmRestApi/searchResources/:version/custom-actions/queries';
const ENTITIES = new Set(['Account', 'Contact', 'Lead', 'Opportunity', 'Activity']);
const VERSIONS = new Set(['11.13.18.05', 'latest']);

export function searchRoutes(app: FastifyInstance, service: Service): void {
  app.get(ROOT, (request, reply) =>
    list(service, { request, reply }, queryText(queryOf(request)).get('entity') ?? ''),
  );
  app.get(`${ROOT}/:query`, (request, reply) => {
    const { query = '' } = request.params as { query?: string };
    if (ENTITIES.has(query)) return list(service, { request, reply }, query);
    const search = searchNamed(service, request, query);
    return send(reply, { ...listed(search), ...run(service, request, rowsOf(service, request, search)) });
  });
  app.get(`${ROOT}/:query/results`, (request, reply) => {
    const { query = '' } = request.params as { query?: string };
    const search = searchNamed(service, request, query);
    return send(reply, run(service, request, rowsOf(service, request, search)));
  });
  app.post(ROOT, (request, reply) => post(service, { request, reply }));
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function send(reply: FastifyReply, body: object, status = 200): FastifyReply {
  return reply.code(status).type(MEDIA.json).send(stringify(body));
}

function checkVersion(request: FastifyRequest): void {
  const { version = '' } = request.params as { version?: string };
  if (!VERSIONS.has(version)) throw notFound(`Version ${version} was not found.`);
}

function listed(search: SavedSearchSeed): object {
  const { entity, name, description, queryUuid, savedSearchNumber, access, isDefault } = search;
  return {
    _entity: entity,
    name,
    description,
    queryUuid,
    savedSearchNumber,
    access,
    enabled: 'Y',
    isDefault,
    isUpdatable: access === 'Private',
    user: null,
    userName: access === 'Public' ? 'SEED_DATA_FROM_APPLICATION' : null,
    keywords: null,
    sort: [{ attribute: '_score', direction: 'descending' }],
    q: null,
    keywordsFields: ['PartyUniqueName', 'PrimaryAddress'],
    aggregations: {},
  };
}

function list(service: Service, { request, reply }: Exchange, entities: string): FastifyReply {
  checkVersion(request);
  const wanted = new Set(
    entities
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  );
  const unknown = [...wanted].find((name) => !ENTITIES.has(name));
  if (unknown !== undefined) throw badRequest(`The entity ${unknown} is not enabled for Adaptive Search.`);
  const searches = service.searches.list(service.viewerOf(request));
  const items = searches.filter((search) => wanted.size === 0 || wanted.has(search.entity)).map(listed);
  return send(reply, { items, count: items.length, hasMore: false });
}

function searchNamed(service: Service, request: FastifyRequest, queryUuid: string): SavedSearchSeed {
  checkVersion(request);
  const search = service.searches.find(service.viewerOf(request), queryUuid);
  if (search === undefined) throw notFound(`The saved search ${queryUuid} was not found.`);
  return search;
}

function rowsOf(service: Service, request: FastifyRequest, search: SavedSearchSeed): readonly Row[] {
  return service.searches.rows(service.viewerOf(request), search);
}

function entriesResult(service: Service, request: FastifyRequest, found: Found): Record<string, unknown> {
  const reader = readerFor(service.viewerOf(request), service);
  return searchResult(
    found.rows.map((row) => partyEntry(row, reader)),
    found.asked,
  );
}

interface Found {
  readonly rows: readonly Row[];
  readonly asked: SearchRequest;
}

/** GET: the request is in the query string. */
function run(service: Service, request: FastifyRequest, rows: readonly Row[]): Record<string, unknown> {
  const query = queryText(queryOf(request));
  const asked = askedBy(query);
  const result = entriesResult(service, request, { rows, asked });
  if (query.get('onlyData') === 'true' || result['hasMore'] !== true) return result;
  const next = new URL(`${publicOrigin(request, service)}${request.url}`);
  next.searchParams.set('offset', String((asked.offset ?? 0) + Number(result['count'])));
  return { ...result, links: [{ rel: 'next', href: next.href, name: 'results', kind: 'collection' }] };
}

function askedBy(query: QueryText): SearchRequest {
  const sort = (query.get('sort') ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const [attribute = '', direction = 'asc'] = part.split(':', 2);
      return {
        attribute,
        direction: direction.startsWith('desc') ? ('descending' as const) : ('ascending' as const),
      };
    });
  const fields = query.get('fields');
  return {
    sort,
    limit: wholeNumber(query, 'limit', { least: 1, fallback: 25 }),
    offset: wholeNumber(query, 'offset', { least: 0, fallback: 0 }),
    keywords: query.get('keywords') ?? null,
    ...(fields === undefined ? {} : { fields: fields.split(',').map((name) => name.trim()) }),
  };
}

function preferences(request: FastifyRequest): string {
  return `${String(request.headers['preference'] ?? '')},${String(request.headers['prefer'] ?? '')}`.toLowerCase();
}

function post(service: Service, { request, reply }: Exchange): FastifyReply {
  checkVersion(request);
  requireMedia(request, [MEDIA.json]);
  const parsed = searchBodySchema.safeParse(request.body);
  if (!parsed.success)
    throw badRequest(`The query is not valid: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const { entity, copiedFrom, name, ...asked } = parsed.data;
  if (!ENTITIES.has(entity)) throw badRequest(`The entity ${entity} is not enabled for Adaptive Search.`);
  const from =
    copiedFrom === undefined ? undefined : searchNamed(service, request, copiedFrom.split('/').at(-1) ?? '');
  const viewer = service.viewerOf(request);
  const found = from === undefined ? service.searches.everything(viewer) : rowsOf(service, request, from);
  const rows = entity === 'Contact' ? found : [];
  const wishes = preferences(request);
  if (wishes.includes('transient')) return send(reply, entriesResult(service, request, { rows, asked }));
  const made = service.searches.create(viewer, name ?? 'New search', from);
  const version = (request.params as { version: string }).version;
  const href = `${publicOrigin(request, service)}${ROOT.replace(':version', version)}/${made.queryUuid}`;
  void reply.header('location', href);
  const result = wishes.includes('return=query-result')
    ? entriesResult(service, request, { rows, asked })
    : {};
  return send(reply, { ...listed(made), ...result }, 201);
}
