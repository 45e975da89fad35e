import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { monitorEvent } from '../../../src/contract/events.ts';
import { recordChange } from '../../../src/relay/queries/changes.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { startMessage } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import { openStream } from '../../support/relay-stream.ts';
import type { StreamEvent } from '../../support/relay-stream.ts';
import { seedId, seedUsers } from '../../support/relay-seed.ts';
import { administratorClaims, otherTenantId, tenantId } from '../../support/relay-tokens.ts';

const isType = (type: string) => (event: StreamEvent) => event.data.type === type;

describe('GET /events', () => {
  let relay: TestRelay;
  let admin: string;
  beforeAll(async () => {
    relay = await startTestRelay({ limits: { eventStreamsPerTenant: 4 } });
    admin = await relay.administrator();
  });
  afterAll(() => relay.close());

  it('begins with the cards, then sends changed rows and cards in the form of the contract', async () => {
    const stream = await openStream(relay, admin, '/events');
    expect(stream.contentType).toBe('text/event-stream; charset=utf-8');
    const hello = await stream.next(isType('cards'));
    expect(hello.id).toMatch(/^\d+-\d+$/);
    const ana = await signUp(relay, 1, { name: 'Ana Ruiz' });
    const rows = await stream.next(isType('users'));
    expect(monitorEvent.parse(rows.data)).toMatchObject({
      rows: [{ id: ana.id, displayName: 'Ana Ruiz' }],
      removed: [],
    });
    expect((await stream.next(isType('cards'))).data).toMatchObject({ cards: { counts: { never: 1 } } });
    stream.close();
  });

  it('puts changes that come together into one event, with rows that grow in version', async () => {
    const ben = await signUp(relay, 2);
    const stream = await openStream(relay, admin, '/events');
    await stream.next(isType('cards'));
    const runId = randomUUID();
    const startedMs = relay.clock.nowMs;
    for (let sequence = 0; sequence < 10; sequence += 1)
      await relay.call(ben.token, 'PUT', `/me/runs/${runId}`, startMessage(startedMs, { sequence }));
    const events = [await stream.next(isType('users'))];
    await stream.next(isType('cards'));
    events.push(...stream.waiting.filter(isType('users')));
    expect(events.length).toBeLessThan(10);
    const [first] = (events[0]?.data['rows'] ?? []) as { version: number }[];
    await finishRun(relay, ben);
    const later = await stream.next(
      ({ data }) => data.type === 'users' && JSON.stringify(data).includes('"succeeded"'),
    );
    const [second] = later.data['rows'] as { version: number }[];
    expect(second?.version).toBeGreaterThan(first?.version ?? Infinity);
    stream.close();
  });

  it('goes on after Last-Event-ID with what was missed', async () => {
    const stream = await openStream(relay, admin, '/events');
    const { id = '' } = await stream.next(isType('cards'));
    stream.close();
    const cai = await signUp(relay, 3);
    const again = await openStream(relay, admin, '/events', { 'last-event-id': id });
    const rows = await again.next(isType('users'));
    expect(JSON.stringify(rows.data['rows'])).toContain(cai.id);
    expect((await again.next(isType('cards'))).id).not.toBe(id);
    again.close();
  });

  it.each(['nonsense', '1-1', '99999999999999999999-1', `5-${Date.now() - 600_000}`])(
    'says reload to a stream that comes back with %s',
    async (id) => {
      const stream = await openStream(relay, admin, '/events', { 'last-event-id': id });
      await stream.next(isType('reload'));
      stream.close();
      await stream.ended;
    },
  );

  it('shows the progress of commands and users that are gone', async () => {
    const dee = await signUp(relay, 4);
    const stream = await openStream(relay, admin, '/events');
    await stream.next(isType('cards'));
    const sent = await sendCommand(relay, admin, { kind: 'delete', selection: { by: 'ids', ids: [dee.id] } });
    const { batchId } = sent.body as { batchId: string };
    expect((await stream.next(isType('users'))).data).toMatchObject({ removed: [dee.id] });
    expect((await stream.next(isType('command'))).data).toMatchObject({
      progress: { batchId, counts: { done: 1 } },
    });
    stream.close();
  });

  it('tells of many users in several events, and says where it stands when all were told', async () => {
    const ids = Array.from({ length: 450 }, (_, at) => seedId(at));
    await seedUsers(
      relay.database,
      ids.map((id, at) => ({ id, name: `Person ${at}`, email: `many${at}@contoso.example` })),
    );
    const stream = await openStream(relay, admin, '/events');
    const hello = await stream.next(isType('cards'));
    await relay.database.transaction({ access: 'write' }, (sql) =>
      recordChange(sql, tenantId, { what: { users: ids }, atMs: relay.clock.nowMs }),
    );
    const told: number[] = [];
    const seen = new Set<string>();
    while (seen.size < ids.length) {
      const { data } = await stream.next(isType('users'));
      const rows = data['rows'] as { id: string }[];
      told.push(rows.length);
      for (const { id } of rows) seen.add(id);
    }
    expect(told).toEqual([200, 200, 50]);
    const { id } = await stream.next((event) => isType('cards')(event) && event.id !== undefined);
    expect(id).not.toBe(hello.id);
    stream.close();
  });

  it('tells nothing of another organisation', async () => {
    const stream = await openStream(relay, admin, '/events');
    await stream.next(isType('cards'));
    await signUp(relay, 5, { tid: otherTenantId });
    const own = await signUp(relay, 6);
    const rows = await stream.next(isType('users'));
    expect((rows.data['rows'] as { id: string }[]).map(({ id }) => id)).toEqual([own.id]);
    stream.close();
  });

  it('ends with its token', async () => {
    const seconds = Math.floor(relay.clock.nowMs / 1_000);
    const short = await relay.issuer.sign({ ...administratorClaims(), exp: seconds + 1 });
    const stream = await openStream(relay, short, '/events');
    await stream.next(isType('cards'));
    await stream.ended;
  });

  it('is refused beyond the limit of streams, with the time to come back', async () => {
    const other = await relay.administrator(otherTenantId);
    const streams = await Promise.all([1, 2, 3, 4].map(() => openStream(relay, other, '/events')));
    const refused = await relay.call(other, 'GET', '/events');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const stream of streams) stream.close();
  });

  it('ends cleanly when the relay stops', async () => {
    const own = await startTestRelay();
    const stream = await openStream(own, await own.administrator(), '/events');
    await stream.next(isType('cards'));
    await own.close();
    await stream.ended;
  });
});
