// `endpoints.json`: where everything listens, who lives in the sandbox, and the client that scripts may use.
import path from 'node:path';
import { writeFileWhole } from './files/write-file-whole.ts';

export interface Origins {
  /** `https://localhost:3000` */
  readonly front: string;
  readonly identity: string;
  readonly graph: string;
  readonly sales: string;
}

export interface EndpointPerson {
  readonly userName: string;
  readonly displayName: string;
  readonly mail: string;
  readonly oid: string;
  readonly salesPartyId: string;
  readonly roles: readonly string[];
}

export interface EndpointParts {
  readonly origins: Origins;
  readonly caFile: string;
  readonly people: readonly EndpointPerson[];
  readonly testClient: { readonly clientId: string; readonly clientSecret: string };
  /** audiences of the three APIs */
  readonly audiences: { readonly graph: string; readonly relay: string; readonly sales: string };
}

/** `https://localhost:<port>` of the front and of the three own ports. */
export function originsOf(port: number): Origins {
  const at = (offset: number): string => `https://localhost:${port + offset}`;
  return { front: at(0), identity: at(1), graph: at(2), sales: at(3) };
}

/** Writes `<dataDir>/endpoints.json` and returns its path. */
export function writeEndpoints(dataDir: string, parts: EndpointParts): string {
  const file = path.join(dataDir, 'endpoints.json');
  writeFileWhole(file, `${JSON.stringify(endpoints(parts), undefined, 2)}\n`);
  return file;
}

function endpoints({ origins, caFile, people, testClient, audiences }: EndpointParts): object {
  return {
    pane: origins.front,
    relay: origins.front,
    identity: origins.identity,
    graph: origins.graph,
    sales: origins.sales,
    ca: caFile,
    people: people.map(({ userName, displayName, mail, oid, salesPartyId, roles }) => ({
      userName,
      displayName,
      mail,
      oid,
      salesPartyId,
      roles,
    })),
    testClient: {
      ...testClient,
      tokenEndpoint: `${origins.front}/identity/microsoft/token`,
      salesTokenEndpoint: `${origins.front}/identity/sales/token`,
      graphScope: `${audiences.graph}/.default`,
      salesScope: `${audiences.sales}/consumer`,
      relayScope: `${audiences.relay}/.default`,
    },
  };
}
