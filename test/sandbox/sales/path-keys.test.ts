import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RESOURCES, startSales } from './sales-client.ts';
import type { Client } from './sales-client.ts';

const key = 'M365 7/Q%2';
const encoded = (times: number): string =>
  Array.from({ length: times }).reduce<string>((text) => encodeURIComponent(text), key);

let client: Client;
beforeAll(async () => {
  client = await startSales();
  const body = { LastName: 'Key', PartyNumber: key };
  const headers = { 'content-type': 'application/json' };
  expect((await client.ask('POST', `${RESOURCES}/contacts`, { body, headers })).status).toBe(201);
});
afterAll(async () => {
  await client.sandbox.close();
});

describe('a key with reserved characters', () => {
  it.each([
    [7, 1, 200],
    [7, 2, 404],
    [8, 1, 404],
    [8, 2, 200],
    [9, 2, 200],
    [9, 3, 404],
  ])('is in framework version %i, encoded %i times, answered with %i', async (version, times, status) => {
    const reply = await client.ask('GET', `${RESOURCES}/contacts/${encoded(times)}`, { version });
    expect(reply.status).toBe(status);
  });

  it.each([
    [7, 1, 200],
    [7, 2, 400],
    [9, 1, 400],
    [9, 2, 200],
  ])('is in a batch of version %i, encoded %i times, answered with %i', async (version, times, status) => {
    const part = {
      id: 'a',
      path: `/contacts/${encoded(times)}`,
      operation: 'update',
      payload: { JobTitle: 'CFO' },
    };
    const headers = { 'content-type': 'application/vnd.oracle.adf.batch+json' };
    const reply = await client.ask('POST', `${RESOURCES}/`, { version, body: { parts: [part] }, headers });
    expect(reply.status).toBe(status);
  });
});
