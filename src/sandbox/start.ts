// All sandbox servers as one value: identity first, because the others check its tokens. Nothing listens here:
// whoever starts it hands requests to the handlers (`local/front`).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { company } from './company/company.ts';
import type { Person, Situation } from './company/person.ts';
import { createFaults } from './faults/faults.ts';
import { createGraphSandbox } from './graph/app.ts';
import { createIdentitySandbox } from './identity/app.ts';
import { openInstance } from './instance.ts';
import { createSandboxPage } from './page/app.ts';
import { createSalesSandbox } from './sales/app.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface SandboxOptions {
  /** origin that serves `/identity`, `/graph`, `/sales`, e.g. `https://localhost:3000` */
  readonly origin: string;
  /** where hrefs of Sales point, e.g. `https://localhost:3000/sales` */
  readonly salesOrigin: string;
  /** folder for all that the sandbox keeps */
  readonly dataDir: string;
  readonly log: (message: string) => void;
}

export interface Sandbox {
  /** random, new after `npm run reset` */
  readonly instanceId: string;
  readonly people: readonly Person[];
  /** `identity` and `page` want paths below `/identity` and `/sandbox`, the others take theirs with and without prefix */
  readonly handlers: Readonly<Record<'identity' | 'graph' | 'sales' | 'page', Handler>>;
  /** people to whom something is to happen after they have synchronized: a sign-in ends, a role goes, an administrator disables them */
  unsettled(): readonly Person[];
  /** Ends those sign-ins and takes those roles away. From then on nobody is unsettled: who signs in again stays signed in. */
  settle(): void;
  /** stops answering and writes what is not yet on disk */
  close(): Promise<void>;
}

const takesAct: ReadonlySet<Situation> = new Set([
  'microsoft-sign-in-expired',
  'sales-sign-in-expired',
  'sales-role-missing',
  'disabled',
]);

/** Throws CorruptStoreError when a file of an earlier run cannot be read; then nothing is left open. */
export async function startSandbox({ origin, salesOrigin, dataDir, log }: SandboxOptions): Promise<Sandbox> {
  const instance = await openInstance(dataDir);
  const { instanceId } = instance.value;
  const { people } = company;
  const closing: (() => Promise<void>)[] = [() => instance.close()];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const identity = await createIdentitySandbox({ origin, dataDir, people, faults: createFaults(), log });
    closing.push(() => identity.close());
    const graph = await createGraphSandbox({
      verifyToken: identity.verifier('graph'),
      faults: createFaults(),
      dataDir,
      company,
      linkOrigin: 'own',
      log,
    });
    closing.push(() => graph.close());
    const sales = await createSalesSandbox({
      verifyToken: identity.verifier('sales'),
      faults: createFaults(),
      dataDir,
      company,
      instanceId,
      origin: salesOrigin,
      corsOrigins: [origin],
      log,
    });
    closing.push(() => sales.close());
    const page = await createSandboxPage({ people, graph: graph.control, sales: sales.control, instanceId });
    closing.push(() => page.close());
    return {
      instanceId,
      people,
      handlers: {
        identity: identity.app.routing,
        graph: graph.app.routing,
        sales: sales.app.routing,
        page: page.app.routing,
      },
      unsettled: () =>
        instance.value.areSituationsSettled ? [] : people.filter(({ situation }) => takesAct.has(situation)),
      settle() {
        for (const { userName, situation } of people) {
          if (situation === 'microsoft-sign-in-expired') identity.revoke(userName, 'microsoft');
          if (situation === 'sales-sign-in-expired') identity.revoke(userName, 'sales');
        }
        const { withoutRole } = sales.control.switches();
        const losing = people.filter(({ situation }) => situation === 'sales-role-missing');
        sales.control.setSwitches({
          withoutRole: [...new Set([...withoutRole, ...losing.map(({ userName }) => userName)])],
        });
        instance.value.areSituationsSettled = true;
        instance.changed();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
