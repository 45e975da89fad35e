// Outlook contacts of one mailbox as the engine's Microsoft side.

import { SyncError } from '../../sync/model/error.ts';
import { ifMatchProbeOf } from '../http/if-match-probe.ts';
import { loadCountries } from '../values/country.ts';
import { pullDeltaPage } from './contact/contact-delta.ts';
import { createContactFolders, getPage } from './contact/contact-folders.ts';
import { findMarked, listMarkedContacts, readContacts } from './contact/contact-reads.ts';
import { writeContacts } from './contact/contact-writes.ts';
import { createHeldContacts } from './contact/held-contacts.ts';
import { createGraphContactMapping } from './contact/map-contact.ts';
import { createGraphClient } from './graph-client.ts';
import { BATCH_SIZE } from './json-batch.ts';
import type { InstanceId } from '../../sync/model/ids.ts';
import type { RecordKind } from '../../sync/model/record.ts';
import type { MicrosoftRemote } from '../../sync/ports/remote.ts';
import type { CountryLanguage } from '../values/country.ts';
import type { ContactWriting } from './contact/contact-writes.ts';
import type { GraphClientOptions } from './graph-client.ts';

export interface GraphRemoteOptions extends GraphClientOptions {
  /** category by which a person shares an item */
  readonly categoryName: string;
  /** installation that our stamps name (G3) */
  readonly instance: InstanceId;
  /** ISO code of the mailbox's country, for phone numbers written without one */
  readonly country?: string;
  /** language for country names written to Outlook; English by default */
  readonly language?: CountryLanguage;
}

export function createGraphRemote(options: GraphRemoteOptions): MicrosoftRemote {
  const client = createGraphClient(options);
  const contacts = createGraphContactMapping(options.country ?? null);
  const writing: ContactWriting = {
    client,
    folders: createContactFolders(client),
    categoryName: options.categoryName,
    instance: options.instance,
    language: options.language ?? 'en',
    held: createHeldContacts(),
    ifMatch: ifMatchProbeOf(`${options.baseUrl}/contacts`),
  };
  const ready = async (kind: RecordKind): Promise<void> => {
    onlyContacts(kind);
    await loadCountries();
  };
  return {
    side: 'microsoft',
    batchSize: BATCH_SIZE,
    mapping(kind) {
      onlyContacts(kind);
      return contacts;
    },
    meter: () => client.meter.read(client.clock.nowMs()),
    serverClock: () => client.serverClock.read(),
    async feeds(kind, signal) {
      await ready(kind);
      return writing.folders.feeds(signal);
    },
    async pullPage(feed, cursor, signal) {
      await ready(feed.kind);
      return pullDeltaPage(writing, { feed, cursor }, signal);
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
      await getPage(client, `${client.mailbox}/contacts?$top=1&$select=id`, signal);
    },
    async write(writes, signal) {
      for (const { kind } of writes) await ready(kind);
      return writeContacts(writing, writes, signal);
    },
    async listMarked(kind, signal) {
      await ready(kind);
      return listMarkedContacts(writing, signal);
    },
  };
}

/** Other kinds have no adapter yet; asking for one is a mistake of the caller, not of the service. */
function onlyContacts(kind: RecordKind): void {
  if (kind !== 'contact') throw new SyncError('unknown', { at: { side: 'microsoft', step: `kind ${kind}` } });
}
