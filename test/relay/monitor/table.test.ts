// The table beyond card and search: filters, orders of every column, the cards that depend on time, and that commands and
// exports mean the same users as the table.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { narrowSortKeys } from '../../../src/contract/user-filters.ts';
import { cards, userPage } from '../../../src/contract/users.ts';
import type { UserPage } from '../../../src/contract/users.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { parseCsv } from '../../support/csv.ts';
import { failure } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import { tenantId } from '../../support/relay-tokens.ts';
import { clearUsers, seedId, seedUsers } from '../../support/relay-seed.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

describe('the table', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());
  beforeEach(() => clearUsers(relay.database));

  const page = async (query: string): Promise<UserPage> => {
    const answer = await relay.call(admin, 'GET', `/users?${query}`);
    expect(answer.status).toBe(200);
    return userPage.parse(answer.body);
  };
  const names = async (query: string): Promise<string[]> =>
    (await page(query)).items.map(({ displayName }) => displayName);
  const counts = async () => cards.parse((await relay.call(admin, 'GET', '/cards')).body).counts;
  const set = (n: number, assignments: string) =>
    relay.database.query(`UPDATE user_status SET ${assignments} WHERE user_id = $1::uuid`, [seedId(n)]);
  const seed = (count: number): Promise<void> =>
    seedUsers(
      relay.database,
      Array.from({ length: count }, (_, n) => ({
        id: seedId(n),
        name: `Person ${String(n).padStart(2, '0')}`,
        email: `p${n}@contoso.example`,
        outcome: 'succeeded',
      })),
    );

  it('filters by runner, version and authorization, all at once', async () => {
    await seed(6);
    await set(0, "runner = 'pane', client_version = '1.2.0'");
    await set(1, "runner = 'worker', client_version = '1.2.0'");
    await set(2, "runner = 'pane', client_version = '1.10.0', sales_state = 'expired'");
    await set(3, "microsoft_state = 'missing'");
    await set(4, `sales_ends_ms = ${relay.clock.nowMs + 3 * dayMs}`);
    expect(await names('card=all&runner=pane')).toEqual(['Person 00', 'Person 02']);
    expect(await names('card=all&runner=none')).toEqual(['Person 03', 'Person 04', 'Person 05']);
    expect(await names('card=all&version=1.2.0&runner=worker')).toEqual(['Person 01']);
    expect(await names('card=all&authorization=sales-missing')).toEqual(['Person 02']);
    expect(await names('card=all&authorization=microsoft-missing')).toEqual(['Person 03']);
    expect(await names('card=all&authorization=ending')).toEqual(['Person 04']);
    expect(await names('card=all&authorization=both')).toHaveLength(4);
    const versions = await relay.call(admin, 'GET', '/client-versions');
    expect(versions.body).toEqual({ items: ['1.2.0', '1.10.0'] });
  });

  it('ticks a user as part of the latest cycle by a scheduled run, not by one that somebody asked for', async () => {
    await seed(3);
    const { nowMs } = relay.clock;
    await set(0, `last_start_ms = ${nowMs - minuteMs}, last_scheduled_ms = ${nowMs - minuteMs}`);
    await set(1, `last_start_ms = ${nowMs - minuteMs}, last_scheduled_ms = ${nowMs - dayMs}`);
    await set(2, `last_start_ms = ${nowMs - minuteMs}`);
    const { items } = await page('card=all&sort=inLatestCycle');
    expect(items.map(({ displayName, isInLatestCycle }) => [displayName, isInLatestCycle])).toEqual([
      ['Person 00', true],
      ['Person 01', false],
      ['Person 02', false],
    ]);
  });

  it('refuses filters it does not know', async () => {
    for (const query of [
      'runner=robot',
      'authorization=maybe',
      'cause=bad-luck',
      `version=${'9'.repeat(33)}`,
    ])
      expect((await relay.call(admin, 'GET', `/users?${query}`)).status).toBe(400);
  });

  it.each(narrowSortKeys)('sorts by %s, everybody once, both ways round', async (sort) => {
    await seed(41);
    for (let n = 0; n < 41; n += 2)
      await set(
        n,
        `conflicts = ${n % 3}, runner = 'pane', client_version = '1.${n % 4}', pane_seen_ms = ${n % 5},
         next_run_ms = ${n % 7}, is_enabled = ${n % 4 === 0}, last_scheduled_ms = ${n % 2}, sales_state = 'expired'`,
      );
    const walk = async (direction: string): Promise<string[]> => {
      const ids: string[] = [];
      for (let after = ''; ;) {
        const { items, next } = await page(`card=all&sort=${sort}&direction=${direction}&limit=7${after}`);
        ids.push(...items.map(({ id }) => id));
        if (next === null) return ids;
        after = `&after=${next}`;
      }
    };
    const up = await walk('asc');
    expect(new Set(up).size).toBe(41);
    expect(await walk('desc')).toEqual(up.toReversed());
  });

  it('sorts by lag from the longest to those who have none, and with these who is switched off, whatever waited then', async () => {
    await seed(4);
    await set(1, `oldest_waiting_ms = ${relay.clock.nowMs - 5 * minuteMs}`);
    await set(2, `oldest_waiting_ms = ${relay.clock.nowMs - 50 * minuteMs}`);
    await set(3, `oldest_waiting_ms = ${relay.clock.nowMs - 90 * minuteMs}, is_enabled = false`);
    expect(await names('card=all&sort=lag')).toEqual(['Person 02', 'Person 01', 'Person 03', 'Person 00']);
  });

  it('keeps the usual order and says so where a column would have to sort more than 20,000', async () => {
    await relay.database.query(
      `INSERT INTO user_profile (tenant_id, user_id, display_name, email, email_key, search_text, signed_up_ms)
       SELECT $1::uuid, gen_random_uuid(), 'N' || n, n || '@c.example', n || '@c.example', ' n' || n, 1
       FROM generate_series(1, 20001) n`,
      [tenantId],
    );
    await relay.database.query(
      `INSERT INTO user_status (tenant_id, user_id, sort_name, search_text, signed_up_ms, microsoft_since_ms, sales_since_ms)
       SELECT tenant_id, user_id, lower(display_name), search_text, 1, 1, 1 FROM user_profile WHERE tenant_id = $1::uuid`,
      [tenantId],
    );
    const wide = await page('card=all&sort=runner');
    expect(wide).toMatchObject({ isSortTooWide: true, total: 20_001 });
    expect(wide.items[0]?.displayName).toBe('N1');
    expect(await page(`card=all&sort=runner&after=${wide.next ?? ''}`)).toMatchObject({
      isSortTooWide: true,
    });
    expect(await page('card=all&sort=lag')).toMatchObject({ isSortTooWide: false });
    expect(await page('card=all&sort=runner&q=n123')).toMatchObject({ isSortTooWide: false });
  });

  it('[M11] counts as behind target who is late although a runner should be at work', async () => {
    await seed(7);
    const late = `oldest_waiting_ms = ${relay.clock.nowMs - 61 * minuteMs}`;
    const open = `runner = 'pane', pane_seen_ms = ${relay.clock.nowMs}`;
    await set(0, `${late}, ${open}`);
    await set(1, `${late}, runner = 'worker'`);
    await set(2, `${late}, runner = 'pane', pane_seen_ms = ${relay.clock.nowMs - 11 * minuteMs}`);
    await set(3, `${late}, ${open}, badge = 'suspended'`);
    await set(4, `${late}, ${open}, is_enabled = false`);
    await set(5, `oldest_waiting_ms = ${relay.clock.nowMs - 59 * minuteMs}, ${open}`);
    expect(await names('card=behind')).toEqual(['Person 01', 'Person 00']);
    expect(await counts()).toMatchObject({ behind: 2 });
  });

  it('[M12] counts as stopping whose sign-in ends within 7 days and does not renew itself', async () => {
    await seed(6);
    await set(0, `sales_ends_ms = ${relay.clock.nowMs + 6 * dayMs}`);
    await set(1, `microsoft_ends_ms = ${relay.clock.nowMs + dayMs}`);
    await set(2, `sales_ends_ms = ${relay.clock.nowMs + 8 * dayMs}`);
    await set(3, `sales_ends_ms = ${relay.clock.nowMs - dayMs}, sales_state = 'expired'`);
    // Of a life of seven days the nudge comes in the last fifth: who signs in must not be told to sign in at once.
    const began = (days: number): string => `sales_since_ms = ${relay.clock.nowMs - days * dayMs}`;
    await set(4, `sales_ends_ms = ${relay.clock.nowMs + 2 * dayMs}, ${began(5)}`);
    await set(5, `sales_ends_ms = ${relay.clock.nowMs + dayMs + 1}, ${began(6)}`);
    expect(await names('card=stopping')).toEqual(['Person 01', 'Person 05', 'Person 00']);
    expect(await counts()).toMatchObject({ stopping: 3, expired: 1 });
  });

  it('means the same users in a command and in a file as it shows, with every filter', async () => {
    const blamed = { outcome: 'failed', cause: 'sales-sign-in-expired', causeSide: 'sales' } as const;
    for (const n of [1, 2]) await finishRun(relay, await signUp(relay, n), blamed);
    await finishRun(relay, await signUp(relay, 3), {
      outcome: 'partly-failed',
      failures: [failure('aaaaaaaa')],
    });
    const shown = await page('card=failed&cause=sales-sign-in-expired&runner=pane');
    expect(shown.total).toBe(2);
    const filter = { card: 'failed', cause: 'sales-sign-in-expired', runner: 'pane' } as const;
    const [first] = shown.items;
    const except = [first?.id ?? ''];
    const preview = await relay.call(admin, 'POST', '/commands?dryRun=true', {
      kind: 'disable',
      selection: { by: 'filter', ...filter, except },
    });
    expect(preview.body).toMatchObject({ hits: 1, hitUsers: [{ displayName: shown.items[1]?.displayName }] });
    const link = await relay.call(admin, 'POST', '/exports', { ...filter, except });
    const file = await relay.send((link.body as { url: string }).url);
    const [, ...lines] = parseCsv(file.text);
    expect(lines.map((cells) => cells.includes(shown.items[1]?.displayName ?? '?'))).toEqual([true]);
    await sendCommand(relay, admin, { kind: 'disable', selection: { by: 'filter', ...filter, except: [] } });
    expect(await page('card=disabled')).toMatchObject({ total: 2 });
  });
});
