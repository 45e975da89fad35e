// GET of a collection and of an item.
import { pageOf } from '../query/collection.ts';
import type { Page } from '../query/collection.ts';
import type { QueryText } from '../query/query-text.ts';
import { selectionOf } from '../query/selection.ts';
import type { Entry } from '../resource/entry.ts';
import type { Resource } from '../resource/resource.ts';
import { itemBody } from '../wire/item-body.ts';
import { notFound } from '../wire/sales-error.ts';
import { attributesFor, entriesOf, entryOf } from './call.ts';
import type { Answer, Call } from './call.ts';

export interface CollectionAnswer extends Answer {
  readonly page: Page;
}

export function readCollection(call: Call, resource: Resource, query: QueryText): CollectionAnswer {
  const attributes = attributesFor(call, resource);
  const selection = selectionOf(query, resource, attributes);
  const { switches, wire } = call;
  const request = { query, resource, attributes, framework: wire.framework, switches };
  const page = pageOf(entriesOf(call, resource), request);
  const self = {
    rel: 'self',
    href: `${wire.base}/${resource.name}`,
    name: resource.name,
    kind: 'collection',
  };
  const body = {
    items: page.entries.map((entry) => itemBody(resource, entry, selection, wire)),
    ...(query.get('totalResults') === 'true' ? { totalResults: page.total } : {}),
    count: page.entries.length,
    hasMore: page.hasMore,
    limit: page.limit,
    offset: page.offset,
    ...(selection.links?.size === 0 ? {} : { links: [self] }),
  };
  return { status: 200, headers: {}, body, page };
}

export interface ItemRequest {
  readonly resource: Resource;
  readonly key: string;
  readonly query: QueryText;
  /** value of If-None-Match */
  readonly ifNoneMatch?: string | undefined;
}

export function readItem(call: Call, { resource, key, query, ifNoneMatch }: ItemRequest): Answer {
  const entry = entryOf(call, resource, key);
  if (entry === undefined) throw notFound(`The ${resource.title} ${key} was not found.`);
  const headers = etagHeader(call, entry);
  const known =
    ifNoneMatch !== undefined && headers['etag'] !== undefined && namesEtag(ifNoneMatch, entry.etag);
  if (known) return { status: 304, headers };
  return { status: 200, headers, body: itemAnswer(call, resource, { entry, query }) };
}

interface Shown {
  readonly entry: Entry;
  readonly query: QueryText;
}

export function itemAnswer(call: Call, resource: Resource, { entry, query }: Shown): object {
  return itemBody(resource, entry, selectionOf(query, resource, attributesFor(call, resource)), call.wire);
}

export function etagHeader(call: Call, entry: Entry): Record<string, string> {
  return entry.etag === null || call.switches.etagDisabled ? {} : { etag: `"${entry.etag}"` };
}

/** True when the header value is `*` or lists the ETag, with or without quotes. */
export function namesEtag(header: string, etag: string | null): boolean {
  const named = header.split(',').map((one) => one.trim().replace(/^W\//, '').replaceAll('"', ''));
  return named.includes('*') || (etag !== null && named.includes(etag));
}
