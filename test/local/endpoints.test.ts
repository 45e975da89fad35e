import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { paneConfiguration } from '../../src/contract/pane-configuration.ts';
import { originsOf, writeEndpoints } from '../../src/local/endpoints.ts';
import { paneConfigurationOf } from '../../src/local/pane-configuration.ts';
import { people } from '../../src/sandbox/company/people.ts';
import { audiences } from '../../src/sandbox/identity/registrations.ts';
import { temporaryFolder } from '../sandbox/identity-bench.ts';

const origins = originsOf(3_000);

describe('endpoints.json', () => {
  it('names servers, people and the test client as the product promises', () => {
    const testClient = { clientId: 'id', clientSecret: 'secret' };
    const file = writeEndpoints(temporaryFolder(), {
      origins,
      caFile: '/x/ca.crt',
      people,
      testClient,
      audiences,
    });
    const written = JSON.parse(readFileSync(file, 'utf8')) as { people: object[] };
    expect(written).toEqual({
      pane: 'https://localhost:3000',
      relay: 'https://localhost:3000',
      identity: 'https://localhost:3001',
      graph: 'https://localhost:3002',
      sales: 'https://localhost:3003',
      ca: '/x/ca.crt',
      people: expect.anything(),
      testClient: {
        clientId: 'id',
        clientSecret: 'secret',
        tokenEndpoint: 'https://localhost:3000/identity/microsoft/token',
        salesTokenEndpoint: 'https://localhost:3000/identity/sales/token',
        graphScope: 'https://graph.microsoft.com/.default',
        salesScope: 'urn:sandbox:sales/consumer',
        relayScope: 'api://sales-sync-relay/.default',
      },
    });
    expect(written.people).toHaveLength(40);
    for (const person of written.people)
      expect(Object.keys(person)).toEqual([
        'userName',
        'displayName',
        'mail',
        'oid',
        'salesPartyId',
        'roles',
      ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('what the pane is told', () => {
  it('lies below the front, and is of the contract', () => {
    const told = paneConfigurationOf({ origins, isCrossOrigin: false, buildId: 'abc' });
    expect(paneConfiguration.parse(told)).toEqual(told);
    expect(told.microsoft).toMatchObject({
      authority: 'https://localhost:3000/identity/microsoft',
      knownAuthorities: ['localhost:3000'],
      graphBaseUrl: 'https://localhost:3000/graph/v1.0',
      relayScopes: ['api://sales-sync-relay/access_as_user'],
    });
    expect(told.microsoft.graphScopes).toContain('https://graph.microsoft.com/Contacts.ReadWrite');
    expect(told.sales.baseUrl).toBe('https://localhost:3000/sales');
  });

  it('names the own ports of the services when the pane is to cross origins', () => {
    const told = paneConfigurationOf({ origins, isCrossOrigin: true, buildId: '' });
    expect(told.microsoft.graphBaseUrl).toBe('https://localhost:3002/v1.0');
    expect(told.sales.baseUrl).toBe('https://localhost:3003');
    expect(told.microsoft.authority).toBe('https://localhost:3000/identity/microsoft');
  });
});
