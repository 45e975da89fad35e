// What no schema says of Graph's answers: etags, links of pages and rounds, rows that are removed, batches
// (graph-contract.md 2, 3.1, 6, 7.1). What an error must look like is in check-errors.ts.
import { isObject, jsonOf, titleOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';
import { isBatch, listIn, withItems } from './batch-items.ts';
import { faultsOfError } from './check-errors.ts';
import { faultsOfShown } from './check-shown.ts';
import { answerOf, resourceOf } from './resource-of.ts';
import type { Resource } from './resource-of.ts';

/** Entities that show their id whatever is selected (section 3.2). */
const identified = new Set(['Contact', 'ContactFolder', 'OutlookCategory', 'OpenTypeExtension']);
/** Entities with a version (table of section 6). */
const versioned = new Set(['Contact', 'Event', 'TodoTask']);

interface Answered extends Resource {
  readonly exchange: Exchange;
  readonly body: Json;
}

/** Findings, each with the exchange it is about; items of a batch are looked at like requests of their own. */
export function checkProtocol(exchange: Exchange): readonly string[] {
  const [envelope, ...items] = withItems(exchange);
  return [
    ...faultsOfHeaders(exchange),
    ...(envelope === undefined ? [] : faultsOfOne(envelope)),
    ...items.flatMap(faultsOfOne),
  ].map((fault) => `${titleOf(exchange)}: ${fault}`);
}

function faultsOfHeaders({ requestHeaders, headers }: Exchange): readonly string[] {
  const sent = requestHeaders['client-request-id'];
  return [
    ...(headers['request-id'] === undefined ? ['no request-id'] : []),
    ...(sent === undefined || headers['client-request-id'] === sent
      ? []
      : ['client-request-id is not given back']),
  ];
}

function faultsOfOne(exchange: Exchange): readonly string[] {
  const { status, text, method, url } = exchange;
  if (status >= 400) return faultsOfError(exchange);
  if (isBatch(exchange)) return faultsOfBatch(exchange);
  if (method === 'DELETE') return status === 204 && text === '' ? [] : ['a deletion answers 204 and no body'];
  const resource = answerOf(method, url);
  if (resource.shape === 'count') return /^\d+$/.test(text) ? [] : ['a count is a number in plain text'];
  const body = jsonOf(text);
  if (!isObject(body)) return ['a JSON object is missing'];
  const answered = { ...resource, exchange, body };
  if (resource.shape === 'entity')
    return [...faultsOfStatus(exchange, method === 'POST' ? 201 : 200), ...faultsOfRow(answered, body)];
  return [...faultsOfStatus(exchange, 200), ...faultsOfPage(answered), ...faultsOfRows(answered)];
}

function faultsOfStatus({ status }: Exchange, wanted: number): readonly string[] {
  return status === wanted ? [] : [`status ${status} instead of ${wanted}`];
}

function rowsIn({ body }: Answered): readonly Json[] {
  const rows = body['value'];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function faultsOfRows(answered: Answered): readonly string[] {
  return rowsIn(answered).flatMap((row, index) =>
    ('@removed' in row ? faultsOfRemoved(answered, row) : faultsOfRow(answered, row)).map(
      (fault) => `row ${index}: ${fault}`,
    ),
  );
}

function faultsOfRow(answered: Answered, row: Json): readonly string[] {
  const { entity, exchange } = answered;
  if (!identified.has(entity)) return [];
  const isNamed = typeof row['id'] === 'string' && row['id'] !== '';
  return [
    ...(isNamed ? [] : ['no id']),
    ...(versioned.has(entity) ? faultsOfEtag(row) : []),
    ...faultsOfShown(answered, exchange, row),
  ];
}

function faultsOfEtag(row: Json): readonly string[] {
  const etag = row['@odata.etag'];
  if (typeof etag !== 'string') return ['no @odata.etag'];
  if (!/^W\/"[^"]+"$/.test(etag)) return [`@odata.etag ${etag} is not W/"…"`];
  const key = row['changeKey'];
  return typeof key !== 'string' || etag === `W/"${key}"` ? [] : ['@odata.etag is not the changeKey'];
}

function faultsOfRemoved({ shape }: Answered, row: Json): readonly string[] {
  if (shape !== 'delta') return ['@removed outside a round'];
  const removed = row['@removed'];
  const reason = isObject(removed) ? removed['reason'] : undefined;
  const others = Object.keys(row).filter((name) => !['id', '@removed', '@odata.type'].includes(name));
  return [
    ...(typeof row['id'] === 'string' ? [] : ['a removed row has no id']),
    ...(reason === 'deleted' || reason === 'changed' ? [] : [`@removed.reason is ${String(reason)}`]),
    ...others.map((name) => `a removed row says ${name}`),
  ];
}

const linkNames = ['@odata.nextLink', '@odata.deltaLink'] as const;

function faultsOfPage(answered: Answered): readonly string[] {
  const { body, shape, path, exchange } = answered;
  const links = linkNames.filter((name) => body[name] !== undefined);
  const strange = links.filter((name) => !isLinkTo(path, body[name]));
  const faults = strange.map((name) => `${name} does not lead to ${path}`);
  if (shape !== 'delta') {
    if (links.includes('@odata.deltaLink')) faults.push('@odata.deltaLink on a page of a list');
    return [...faults, ...faultsOfCount(answered)];
  }
  if (links.length !== 1)
    faults.push(`a page of a round has one of nextLink and deltaLink, not ${links.length}`);
  const applied = exchange.headers['preference-applied'] ?? '';
  return applied.includes('odata.track-changes') ? faults : [...faults, 'no Preference-Applied'];
}

function isLinkTo(path: string, link: unknown): boolean {
  return (
    typeof link === 'string' && /^https?:\/\/[^/]+\/.*v1\.0\//.test(link) && resourceOf(link).path === path
  );
}

/** What was counted and not shown must be behind a link. */
function faultsOfCount(answered: Answered): readonly string[] {
  const { body, exchange } = answered;
  const query = new URL(exchange.url).searchParams;
  const count = body['@odata.count'];
  if (query.get('$count') === 'true' && typeof count !== 'number') return ['no @odata.count'];
  if (typeof count !== 'number' || body['@odata.nextLink'] !== undefined) return [];
  const shown = Number(query.get('$skip') ?? 0) + rowsIn(answered).length;
  return shown >= count ? [] : [`${shown} of ${count} rows and no nextLink`];
}

function faultsOfBatch({ requestText, text, status }: Exchange): readonly string[] {
  const asked = listIn(requestText, 'requests').map(({ id }) => String(id));
  const answers = listIn(text, 'responses');
  const answered = answers.map(({ id }) => String(id));
  const missing = asked.filter((id) => answered.filter((one) => one === id).length !== 1);
  const strange = answered.filter((id) => !asked.includes(id));
  return [
    ...(status === 200 ? [] : [`status ${status} instead of 200`]),
    ...missing.map((id) => `item ${id} is not answered once`),
    ...strange.map((id) => `nobody asked for item ${id}`),
    ...answers
      .filter(({ status: one }) => typeof one !== 'number')
      .map(({ id }) => `item ${String(id)} has no status`),
  ];
}
