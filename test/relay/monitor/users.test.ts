import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sortKeys } from '../../../src/contract/users.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { seedId, seedUsers } from '../../support/relay-seed.ts';
import type { SeedUser } from '../../support/relay-seed.ts';

const names = [
  'Ana Ruiz',
  'Çelik Öztürk',
  'Łukasz Żak',
  'Åsa Ström',
  'Zoë Faßbinder',
  '山田太郎',
  'Nguyễn Văn An',
  'Ed',
];

/** Many ties in every sort key, so that only the second key keeps the order. */
function company(count: number): SeedUser[] {
  return Array.from({ length: count }, (_, n) => ({
    id: seedId((n * 7_919) % 100_003),
    name: names[n % names.length] ?? '',
    email: `user${n}@contoso.example`,
    outcome: ['succeeded', 'failed', 'partly-failed', null][n % 4] ?? null,
    isEnabled: n % 11 !== 0,
    lastStartMs: (n % 5) * 1_000,
    durationMs: (n % 3) * 100 - 1,
    openErrors: n % 4,
  }));
}

interface Page {
  readonly items: { readonly id: string; readonly displayName: string }[];
  readonly next: string | null;
  readonly total: number;
  readonly isCut: boolean;
}

describe('GET /users', () => {
  const people = company(300);
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
    await seedUsers(relay.database, people);
  });
  afterAll(() => relay.close());

  const page = async (query: string): Promise<Page> => {
    const answer = await relay.call(admin, 'GET', `/users?${query}`);
    expect(answer.status).toBe(200);
    return answer.body as Page;
  };
  const walk = async (query: string): Promise<string[]> => {
    const ids: string[] = [];
    let after = '';
    do {
      const { items, next } = await page(`${query}${after}`);
      ids.push(...items.map(({ id }) => id));
      after = next === null ? '' : `&after=${next}`;
    } while (after !== '');
    return ids;
  };

  const cases = sortKeys.flatMap((sort) =>
    (['asc', 'desc'] as const).map((direction) => [sort, direction] as const),
  );
  it.each(cases)(
    '[M5] pages by %s %s in the order of one large page, everybody once',
    async (sort, direction) => {
      const query = `card=all&sort=${sort}&direction=${direction}`;
      const whole = [...(await page(`${query}&limit=200`)).items.map(({ id }) => id)];
      const walked = await walk(`${query}&limit=61`);
      expect(walked.slice(0, 200)).toEqual(whole);
      expect(walked).toHaveLength(people.length);
      expect(new Set(walked)).toEqual(new Set(people.map(({ id }) => id)));
    },
  );

  it('reads each descending order as the ascending one backwards', async () => {
    const [up, down] = await Promise.all(
      ['asc', 'desc'].map((direction) => walk(`card=all&sort=name&direction=${direction}&limit=100`)),
    );
    expect(down).toEqual(up?.toReversed());
  });

  it('keeps place when rows change between pages', async () => {
    const first = await page('card=all&sort=name&limit=50');
    await relay.database.query('UPDATE user_status SET last_start_ms = 99 WHERE user_id = $1::uuid', [
      first.items[0]?.id ?? '',
    ]);
    const second = await page(`card=all&sort=name&limit=50&after=${first.next ?? ''}`);
    const both = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(both).size).toBe(100);
  });

  it.each([
    ['oztu', 'Çelik Öztürk'],
    ['LUKASZ', 'Łukasz Żak'],
    ['fassb', 'Zoë Faßbinder'],
    ['fassbinder', 'Zoë Faßbinder'],
    ['van a', 'Nguyễn Văn An'],
    ['ＡＮＡ', 'Ana Ruiz'],
  ])('finds %s as a part of %s whatever case and accents', async (q, name) => {
    const { items, total } = await page(`card=all&q=${encodeURIComponent(q)}&limit=200`);
    expect(new Set(items.map(({ displayName }) => displayName))).toEqual(new Set([name]));
    expect(total).toBe(people.filter((user) => user.name === name).length);
  });

  it('matches fewer than three letters at the start of words only', async () => {
    const { items } = await page('card=all&q=st&limit=200');
    expect(new Set(items.map(({ displayName }) => displayName))).toEqual(new Set(['Åsa Ström']));
    expect((await page(`card=all&q=${encodeURIComponent('山田')}`)).total).toBeGreaterThan(0);
  });

  it('takes pattern characters and SQL as what they are', async () => {
    for (const q of ['%', '_', '\\', "'; DROP TABLE user_status; --", '%%%%', '"', '100%'])
      expect((await page(`card=all&q=${encodeURIComponent(q)}`)).total).toBe(0);
    expect((await page('card=all')).total).toBe(people.length);
  });

  it('counts each filter and searches within a card', async () => {
    const failing = people.filter(({ outcome, isEnabled }) => isEnabled && /failed/.test(outcome ?? ''));
    expect((await page('card=failed')).total).toBe(failing.length);
    const found = await page('card=failed&q=ruiz');
    expect(found.total).toBe(failing.filter(({ name }) => name === 'Ana Ruiz').length);
    expect((await page('card=errors')).total).toBe(
      people.filter(({ openErrors }) => (openErrors ?? 0) > 0).length,
    );
  });

  it('refuses positions of another order or of nobody, unknown sorts and limits', async () => {
    const { next } = await page('card=all&sort=name&limit=5');
    const wrong = [
      `card=all&sort=duration&after=${next ?? ''}`,
      'card=all&after=AAAA',
      'card=all&sort=password',
      'card=everybody',
      'limit=0',
      'limit=201',
      'limit=x',
    ];
    for (const query of wrong) {
      const answer = await relay.call(admin, 'GET', `/users?${query}`);
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', errors: [expect.anything()] },
      });
    }
  });

  it('stops a search at 2,000 matches and says so', async () => {
    const many = Array.from({ length: 2_100 }, (_, n) => ({
      id: seedId(500_000 + n),
      name: `Mass Mustermann ${n}`,
      email: `mass${n}@contoso.example`,
    }));
    await seedUsers(relay.database, many);
    expect(await page('card=all&q=mustermann&limit=1')).toMatchObject({ total: 2_000, isCut: true });
    expect(await walk('card=all&q=mustermann&limit=200')).toHaveLength(2_000);
    expect(await page('card=all&limit=1')).toMatchObject({ total: 2_400, isCut: false });
  });
});
