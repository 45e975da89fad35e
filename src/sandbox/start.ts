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
  /**
   * Brings about what is said of some people: sign-ins end, and `disable` is asked to disable. Once per data folder:
   * who signs in again or is enabled again stays so. To be called when everybody has synchronized once.
   */
  settleSituations(disable: (people: readonly Person[]) => Promise<void>): Promise<void>;
  /** stops answering and writes what is not yet on disk */
  close(): Promise<void>;
}

/** Throws CorruptStoreError when a file of an earlier run cannot be read; then nothing is left open. */
export async function startSandbox({ origin, salesOrigin, dataDir, log }: SandboxOptions): Promise<Sandbox> {
  const instance = await openInstance(dataDir);
  const { instanceId } = instance.value;
  const { people } = company;
  const inSituation = (wanted: Situation): Person[] => people.filter(({ situation }) => situation === wanted);
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
      async settleSituations(disable) {
        if (instance.value.areSituationsSettled) return;
        // First what can fail: what is done again at the next start must not end a sign-in that began meanwhile.
        await disable(inSituation('disabled'));
        for (const { userName } of inSituation('microsoft-sign-in-expired'))
          identity.revoke(userName, 'microsoft');
        for (const { userName } of inSituation('sales-sign-in-expired')) identity.revoke(userName, 'sales');
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
