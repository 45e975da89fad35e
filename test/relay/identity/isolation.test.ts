import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTenantSql } from '../../../src/relay/tenant-sql.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { finishRun, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { otherTenantId, tenantId } from '../../support/relay-tokens.ts';

describe('two organisations on one relay', () => {
  let relay: TestRelay;
  let ours: SignedUp;
  let theirs: SignedUp;
  beforeAll(async () => {
    relay = await startTestRelay();
    ours = await signUp(relay, 1);
    theirs = await signUp(relay, 2, { tid: otherTenantId });
    await finishRun(relay, theirs, { outcome: 'failed', cause: 'malformed' });
  });
  afterAll(() => relay.close());

  it('see only their own users, cards, causes and audit', async () => {
    const admin = await relay.administrator();
    expect((await relay.call(admin, 'GET', '/users?card=all')).body).toMatchObject({
      total: 1,
      items: [{ id: ours.id }],
    });
    expect((await relay.call(admin, 'GET', '/cards')).body).toMatchObject({ counts: { all: 1, failed: 0 } });
    expect((await relay.call(admin, 'GET', '/causes')).body).toMatchObject({ items: [] });
  });

  it('get the same answer for an id of the other as for one that nobody has', async () => {
    const admin = await relay.administrator();
    const paths = ['', '/runs', '/runs/1', '/errors'];
    for (const path of paths) {
      const foreign = await relay.call(admin, 'GET', `/users/${theirs.id}${path}`);
      const unknown = await relay.call(admin, 'GET', `/users/${randomUUID()}${path}`);
      const withoutId = ({ body, status }: typeof foreign) => ({
        status,
        body: { ...(body as object), requestId: '' },
      });
      expect(foreign.status).toBe(404);
      expect(withoutId(foreign)).toEqual(withoutId(unknown));
    }
    expect(await relay.call(admin, 'PATCH', `/users/${theirs.id}`, { salesUserName: 'x' })).toMatchObject({
      status: 404,
    });
    expect(await relay.call(admin, 'DELETE', `/users/${theirs.id}`)).toMatchObject({ status: 404 });
  });

  it('cannot hit a user of the other with a command', async () => {
    const body = { kind: 'disable', selection: { by: 'ids', ids: [theirs.id] } };
    const preview = await relay.call(await relay.administrator(), 'POST', '/commands?dryRun=true', body);
    expect(preview.body).toMatchObject({
      hits: 0,
      skips: 1,
      skippedUsers: [{ reason: 'not-found', displayName: '' }],
    });
  });

  it('are kept apart by the database too, should a query forget its tenant', async () => {
    const sql = createTenantSql(relay.database);
    const tables = ['user_profile', 'user_status', 'runs', 'user_detail'];
    for (const table of tables) {
      const seen = await sql.read(tenantId, (own) =>
        own.query<{ tenant_id: string }>(`SELECT tenant_id FROM ${table}`),
      );
      expect(seen.every(({ tenant_id }) => tenant_id === tenantId)).toBe(true);
    }
    const write = sql.write(tenantId, (own) =>
      own.query('UPDATE user_status SET is_enabled = false WHERE user_id = $1::uuid RETURNING 1', [
        theirs.id,
      ]),
    );
    await expect(write).resolves.toEqual([]);
    const insert = sql.write(tenantId, (own) =>
      own.query('INSERT INTO releases VALUES ($1::uuid, $2::uuid, $3::text)', [
        otherTenantId,
        theirs.id,
        'abcdefgh',
      ]),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  it('show nothing to the application role without a tenant', async () => {
    const rows = await relay.database.transaction({ access: 'read', role: 'relay_app' }, (sql) =>
      sql.query('SELECT 1 FROM user_profile'),
    );
    expect(rows).toEqual([]);
  });
});
