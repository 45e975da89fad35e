import { mkdtempSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { company } from '../../src/sandbox/company/company.ts';
import { createFaults } from '../../src/sandbox/faults/faults.ts';
import { createGraphSandbox } from '../../src/sandbox/graph/app.ts';
import type { VerifyToken } from '../../src/sandbox/identity/verified-token.ts';
import { createSandboxPage } from '../../src/sandbox/page/app.ts';
import { createSalesSandbox } from '../../src/sandbox/sales/app.ts';

const verifyToken: VerifyToken = () => Promise.resolve({ ok: false, reason: 'missing' });
const ANA = '/sandbox/api/people/ana.ruiz';

interface Records {
  readonly microsoft: { id: string; displayName: string; categories: string[] }[];
  readonly sales: { partyId: string; active: boolean; values: Record<string, unknown> }[];
  readonly searches: { queryUuid: string; name: string; memberIds: string[] }[];
  readonly accounts: { partyId: string; name: string }[];
}

describe('the sandbox page', () => {
  let origin: string;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-page-'));
    const base = { verifyToken, faults: createFaults(), dataDir, company };
    const graph = await createGraphSandbox({ ...base, linkOrigin: 'own' });
    const sales = await createSalesSandbox({
      ...base,
      instanceId: 'i',
      origin: 'https://localhost:3000/sales',
      corsOrigins: [],
    });
    const { people } = company;
    const page = await createSandboxPage({
      people,
      graph: graph.control,
      sales: sales.control,
      instanceId: 'i',
    });
    closing.push(
      () => page.close(),
      () => sales.close(),
      () => graph.close(),
    );
    origin = await page.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const ask = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: unknown }> => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(origin + path, { method, headers, ...sent });
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? null : JSON.parse(text) };
  };
  const records = async (): Promise<Records> => (await ask('GET', `${ANA}/records`)).json as Records;

  it('serves the page and its files under a policy without inline script', async () => {
    const page = await fetch(`${origin}/sandbox`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
    const files = [...html.matchAll(/(?:src|href)="(\/sandbox\/assets\/[^"]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    expect(files).toHaveLength(3);
    for (const file of files) expect((await fetch(origin + file)).status).toBe(200);
    expect((await fetch(`${origin}/sandbox/assets/..%2Fapp.ts`)).status).toBe(404);
    expect((await fetch(`${origin}/sandbox/`)).status).toBe(200);
  });

  it('offers all 40 people', async () => {
    const html = await (await fetch(`${origin}/sandbox`)).text();
    expect(
      html.match(/<option value="[a-z.]+">/g)?.filter((one) => /"[a-z]+\.[a-z]+"|"admin"|"big"/.test(one)),
    ).toHaveLength(40);
  });

  it('answers nobody but this machine and its own pages', async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { origin: 'https://evil.example' };
      httpRequest(`${origin}${ANA}/records`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it('shows both sides of a person with searches and accounts', async () => {
    const { microsoft, sales, searches, accounts } = await records();
    expect(microsoft).toHaveLength(company.outlookContactsOf('ana.ruiz').length);
    expect(sales.length).toBeGreaterThanOrEqual(company.salesContactsOf('ana.ruiz').length);
    expect(searches.map(({ name }) => name)).toContain('My Contacts');
    expect(accounts).toContainEqual({ partyId: '300100184000020', name: expect.any(String) });
    expect((await ask('GET', '/sandbox/api/people/nobody/records')).status).toBe(404);
  });

  it('creates, edits, shares and deletes a contact in Outlook', async () => {
    const made = await ask('POST', `${ANA}/microsoft`, {
      givenName: 'Nora',
      surname: 'Page',
      displayName: 'Nora Page',
    });
    expect(made.status).toBe(201);
    const { id } = made.json as { id: string };
    await ask('PATCH', `${ANA}/microsoft/${encodeURIComponent(id)}`, { categories: ['Shared with Sales'] });
    expect((await records()).microsoft.find((one) => one.id === id)).toMatchObject({
      displayName: 'Nora Page',
      categories: ['Shared with Sales'],
    });
    expect((await ask('DELETE', `${ANA}/microsoft/${encodeURIComponent(id)}`)).status).toBe(204);
    expect((await records()).microsoft.some((one) => one.id === id)).toBe(false);
    const wrong = await ask('PATCH', `${ANA}/microsoft/nope`, { surname: 'x' });
    expect(wrong).toMatchObject({ status: 404, json: { error: expect.any(String) } });
  });

  it('creates, edits and deletes a contact in Sales and tells why a value is refused', async () => {
    const made = await ask('POST', `${ANA}/sales`, {
      FirstName: 'Nora',
      LastName: 'Page',
      AccountPartyId: '300100184000020',
    });
    const { partyId } = made.json as { partyId: string };
    await ask('PATCH', `${ANA}/sales/${partyId}`, { JobTitle: 'CEO' });
    expect((await records()).sales.find((one) => one.partyId === partyId)).toMatchObject({
      active: true,
      values: { JobTitle: 'CEO' },
    });
    const refused = await ask('PATCH', `${ANA}/sales/${partyId}`, { LastName: 'Unknown' });
    expect(refused).toMatchObject({ status: 400, json: { error: expect.stringContaining('not allowed') } });
    expect((await ask('DELETE', `${ANA}/sales/${partyId}`)).status).toBe(204);
    expect((await records()).sales.find((one) => one.partyId === partyId)?.active).toBe(false);
  });

  it('lets a contact leave and join a saved search, and merges two', async () => {
    const { searches } = await records();
    const { queryUuid, memberIds } = searches[0] ?? { queryUuid: '', memberIds: [] };
    const [first = '', second = ''] = memberIds;
    const member = `${ANA}/searches/${queryUuid}/members/${first}`;
    await ask('DELETE', member);
    expect((await records()).searches[0]?.memberIds).not.toContain(first);
    await ask('PUT', member);
    expect((await records()).searches[0]?.memberIds).toContain(first);
    expect((await ask('POST', `${ANA}/merge`, { victimId: first, survivorId: second })).status).toBe(200);
    expect((await records()).searches[0]?.memberIds).not.toContain(first);
    expect((await ask('POST', `${ANA}/merge`, { victimId: first })).status).toBe(400);
  });
});
