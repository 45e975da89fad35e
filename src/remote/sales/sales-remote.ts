// Contacts of the Sales application, as one user sees them, as the engine's Sales side.

import { SyncError } from '../../sync/model/error.ts';
import { ifMatchProbeOf } from '../http/if-match-probe.ts';
import { loadCountries } from '../values/country.ts';
import { accountsNamed } from './accounts.ts';
import { BATCH_SIZE } from './adf-batch.ts';
import { createChangedSince } from './contact/changed-since.ts';
import { findMarked, findNatural, readContacts, sweepContacts } from './contact/contact-reads.ts';
import { writeContacts } from './contact/contact-writes.ts';
import { createSalesContactMapping } from './contact/map-contact.ts';
import { RESOURCES, createSalesClient } from './sales-client.ts';
import { listSearches, membersOf } from './saved-searches.ts';
import { collection } from './wire.ts';
import type { FeedId, InstanceId } from '../../sync/model/ids.ts';
import type { RecordKind } from '../../sync/model/record.ts';
import type { SalesRemote } from '../../sync/ports/remote.ts';
import type { ContactWriting } from './contact/contact-writes.ts';
import type { SalesClientOptions } from './sales-client.ts';

export interface SalesRemoteOptions extends SalesClientOptions {
  readonly salesUser: string;
  /** this installation: what a marker found here belongs to (G3) */
  readonly instance: InstanceId;
  /** resource PartyId of the user (`readSalesIdentity`), owner of what is created; absent: the service decides */
  readonly ownerPartyId?: string;
  /** ISO code of the mailbox's country, for phone numbers written without one; the same as on the Microsoft side */
  readonly country?: string;
  /** rows per page; the service is said to stop at 499 */
  readonly pageSize?: number;
}

const PAGE_SIZE = 200;
const FEED = 'sales:contact' as FeedId;

export function createSalesRemote(options: SalesRemoteOptions): SalesRemote {
  const client = createSalesClient(options);
  const contacts = createSalesContactMapping(options.country ?? null);
  const writing: ContactWriting = {
    client,
    instance: options.instance,
    pageSize: options.pageSize ?? PAGE_SIZE,
    ownerPartyId: options.ownerPartyId ?? null,
    ifMatch: ifMatchProbeOf(`${client.baseUrl}${RESOURCES}/contacts`),
  };
  const changes = createChangedSince(writing);
  const ready = async (kind: RecordKind): Promise<void> => {
    onlyContacts(kind);
    await loadCountries();
  };
  return {
    side: 'sales',
    batchSize: BATCH_SIZE,
    mapping(kind) {
      onlyContacts(kind);
      return contacts;
    },
    meter: () => client.meter.read(client.clock.nowMs()),
    serverClock: () => client.serverClock.read(),
    feeds(kind) {
      onlyContacts(kind);
      return Promise.resolve([{ id: FEED, side: 'sales', kind }]);
    },
    async pullPage(feed, cursor, signal) {
      await ready(feed.kind);
      return changes.pull(cursor, signal);
    },
    async read(kind, refs, signal) {
      await ready(kind);
      return readContacts(writing, refs, signal);
    },
    async findByMarker(kind, keys, signal) {
      await ready(kind);
      return findMarked(writing, keys, signal);
    },
    async sentinel(kind, signal) {
      onlyContacts(kind);
      await client.get(`${RESOURCES}/contacts?limit=1&fields=PartyId&onlyData=true`, collection, signal);
    },
    async write(writes, signal) {
      for (const { kind } of writes) await ready(kind);
      return writeContacts(writing, writes, signal);
    },
    async savedSearches(kind, signal) {
      onlyContacts(kind);
      const listed = await listSearches(writing, signal);
      return listed.map(({ queryUuid: _queryUuid, ...search }) => search);
    },
    members(kind, search, signal) {
      onlyContacts(kind);
      return membersOf(writing, search, signal);
    },
    sweep(kind, ids, signal) {
      onlyContacts(kind);
      return sweepContacts(writing, ids, signal);
    },
    async findByNaturalKey(kind, keys, signal) {
      await ready(kind);
      return findNatural(writing, keys, signal);
    },
    accountsNamed: (names, signal) => accountsNamed(client, names, signal),
  };
}

/** Other kinds have no adapter yet; asking for one is a mistake of the caller, not of the service. */
function onlyContacts(kind: RecordKind): void {
  if (kind !== 'contact') throw new SyncError('unknown', { at: { side: 'sales', step: `kind ${kind}` } });
}
