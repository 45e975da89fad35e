// The engine with both real connectors over both sandboxes, through everything a person does in a few days, with every
// exchange of either side recorded.
import { outlookContactsOf } from '../../src/sandbox/company/outlook-contacts.ts';
import { ensureBinding } from '../../src/store/binding.ts';
import { createDigests } from '../../src/store/digest/keyed-digests.ts';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { readSalesIdentity } from '../../src/remote/sales/sales-identity.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import type { RunId, SavedSearchId } from '../../src/sync/model/ids.ts';
import type { Side } from '../../src/sync/model/side.ts';
import type { RunReport } from '../../src/sync/model/run-report.ts';
import type { SyncSettings } from '../../src/sync/model/settings.ts';
import type { Lease } from '../../src/sync/ports/lease.ts';
import type { MicrosoftRemote, Remote, SalesRemote } from '../../src/sync/ports/remote.ts';
import type { ReportSink } from '../../src/sync/ports/report-sink.ts';
import type { SyncStore } from '../../src/sync/ports/sync-store.ts';
import type { MailboxPath } from '../../src/remote/graph/graph-client.ts';
import type { FrameworkVersion } from '../../src/remote/sales/sales-client.ts';
import { CATEGORY, startGraphRig } from '../remote/graph/graph-rig.ts';
import type { GraphRig } from '../remote/graph/graph-rig.ts';
import { ANA, INSTANCE, startSalesRig } from '../remote/sales/sales-rig.ts';
import type { SalesRig } from '../remote/sales/sales-rig.ts';
import { fakeClock, never } from '../remote/scripted-fetch.ts';
import { refTo, writesTo } from '../remote/writes.ts';
import { injectFetch } from '../support/remote-inject-fetch.ts';
import { recordingFetch } from './exchange.ts';
import type { Exchange } from './exchange.ts';

export interface EngineRecording {
  readonly graph: readonly Exchange[];
  readonly sales: readonly Exchange[];
  readonly reports: readonly RunReport[];
}

interface World {
  readonly graph: GraphRig;
  readonly sales: SalesRig;
  readonly store: SyncStore;
  readonly reports: RunReport[];
  sync(): Promise<void>;
}

let recordings = 0;

export async function recordEngine(
  frameworkVersion: FrameworkVersion,
  mailbox: MailboxPath = { path: 'me' },
): Promise<EngineRecording> {
  recordings += 1;
  const [graphRig, salesRig] = [await startGraphRig(), await startSalesRig()];
  const [graph, sales]: [Exchange[], Exchange[]] = [[], []];
  try {
    const origin = `http://recorded-graph-${recordings}.example`;
    const inject = injectFetch({ [origin]: graphRig.sandbox.app });
    const microsoft = graphRig.another({
      baseUrl: `${origin}/graph/v1.0`,
      mailbox,
      fetch: recordingFetch(inject, graph),
      pageSize: 5,
    });
    const salesFetch = salesRig.options.fetch ?? fetch;
    const salesRemote = salesRig.another({
      fetch: recordingFetch(salesFetch, sales),
      frameworkVersion,
    });
    const world = await worldOf({ graphRig, salesRig, microsoft, salesRemote });
    await firstDays(world);
    await deletions(microsoft, 'microsoft', graphRig.control.contacts('ana'));
    await deletions(
      salesRemote,
      'sales',
      salesRig.ownIds(2).map((id) => ({ id })),
    );
    await readSalesIdentity(
      { ...salesRig.options, fetch: recordingFetch(salesFetch, sales), frameworkVersion },
      { userName: ANA },
      never,
    );
    return { graph, sales, reports: world.reports };
  } finally {
    await graphRig.end();
    await salesRig.end();
  }
}

interface Parts {
  readonly graphRig: GraphRig;
  readonly salesRig: SalesRig;
  readonly microsoft: MicrosoftRemote;
  readonly salesRemote: SalesRemote;
}

async function worldOf({ graphRig, salesRig, microsoft, salesRemote }: Parts): Promise<World> {
  const store = createMemorySyncStore();
  const facts = { instance: INSTANCE, owner: 'tenant|ana', salesUser: ANA };
  const { digestKey } = await ensureBinding(store, facts, Date.now());
  const search = (await salesRemote.savedSearches('contact', never)).find(({ isDefault }) => isDefault);
  if (search === undefined) throw new Error('a default search wanted');
  const clock = fakeClock(Date.now());
  const digests = createDigests(digestKey);
  const ports = { microsoft, sales: salesRemote, store, lease, clock, digests, reports: silent };
  const reports: RunReport[] = [];
  const sync = async (): Promise<void> => {
    const runId = `run-${reports.length + 1}` as RunId;
    const how = { runId, trigger: 'schedule', mode: 'routine', kinds: ['contact'], plans: 'apply' } as const;
    reports.push(await runSync(ports, { ...how, settings: settingsFor(search.id), ...facts }, never));
  };
  return { graph: graphRig, sales: salesRig, store, reports, sync };
}

/** First sync, edits of both sides, new and deleted contacts of both sides, forgotten cursors. */
async function firstDays({ graph, sales, store, sync }: World): Promise<void> {
  for (const { businessAddress, homeAddress, birthday, ...contact } of outlookContactsOf(ANA))
    graph.control.createContact('ana', {
      ...contact,
      businessAddress: businessAddress ?? {},
      homeAddress: homeAddress ?? {},
      birthday: birthday === null ? null : `${birthday}T00:00:00Z`,
    });
  const family = graph.control.createFolder('ana', 'Family');
  graph.control.createFolder('ana', 'Friends', String(family['id']));
  await sync();
  const [first, second, third, fourth] = await pairs(store);
  for (const pair of [first, second]) {
    graph.control.editContact('ana', pair?.microsoft ?? '', { jobTitle: 'From Outlook', givenName: 'Zoë' });
    sales.control.edit(ANA, pair?.sales ?? '', { Department: 'From Sales', LastName: 'Ødegård' });
  }
  await sync();
  graph.control.createContact('ana', { ...newcomer, categories: [CATEGORY] });
  graph.control.deleteContact('ana', third?.microsoft ?? '');
  sales.control.remove(ANA, fourth?.sales ?? '');
  await sync();
  graph.control.expireDelta('ana');
  await sync();
}

/** What the engine seldom does: two records are read and deleted in one batch. */
async function deletions(remote: Remote, side: Side, rows: readonly { id?: unknown }[]): Promise<void> {
  const { remove } = writesTo(side, INSTANCE);
  const read = await remote.read(
    'contact',
    rows.slice(0, 2).map(({ id }) => refTo(id)),
    never,
  );
  const writes = read.flatMap((answer) => (answer.result === 'found' ? [remove(answer.record)] : []));
  const outcomes = await remote.write(writes, never);
  if (!outcomes.every(({ result }) => result === 'deleted')) throw new Error('two deletions wanted');
}

const newcomer = {
  givenName: 'Ada',
  surname: 'Byron',
  companyName: 'Analytical Engines',
  emailAddresses: [{ name: 'Ada', address: 'ada.byron@engines.example' }],
  mobilePhone: '+44 7700 900123',
  businessAddress: { street: 'St James’s Square 12', city: 'London', countryOrRegion: 'United Kingdom' },
};

async function pairs(store: SyncStore): Promise<{ microsoft: string; sales: string }[]> {
  const links = await store.scan('links', { limit: 10 });
  return links.flatMap(({ microsoft, sales }) =>
    microsoft === null || sales === null ? [] : [{ microsoft: microsoft.id, sales: sales.id }],
  );
}

function settingsFor(savedSearch: SavedSearchId): SyncSettings {
  return {
    categoryName: CATEGORY,
    totalLimit: 5_000,
    mergeUnit: 'field',
    kinds: {
      contact: {
        isOn: true,
        savedSearch,
        policy: 'sales-wins',
        recordLimit: 5_000,
        allowCreateInSales: true,
        allowDeleteInSales: true,
        blankNeverOverwrites: [],
        unitPolicies: {},
      },
    },
    contacts: { allowWithoutAccount: true, sharePersonalFields: true },
    safety: { deleteCount: 10, deleteShare: 0.1, firstSyncNeedsPlan: true },
  };
}

const silent: ReportSink = {
  started: () => undefined,
  progress: () => undefined,
  releases: () => Promise.resolve(),
  finished: () => Promise.resolve(),
};
const lease: Lease = {
  acquire: () =>
    Promise.resolve({
      epoch: 1,
      isNewStore: false,
      lastSuccessStartedAtMs: null,
      instance: INSTANCE,
      removedByUser: [],
      isCurrent: () => true,
      release: () => Promise.resolve(),
    }),
};
