// The engine with both connectors in front of both sandboxes: what neither side's own tests can see.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outlookContactsOf } from '../../src/sandbox/company/outlook-contacts.ts';
import { ensureBinding } from '../../src/store/binding.ts';
import { createDigests } from '../../src/store/digest/keyed-digests.ts';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { CATEGORY, startGraphRig } from './graph/graph-rig.ts';
import { ANA, INSTANCE, startSalesRig } from './sales/sales-rig.ts';
import { fakeClock, never } from './scripted-fetch.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { RunId, SavedSearchId } from '../../src/sync/model/ids.ts';
import type { RunReport } from '../../src/sync/model/run-report.ts';
import type { SyncSettings } from '../../src/sync/model/settings.ts';
import type { Lease } from '../../src/sync/ports/lease.ts';
import type { ReportSink } from '../../src/sync/ports/report-sink.ts';
import type { SyncStore } from '../../src/sync/ports/sync-store.ts';
import type { GraphRig } from './graph/graph-rig.ts';
import type { SalesRig } from './sales/sales-rig.ts';

const facts = { instance: INSTANCE, owner: 'tenant|ana', salesUser: ANA };
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

let graph: GraphRig;
let sales: SalesRig;
let store: SyncStore;
let search: SavedSearchId;
let runs = 0;

beforeEach(async () => {
  [graph, sales] = [await startGraphRig(), await startSalesRig()];
  for (const { businessAddress, homeAddress, birthday, ...contact } of outlookContactsOf(ANA))
    graph.control.createContact('ana', {
      ...contact,
      businessAddress: businessAddress ?? {},
      homeAddress: homeAddress ?? {},
      birthday: birthday === null ? null : `${birthday}T00:00:00Z`,
    });
  store = createMemorySyncStore();
  const standard = (await sales.remote.savedSearches('contact', never)).find(({ isDefault }) => isDefault);
  if (standard === undefined) throw new Error('a default search wanted');
  search = standard.id;
});
afterEach(async () => {
  await graph.end();
  await sales.end();
});

function settings(): SyncSettings {
  return {
    categoryName: CATEGORY,
    totalLimit: 5_000,
    mergeUnit: 'field',
    kinds: {
      contact: {
        isOn: true,
        savedSearch: search,
        policy: 'sales-wins',
        recordLimit: 5_000,
        allowCreateInSales: true,
        allowDeleteInSales: false,
        blankNeverOverwrites: [],
        unitPolicies: {},
      },
    },
    contacts: { allowWithoutAccount: false, sharePersonalFields: false },
    safety: { deleteCount: 10, deleteShare: 0.1, firstSyncNeedsPlan: true },
  };
}

interface Ran {
  readonly report: RunReport;
  /** methods of the requests, in order */
  readonly microsoft: readonly string[];
  readonly sales: readonly string[];
}

async function run(trigger: 'schedule' | 'user' = 'schedule'): Promise<Ran> {
  const before = [graph.traces.length, sales.traces.length] as const;
  const { digestKey } = await ensureBinding(store, facts, Date.now());
  runs += 1;
  const report = await runSync(
    {
      microsoft: graph.remote,
      sales: sales.remote,
      store,
      lease,
      clock: fakeClock(Date.now()),
      digests: createDigests(digestKey),
      reports: silent,
    },
    {
      runId: `run-${String(runs)}` as RunId,
      trigger,
      mode: 'routine',
      kinds: ['contact'],
      settings: settings(),
      plans: 'apply',
      ...facts,
    },
    never,
  );
  return {
    report,
    microsoft: graph.traces.slice(before[0]).map(({ method }) => method),
    sales: sales.traces.slice(before[1]).map(({ method }) => method),
  };
}

async function aLink(): Promise<Link & { readonly microsoft: object; readonly sales: object }> {
  const [link] = await store.scan('links', { limit: 1 });
  if (link?.microsoft == null || link.sales === null) throw new Error('a pair wanted');
  return { ...link, microsoft: link.microsoft, sales: link.sales };
}

const nothing = { created: 0, updated: 0, deleted: 0 };

describe('a person’s first days', () => {
  it('brings the contacts of the saved search once, and then one quiet request per feed', async () => {
    const first = await run();
    expect(first.report).toMatchObject({ outcome: 'succeeded', failures: [] });
    const second = await run();
    expect(second.report.kinds.contact).toMatchObject({ microsoft: nothing, sales: nothing, failing: 0 });
    expect([second.microsoft, second.sales]).toEqual([['GET'], ['GET']]);
    const emails = graph.control.contacts('ana').map((contact) => JSON.stringify(contact['emailAddresses']));
    const addressed = emails.filter((email) => email !== '[]');
    expect(new Set(addressed).size).toBe(addressed.length);
  });

  it('[I3] keeps edits of different fields on both sides', async () => {
    await run();
    const link = await aLink();
    graph.control.editContact('ana', link.microsoft.id, { jobTitle: 'From Outlook', categories: [CATEGORY] });
    sales.control.edit(ANA, link.sales.id, { Department: 'From Sales' });
    await run();
    const both = { jobTitle: 'From Outlook', department: 'From Sales' };
    expect(graph.control.contact('ana', link.microsoft.id)).toMatchObject(both);
    expect(
      sales.control.contacts(ANA).find(({ partyId }) => partyId === link.sales.id)?.values,
    ).toMatchObject({
      JobTitle: both.jobTitle,
      Department: both.department,
    });
    expect((await run()).report.kinds.contact).toMatchObject({ microsoft: nothing, sales: nothing });
  });

  it('[I24] writes nothing after the service forgot every cursor', async () => {
    await run();
    graph.control.expireDelta('ana');
    const { report } = await run();
    expect(report.outcome).toBe('succeeded');
    expect(report.kinds.contact).toMatchObject({ microsoft: nothing, sales: nothing });
  });

  it('says which side needs a sign-in, and goes on with every link afterwards', async () => {
    await run();
    const links = await store.count('links');
    const { token } = graph;
    graph.token = 'expired';
    expect((await run()).report).toMatchObject({ outcome: 'failed', cause: 'microsoft-sign-in-expired' });
    graph.token = token;
    expect((await run()).report.kinds.contact).toMatchObject({ microsoft: nothing, sales: nothing });
    expect(await store.count('links')).toBe(links);
  });
});
