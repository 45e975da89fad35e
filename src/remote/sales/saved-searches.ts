// Saved searches and their members (sales-contract.md section 13). Only GETs: a POST that is not understood as transient
// would store a new search in the customer's list.

import { SyncError } from '../../sync/model/error.ts';
import { checkedJson } from '../http/checked-json.ts';
import { pathKey } from './contact/contact-record.ts';
import { SEARCH, parseSales, query } from './sales-client.ts';
import { salesFailure } from './sales-errors.ts';
import { refItem, savedSearchItem, savedSearchList, searchResults } from './wire.ts';
import type { RecordId, SavedSearchId } from '../../sync/model/ids.ts';
import type { RecordRef } from '../../sync/model/record.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { SavedSearch } from '../../sync/ports/remote.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import type { SalesClient } from './sales-client.ts';

const ENTITY = 'Contact';
const QUERIES = `${SEARCH}/custom-actions/queries`;

interface ListedSearch extends SavedSearch {
  readonly queryUuid: string;
}

export interface SearchReading {
  readonly client: SalesClient;
  readonly pageSize: number;
}

export async function listSearches(
  { client }: SearchReading,
  signal: CancelSignal,
): Promise<readonly ListedSearch[]> {
  const path = `${QUERIES}?${query({ entity: ENTITY })}`;
  const { items } = await client.get(path, savedSearchList, signal);
  return items.flatMap((item) => searchOf(item) ?? []);
}

function searchOf(item: unknown): ListedSearch | null {
  const parsed = savedSearchItem.safeParse(item);
  if (!parsed.success) return null;
  const { _entity, name, queryUuid, savedSearchNumber, access, enabled, isDefault } = parsed.data;
  if ((_entity ?? ENTITY) !== ENTITY || enabled === 'N') return null;
  return {
    id: (savedSearchNumber ?? queryUuid) as SavedSearchId,
    kind: 'contact',
    name: name ?? '',
    isDefault: isDefault === true,
    isPrivate: (access ?? 'Public') !== 'Public',
    queryUuid,
  };
}

/** Members in the order of the service, each once. The search may be named by its number or by its uuid. */
export async function membersOf(
  reading: SearchReading,
  search: SavedSearchId,
  signal: CancelSignal,
): Promise<readonly RecordRef[]> {
  const searches = await listSearches(reading, signal);
  const found = searches.find(({ id, queryUuid }) => id === search || queryUuid === search);
  if (found === undefined) throw new SyncError('saved-search-missing', { at: { side: 'sales' } });
  const members = new Map<string, RecordRef>();
  for (let offset = 0; ;) {
    const answer = await resultsPage(reading, { search: found, offset }, signal);
    const { items, hasMore } = checkedJson(answer, searchResults, { side: 'sales', parse: parseSales });
    for (const item of items) {
      const ref = refItem.safeParse(item);
      // An id that cannot be read would make a member look as if it had left.
      if (!ref.success) throw new SyncError('malformed', { at: { side: 'sales' }, status: answer.status });
      const { PartyId, PartyNumber } = ref.data;
      const address = PartyNumber === null || PartyNumber === undefined ? null : pathKey(PartyNumber);
      members.set(PartyId, { id: PartyId as RecordId, address });
    }
    offset += items.length;
    if (hasMore !== true) return [...members.values()];
  }
}

interface ResultsPage {
  readonly search: ListedSearch;
  readonly offset: number;
}

async function resultsPage(
  reading: SearchReading,
  page: ResultsPage,
  signal: CancelSignal,
): Promise<HttpAnswer> {
  const { client, pageSize } = reading;
  const path = `${QUERIES}/${encodeURIComponent(page.search.queryUuid)}/results?${query({
    onlyData: 'true',
    entity: ENTITY,
    fields: 'PartyId,PartyNumber',
    limit: pageSize,
    offset: page.offset,
  })}`;
  const answer = await client.send({ method: 'GET', path, signal });
  // Listed a moment ago, so this release may only know the other way of asking.
  const isUnknownWay = answer.status === 404 || answer.status === 405;
  const last = isUnknownWay ? await transientPage(reading, page, signal) : answer;
  if (last.status === 200) return last;
  if (last.status === 403)
    throw new SyncError('saved-search-unreadable', { at: { side: 'sales' }, status: 403 });
  if (last.status === 404)
    throw new SyncError('saved-search-missing', { at: { side: 'sales' }, status: 404 });
  throw salesFailure(last);
}

// `transient` under both spellings of the header, or the service would store the search.
function transientPage(
  { client, pageSize }: SearchReading,
  { search, offset }: ResultsPage,
  signal: CancelSignal,
): Promise<HttpAnswer> {
  return client.send({
    method: 'POST',
    path: `${QUERIES}?onlyData=true`,
    contentType: 'application/json',
    headers: { Prefer: 'transient', Preference: 'transient' },
    body: {
      entity: ENTITY,
      copiedFrom: `${client.baseUrl}${QUERIES}/${search.queryUuid}`,
      fields: ['PartyId', 'PartyNumber'],
      limit: pageSize,
      offset,
    },
    signal,
  });
}
