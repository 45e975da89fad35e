import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { auditPage } from '../../../src/contract/administration.ts';
import type { AuditEntry } from '../../../src/contract/administration.ts';
import { exportLink } from '../../../src/contract/users.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { administratorClaims, otherTenantId } from '../../support/relay-tokens.ts';

describe('the audit', () => {
  let relay: TestRelay;
  let ada: string;
  let bo: string;
  let ana: SignedUp;
  let ben: SignedUp;
  let startMs = 0;

  beforeAll(async () => {
    relay = await startTestRelay();
    startMs = relay.clock.nowMs;
    ada = await relay.administrator();
    bo = await relay.issuer.sign({
      ...administratorClaims(),
      oid: 'aaaaaaaa-0000-4000-8000-000000000002',
      name: '=Bo "Ops"',
    });
    ana = await signUp(relay, 1, { name: 'Ana Ruiz' });
    ben = await signUp(relay, 2, { name: 'Ben Okafor' });
    const later = (): void => {
      relay.clock.nowMs += 1_000;
    };
    await sendCommand(relay, ada, {
      kind: 'disable',
      selection: { by: 'filter', card: 'all', except: [ben.id] },
      reason: 'On leave; back in May',
    });
    later();
    await sendCommand(relay, bo, { kind: 'sync-now', selection: { by: 'ids', ids: [ben.id] } });
    later();
    await relay.call(bo, 'PATCH', `/users/${ana.id}`, { salesUserName: 'ana.r' });
    later();
    await relay.call(ada, 'POST', '/users', {
      users: [{ email: 'new@contoso.example', salesUserName: 'new' }],
    });
    later();
    await relay.call(ada, 'DELETE', `/users/${ben.id}`);
    later();
    await relay.call(ada, 'POST', '/exports', { card: 'all' });
  });
  afterAll(() => relay.close());

  const entries = async (query: string, token = ada): Promise<AuditEntry[]> =>
    auditPage.parse((await relay.call(token, 'GET', `/audit?${query}`)).body).items;
  const actions = async (query: string): Promise<string[]> =>
    (await entries(query)).map(({ action }) => action);

  it('holds every action with who, when, whom and what came of it, newest first', async () => {
    expect(await actions('')).toEqual([
      'export',
      'delete',
      'add-users',
      'change-credentials',
      'sync-now',
      'disable',
    ]);
    const [disabled] = await entries('action=disable');
    expect(disabled).toMatchObject({
      administratorName: 'Ada Admin',
      selection: { by: 'filter', card: 'all' },
      outcome: { hits: 1, skips: 0 },
    });
    expect((await entries('action=change-credentials'))[0]).toMatchObject({
      administratorName: '=Bo "Ops"',
      selection: { ids: [ana.id] },
      idCount: 1,
      users: [{ userId: ana.id, displayName: 'Ana Ruiz' }],
      outcome: { changed: ['salesUserName'] },
    });
  });

  it('is filtered by administrator, user and time', async () => {
    expect(await actions('administrator=bo')).toEqual(['change-credentials', 'sync-now']);
    expect(await actions('administrator=%25')).toEqual([]);
    // a command by filter names nobody: what it hit counts
    expect(await actions('user=ruiz')).toEqual(['change-credentials', 'disable']);
    expect(await actions(`user=${ben.id}`)).toEqual(['delete', 'sync-now']);
    expect(await actions('user=zebra')).toEqual([]);
    const at = (seconds: number): string => new Date(startMs + seconds * 1_000).toISOString();
    expect(await actions(`from=${at(1)}&to=${at(2)}`)).toEqual(['change-credentials', 'sync-now']);
    expect(await actions(`from=${at(0)}&administrator=ada&user=ana&action=disable`)).toEqual(['disable']);
  });

  it('comes page by page, and refuses what is no filter', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const page = auditPage.parse((await relay.call(ada, 'GET', `/audit?limit=4${after}`)).body);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(new Set(seen).size).toBe(6);
    for (const query of ['after=nowhere', 'action=dance', 'from=yesterday', 'limit=0'])
      expect(await relay.call(ada, 'GET', `/audit?${query}`)).toMatchObject({ status: 400 });
  });

  it('leaves as CSV by a link that works once, and no cell of it runs as a formula', async () => {
    const answer = await relay.call(ada, 'POST', '/audit/exports', { administrator: 'bo' });
    const { url } = exportLink.parse(answer.body);
    const file = await relay.send(url);
    expect(file.headers.get('content-disposition')).toMatch(/filename="audit-\d{4}-\d\d-\d\d\.csv"/);
    expect(file.text.trim().split('\r\n')).toHaveLength(3);
    expect(file.text).toContain(`"'=Bo ""Ops"""`);
    expect((await relay.send(url)).status).toBe(404);
    expect(await actions('action=export-audit')).toHaveLength(1);
    expect((await relay.call(ada, 'POST', '/audit/exports', { surprise: 1 })).status).toBe(400);
  });

  it('[M13] says in columns of its file how users were selected, how many, and what came of it', async () => {
    const answer = await relay.call(ada, 'POST', '/audit/exports', {
      to: new Date(startMs + 3_000).toISOString(),
    });
    const file = await relay.send(exportLink.parse(answer.body).url);
    const rows = parse<Record<string, string>>(file.text, { bom: true, columns: true });
    expect(rows.map(({ Action: action }) => action)).toEqual([
      'add-users',
      'change-credentials',
      'sync-now',
      'disable',
    ]);
    const [added, credentials, asked, disabled] = rows;
    expect(added).toMatchObject({
      'Selected By': 'users',
      Users: '1',
      Outcome: 'added=1; refused=0',
      Done: '',
    });
    expect(credentials).toMatchObject({
      'User Names': 'Ana Ruiz',
      Outcome: 'changed=salesUserName',
      Batch: '',
    });
    expect(asked).toMatchObject({
      'Selected By': 'users',
      Filter: '',
      'Users Hit': '1',
      Sent: '0',
      Refused: '1',
    });
    expect(disabled).toMatchObject({
      'Selected By': 'filter',
      Users: '',
      Filter: 'card=all; except=1',
      Reason: 'On leave; back in May',
      'Users Hit': '1',
      'Users Skipped': '0',
      Sent: '1',
      Done: '0',
      Outcome: '',
    });
    expect(disabled?.['Batch']).toBe((await entries('action=disable'))[0]?.outcome['batchId']);
  });

  it('keeps the names of deleted users, finds them by name and writes them to the file', async () => {
    const gone = { userId: ben.id, displayName: 'Ben Okafor', isDeleted: true };
    const deletion = { action: 'delete', users: [gone] };
    const asked = { action: 'sync-now', users: [gone] };
    expect(await entries('user=okafor')).toMatchObject([deletion, asked]);
    expect(await actions('user=ben%40')).toEqual([]);
    const answer = await relay.call(ada, 'POST', '/audit/exports', { user: 'Okafor' });
    const file = await relay.send(exportLink.parse(answer.body).url);
    expect(file.text.match(/Ben Okafor/g)).toHaveLength(2);
  });

  it('is closed to users and to other organisations', async () => {
    expect((await relay.call(ana.token, 'GET', '/audit')).status).toBe(403);
    expect((await relay.call(ana.token, 'POST', '/audit/exports', {})).status).toBe(403);
    expect(await entries('', await relay.administrator(otherTenantId))).toEqual([]);
  });
});
