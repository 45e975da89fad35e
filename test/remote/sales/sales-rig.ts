// The Sales connector in front of a Sales sandbox in this process, with the sample company and every request recorded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSalesRemote } from '../../../src/remote/sales/sales-remote.ts';
import { company } from '../../../src/sandbox/company/company.ts';
import { createFaults } from '../../../src/sandbox/faults/faults.ts';
import { createSalesSandbox } from '../../../src/sandbox/sales/app.ts';
import { injectFetch } from '../../support/remote-inject-fetch.ts';
import { fakeClock, never } from '../scripted-fetch.ts';
import { refTo } from '../writes.ts';
import type { Faults } from '../../../src/sandbox/faults/faults.ts';
import type { SalesSandbox } from '../../../src/sandbox/sales/app.ts';
import type { TokenAnswer } from '../../../src/sandbox/identity/verified-token.ts';
import type { SalesRemoteOptions } from '../../../src/remote/sales/sales-remote.ts';
import type { RequestTrace } from '../../../src/remote/http/http-request.ts';
import type { InstanceId } from '../../../src/sync/model/ids.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { SalesRemote } from '../../../src/sync/ports/remote.ts';
import type { FakeClock } from '../scripted-fetch.ts';

export const INSTANCE = 'sandbox-1' as InstanceId;
export const ANA = 'ana.ruiz';
export const ANA_PARTY_ID = company.people.find(({ userName }) => userName === ANA)?.salesPartyId ?? '';

export interface SalesRig {
  readonly sandbox: SalesSandbox;
  readonly control: SalesSandbox['control'];
  readonly faults: Faults;
  readonly remote: SalesRemote;
  readonly options: SalesRemoteOptions;
  readonly clock: FakeClock;
  readonly traces: RequestTrace[];
  /** user name of whoever is signed in; `expired` is refused */
  token: string;
  another(options?: Partial<SalesRemoteOptions>): SalesRemote;
  /** ids of Ana's own live contacts, the latest change first */
  ownIds(count: number): string[];
  /** the first contacts that Ana sees */
  contacts(count: number): Promise<RemoteRecord[]>;
  end(): Promise<void>;
}

let rigs = 0;

export interface RigOptions extends Partial<SalesRemoteOptions> {
  /** as in a browser of another origin: neither Date nor ETag can be read */
  readonly hidesHeaders?: boolean;
}

export async function startSalesRig({
  hidesHeaders = false,
  ...options
}: RigOptions = {}): Promise<SalesRig> {
  rigs += 1;
  const origin = `http://sales-${String(rigs)}.example`;
  const dataDir = mkdtempSync(join(tmpdir(), 'sales-rig-'));
  const faults = createFaults();
  const clock = fakeClock(Date.now());
  const sandbox = await createSalesSandbox({
    verifyToken: (authorization) => Promise.resolve(verify(authorization)),
    faults,
    dataDir,
    company,
    instanceId: 'sales-instance',
    origin: `${origin}/sales`,
    corsOrigins: [],
    log: (message) => {
      throw new Error(message);
    },
  });
  const traces: RequestTrace[] = [];
  const inject = injectFetch({ [origin]: sandbox.app });
  const all: SalesRemoteOptions = {
    baseUrl: `${origin}/sales`,
    getToken: () => Promise.resolve(rig.token),
    fetch: hidesHeaders ? hiding(inject) : inject,
    clock,
    salesUser: ANA,
    instance: INSTANCE,
    onRequest: (trace) => traces.push(trace),
    ...options,
  };
  const rig: SalesRig = {
    sandbox,
    control: sandbox.control,
    faults,
    clock,
    traces,
    options: all,
    token: ANA,
    remote: createSalesRemote(all),
    another: (more = {}) => createSalesRemote({ ...all, ...more }),
    ownIds: (count) =>
      sandbox.control
        .contacts(ANA)
        .filter(({ active, values }) => active && values['OwnerPartyId'] === ANA_PARTY_ID)
        .slice(0, count)
        .map(({ partyId }) => partyId),
    async contacts(count) {
      const refs = sandbox.control
        .contacts(ANA)
        .slice(0, count)
        .map(({ partyId }) => refTo(partyId));
      const answers = await rig.remote.read('contact', refs, never);
      return answers.map((answer) => {
        if (answer.result !== 'found') throw new Error('not found');
        return answer.record;
      });
    },
    async end() {
      await sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return rig;
}

function hiding(inner: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    const headers = new Headers({ 'content-type': response.headers.get('content-type') ?? 'text/plain' });
    const body = response.status === 204 ? null : await response.text();
    return new Response(body, { status: response.status, headers });
  };
}

function verify(authorization: string | undefined): TokenAnswer {
  const userName = authorization?.replace(/^Bearer /, '') ?? 'expired';
  if (userName === 'expired') return { ok: false, reason: 'expired' };
  return {
    ok: true,
    token: { kind: 'user', userName, oid: 'oid', roles: [], scopes: ['consumer'], clientId: 'client' },
  };
}
