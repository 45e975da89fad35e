// Both sandboxes of one plan with one person and nothing in them, and the real connectors in front of them over the wire.
// Built anew for every plan: that takes about 10 ms, and nothing of one plan can reach the next.

import type { Server } from 'node:http';
import { createGraphRemote } from '../../../../src/remote/graph/graph-remote.ts';
import { createSalesRemote } from '../../../../src/remote/sales/sales-remote.ts';
import type { Company } from '../../../../src/sandbox/company/company.ts';
import type { Person } from '../../../../src/sandbox/company/person.ts';
import { createFaults } from '../../../../src/sandbox/faults/faults.ts';
import { createGraphSandbox } from '../../../../src/sandbox/graph/app.ts';
import type { GraphSandbox } from '../../../../src/sandbox/graph/app.ts';
import type { TokenAnswer } from '../../../../src/sandbox/identity/verified-token.ts';
import { createSalesSandbox } from '../../../../src/sandbox/sales/app.ts';
import type { SalesSandbox } from '../../../../src/sandbox/sales/app.ts';
import type { InstanceId, SavedSearchId } from '../../../../src/sync/model/ids.ts';
import type { Side } from '../../../../src/sync/model/side.ts';
import type { Clock } from '../../../../src/sync/ports/clock.ts';
import type { MicrosoftRemote, SalesRemote } from '../../../../src/sync/ports/remote.ts';
import type { Random } from '../../world/random.ts';
import type { ConnectorPlan, DeltaWay } from '../connector-plan.ts';
import type { VirtualTime } from '../wire/virtual-time.ts';

export const USER = 'ana.example';
export const CATEGORY = 'Shared with Sales';
export const INSTANCE = 'instance-1' as InstanceId;
export const SEARCH = '889937479' as SavedSearchId;

const person: Person = {
  userName: USER,
  displayName: 'Ana Example',
  givenName: 'Ana',
  surname: 'Example',
  mail: 'ana@contoso.example',
  oid: '00000000-0000-4000-8000-000000000001',
  salesPartyId: '300000000000001',
  roles: [],
  locale: 'en-US',
  office: 'Austin',
  timeZone: 'UTC',
  situation: 'ordinary',
};

const company: Company = {
  tenantId: '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0',
  domain: 'contoso.example',
  people: [person],
  refusedSurname: 'Unknown',
  accountsOf: () => [],
  ownersSharingWith: () => [],
  salesContactsOf: () => [],
  outlookContactsOf: () => [],
  savedSearchesOf: () => [
    {
      entity: 'Contact',
      access: 'Public',
      queryUuid: '59783e65-0513-4169-9fae-db9d7d1b105c',
      savedSearchNumber: SEARCH,
      name: 'My Contacts',
      description: null,
      isDefault: true,
      rule: { kind: 'owned-by-me' },
    },
  ],
};

type Switches = Readonly<Record<string, boolean | number>>;

const ordinary: Switches = {
  deltaReplay: 0,
  deltaDuplicates: false,
  deltaEmptyPage: false,
  deltaVisibilityDelayMs: 0,
  deltaEndless: false,
  deltaDeadNextLinks: 0,
  spontaneousBump: false,
};
const switchesOf: Readonly<Record<DeltaWay, Switches>> = {
  replayed: { deltaReplay: 4 },
  doubled: { deltaDuplicates: true },
  'empty-page': { deltaEmptyPage: true },
  delayed: { deltaVisibilityDelayMs: 30_000 },
  endless: { deltaEndless: true },
  'dead-links': { deltaDeadNextLinks: 2 },
  bumped: { spontaneousBump: true },
  // Those two happen on the wire: the sandbox itself has no such moods.
  partial: {},
  'old-rows': {},
};

export interface Services {
  readonly graph: GraphSandbox['control'];
  readonly sales: SalesSandbox['control'];
  readonly servers: Readonly<Record<Side, Server>>;
  /** from now on, instead of those before */
  setWays(ways: readonly DeltaWay[]): void;
  close(): Promise<void>;
}

export async function startServices(
  plan: ConnectorPlan,
  world: { readonly time: VirtualTime; readonly random: Random; readonly dataDir: string },
): Promise<Services> {
  const { time, random, dataDir } = world;
  const log = (message: string): void => {
    throw new Error(message);
  };
  const own = { verifyToken, faults: createFaults(), dataDir, company, now: () => time.nowMs, log };
  const graph = await createGraphSandbox({
    ...own,
    linkOrigin: 'graph.microsoft.com',
    randomBytes: (size) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256))),
  });
  graph.control.setSwitches({ latencyMs: 0, ifMatchOnContactPatch: plan.ifMatchOnPatch });
  const sales = await createSalesSandbox({
    ...own,
    instanceId: 'sales-instance',
    origin: `${SALES_ORIGIN}/sales`,
    corsOrigins: [],
  });
  sales.control.setSwitches({ etagDisabled: !plan.salesEtags });
  return {
    graph: graph.control,
    sales: sales.control,
    servers: { microsoft: graph.app.server, sales: sales.app.server },
    setWays(ways) {
      graph.control.setSwitches(ways.reduce((all, way) => ({ ...all, ...switchesOf[way] }), ordinary));
    },
    async close() {
      await graph.close();
      await sales.close();
    },
  };
}

const SALES_ORIGIN = 'http://sales.example';
let connected = 0;

/** Connectors that have learnt nothing yet: what they learn about a service is kept per origin. */
export function connect(
  { pageSize }: ConnectorPlan,
  { clock, fetchOf }: { readonly clock: Clock; readonly fetchOf: (side: Side) => typeof fetch },
): { readonly microsoft: MicrosoftRemote; readonly sales: SalesRemote } {
  connected += 1;
  const own = { clock, instance: INSTANCE, pageSize, getToken: () => Promise.resolve('token') };
  return {
    microsoft: createGraphRemote({
      ...own,
      baseUrl: `http://graph-${String(connected)}.example/graph/v1.0`,
      mailbox: { path: 'me' },
      fetch: fetchOf('microsoft'),
      categoryName: CATEGORY,
    }),
    sales: createSalesRemote({
      ...own,
      baseUrl: `http://sales-${String(connected)}.example/sales`,
      fetch: fetchOf('sales'),
      salesUser: USER,
      ownerPartyId: person.salesPartyId,
    }),
  };
}

function verifyToken(): Promise<TokenAnswer> {
  const { userName, oid } = person;
  const scopes = ['Contacts.ReadWrite', 'User.Read'];
  return Promise.resolve({
    ok: true,
    token: { kind: 'user', userName, oid, roles: [], scopes, clientId: 'client' },
  });
}
