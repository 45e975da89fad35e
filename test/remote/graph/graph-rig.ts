// The Graph connector in front of a Graph sandbox in this process, with a small company and every request recorded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGraphRemote } from '../../../src/remote/graph/graph-remote.ts';
import { createFaults } from '../../../src/sandbox/faults/faults.ts';
import { createGraphSandbox } from '../../../src/sandbox/graph/app.ts';
import { injectFetch } from '../../support/remote-inject-fetch.ts';
import { fakeClock } from '../scripted-fetch.ts';
import type { Person } from '../../../src/sandbox/company/person.ts';
import type { Faults } from '../../../src/sandbox/faults/faults.ts';
import type { GraphSandbox } from '../../../src/sandbox/graph/app.ts';
import type { TokenAnswer } from '../../../src/sandbox/identity/verified-token.ts';
import type { GraphRemoteOptions } from '../../../src/remote/graph/graph-remote.ts';
import type { RequestTrace } from '../../../src/remote/http/http-request.ts';
import type { InstanceId } from '../../../src/sync/model/ids.ts';
import type { MicrosoftRemote } from '../../../src/sync/ports/remote.ts';
import type { FakeClock } from '../scripted-fetch.ts';

export const CATEGORY = 'Shared with Sales';
export const INSTANCE = 'sandbox-1' as InstanceId;
const SCOPES = ['Contacts.ReadWrite', 'User.Read'];

const ana: Person = {
  userName: 'ana',
  displayName: 'Ana Example',
  givenName: 'Ana',
  surname: 'Example',
  mail: 'ana@contoso.example',
  oid: '00000000-0000-4000-8000-000000000001',
  salesPartyId: '1',
  roles: [],
  locale: 'de-DE',
  office: 'Munich',
  timeZone: 'Europe/Berlin',
  situation: 'ordinary',
};

export interface GraphRig {
  readonly sandbox: GraphSandbox;
  readonly control: GraphSandbox['control'];
  readonly faults: Faults;
  readonly remote: MicrosoftRemote;
  readonly clock: FakeClock;
  readonly traces: RequestTrace[];
  /** `expired` is refused; scopes separated by commas otherwise */
  token: string;
  /** another adapter for the same mailbox */
  another(options?: Partial<GraphRemoteOptions>): MicrosoftRemote;
  end(): Promise<void>;
}

let rigs = 0;

/** Every rig has an origin of its own, because what is learnt about a service is kept per origin. */
export async function startGraphRig(options: Partial<GraphRemoteOptions> = {}): Promise<GraphRig> {
  rigs += 1;
  // Not https, because the sockets of the test are plain and links in answers say so.
  const origin = `http://graph-${String(rigs)}.example`;
  const dataDir = mkdtempSync(join(tmpdir(), 'graph-rig-'));
  const faults = createFaults();
  const clock = fakeClock();
  const sandbox = await createGraphSandbox({
    verifyToken: (authorization) => Promise.resolve(verify(authorization)),
    faults,
    dataDir,
    company: { people: [ana], outlookContactsOf: () => [] },
    linkOrigin: 'graph.microsoft.com',
    now: () => clock.nowMs(),
    log: (message) => {
      throw new Error(message);
    },
  });
  const traces: RequestTrace[] = [];
  const make = (more: Partial<GraphRemoteOptions> = {}): MicrosoftRemote =>
    createGraphRemote({
      baseUrl: `${origin}/graph/v1.0`,
      mailbox: { path: 'me' },
      getToken: () => Promise.resolve(rig.token),
      fetch: injectFetch({ [origin]: sandbox.app }),
      clock,
      categoryName: CATEGORY,
      instance: INSTANCE,
      onRequest: (trace) => traces.push(trace),
      ...options,
      ...more,
    });
  const rig: GraphRig = {
    sandbox,
    control: sandbox.control,
    faults,
    clock,
    traces,
    token: SCOPES.join(','),
    remote: make(),
    another: make,
    async end() {
      await sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return rig;
}

function verify(authorization: string | undefined): TokenAnswer {
  const scopes = authorization?.replace(/^Bearer /, '') ?? 'expired';
  if (scopes === 'expired') return { ok: false, reason: 'expired' };
  const { userName, oid } = ana;
  return {
    ok: true,
    token: { kind: 'user', userName, oid, roles: [], scopes: scopes.split(','), clientId: 'client' },
  };
}
