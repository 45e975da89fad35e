import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CATEGORY, INSTANCE, startGraphRig } from './graph-rig.ts';
import { never } from '../scripted-fetch.ts';
import { recordIn, refTo, writesTo } from '../writes.ts';
import type { InstanceId, LinkKey } from '../../../src/sync/model/ids.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { Write, WriteOutcome } from '../../../src/sync/model/write.ts';
import type { GraphRig } from './graph-rig.ts';

let rig: GraphRig;
beforeEach(async () => {
  rig = await startGraphRig();
});
afterEach(() => rig.end());

const { create, update, remove } = writesTo('microsoft', INSTANCE);

async function send(...writes: Write[]): Promise<readonly WriteOutcome[]> {
  const outcomes = await rig.remote.write(writes, never);
  return writes.map(({ intentId }) => {
    const [outcome, ...more] = outcomes.filter((one) => one.intentId === intentId);
    if (outcome === undefined || more.length > 0) throw new Error('exactly one outcome per write wanted');
    return outcome;
  });
}

async function contact(body: object): Promise<RemoteRecord> {
  const { id } = rig.control.createContact('ana', body);
  const [answer] = await rig.remote.read('contact', [refTo(id)], never);
  if (answer?.result !== 'found') throw new Error('not found');
  return answer.record;
}

const inOutlook = (record: RemoteRecord): unknown => rig.control.contact('ana', record.id);
const resultsOf = (outcomes: readonly WriteOutcome[]): unknown[] => outcomes.map(({ result }) => result);

describe('creating', () => {
  it('creates with our marker and finds it by that', async () => {
    const write = create({
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'ada@x.example',
      'phone.work': '+44 (20) 79460018',
      businessAddress: { street: '1 Road', city: 'London', country: 'GB' },
      birthday: '1980-03-01',
      notes: null,
    });
    const [outcome] = await send(write);
    const record = recordIn(outcome);
    expect(record).toMatchObject({
      marker: write.marker,
      isShared: false,
      title: 'Ada Byron',
      units: write.units,
    });
    expect(inOutlook(record)).toMatchObject({
      displayName: 'Ada Byron',
      emailAddresses: [{ name: 'Ada Byron', address: 'ada@x.example' }],
      businessPhones: ['+44 (20) 79460018'],
      businessAddress: { street: '1 Road', city: 'London', countryOrRegion: 'United Kingdom' },
    });
    const found = await rig.remote.findByMarker('contact', [write.key, 'nobody' as LinkKey], never);
    expect(found).toEqual([{ ...record, marker: write.marker }]);
    await expect(rig.remote.listMarked('contact', never)).resolves.toEqual([
      { id: record.id, address: null, key: write.key, instance: INSTANCE },
    ]);
  });

  it('shows the stamp of another installation, but does not find it as its own', async () => {
    const write = create({ lastName: 'Byron' });
    const foreign = { ...write, marker: { key: write.key, instance: 'other' as InstanceId } };
    await send(foreign);
    await expect(rig.remote.findByMarker('contact', [write.key], never)).resolves.toEqual([]);
    await expect(rig.remote.listMarked('contact', never)).resolves.toMatchObject([{ instance: 'other' }]);
  });

  it('sends 20 creates as one batch', async () => {
    const before = rig.traces.length;
    const outcomes = await send(
      ...Array.from({ length: 20 }, (_unused, n) => create({ lastName: `N${String(n)}` })),
    );
    expect(new Set(resultsOf(outcomes))).toEqual(new Set(['written']));
    expect(rig.traces.slice(before)).toMatchObject([{ method: 'POST', items: 20 }]);
    expect(rig.remote.meter().requests).toBe(20);
  });

  it('does not know what became of a batch whose answer was lost, and finds it by its marker', async () => {
    rig.faults.add({ method: 'POST', path: '*/$batch', drop: 'after' });
    const write = create({ lastName: 'Byron' });
    await expect(send(write)).resolves.toEqual([{ intentId: write.intentId, result: 'unknown' }]);
    await expect(rig.remote.findByMarker('contact', [write.key], never)).resolves.toHaveLength(1);
    expect(rig.control.contacts('ana')).toHaveLength(1);
  });
});

describe('updating', () => {
  it('writes only what changed, keeps what is not ours, and sends displayName along', async () => {
    const record = await contact({
      givenName: 'Ana',
      surname: 'Ruiz',
      displayName: 'Dr. Ana Ruiz',
      spouseName: 'Bo',
      emailAddresses: [
        { name: 'Ana at work', address: 'ana@x.example' },
        { name: 'home', address: 'a@home.example' },
      ],
      businessPhones: ['+34 91 1111111', '+34 91 2222222'],
      businessAddress: { street: 'old', city: 'Madrid', countryOrRegion: 'España' },
    });
    const write = update(record, {
      lastName: 'Ruiz Gil',
      email: 'ana.ruiz@x.example',
      'phone.work': '+34 (91) 3333333',
      businessAddress: { street: 'new', country: 'ES' },
    });
    const [outcome] = await send(write);
    expect(recordIn(outcome).units).toMatchObject(write.units);
    expect(inOutlook(record)).toMatchObject({
      givenName: 'Ana',
      displayName: 'Ana Ruiz Gil',
      spouseName: 'Bo',
      emailAddresses: [
        { name: 'Ana at work', address: 'ana.ruiz@x.example' },
        { name: 'home', address: 'a@home.example' },
      ],
      businessPhones: ['+34 (91) 3333333', '+34 91 2222222'],
      businessAddress: { street: 'new', countryOrRegion: 'España' },
    });
    expect(inOutlook(record)).not.toHaveProperty('businessAddress.city');
  });

  it('clears what became blank', async () => {
    const record = await contact({
      surname: 'Ruiz',
      jobTitle: 'CTO',
      emailAddresses: [{ address: 'ana@x.example' }],
      homePhones: ['1'],
      birthday: '1980-03-01T00:00:00Z',
      personalNotes: 'x',
      homeAddress: { city: 'Madrid' },
    });
    const blank = {
      jobTitle: null,
      email: null,
      'phone.home': null,
      birthday: null,
      notes: null,
      homeAddress: null,
    };
    const [outcome] = await send(update(record, blank));
    expect(recordIn(outcome).units).toMatchObject(blank);
    expect(inOutlook(record)).toMatchObject({
      emailAddresses: [],
      homePhones: [],
      homeAddress: {},
      personalNotes: '',
    });
  });

  it('finds out that If-Match is honoured, and then reads no more before an update', async () => {
    const record = await contact({ surname: 'Ruiz' });
    const first = recordIn((await send(update(record, { jobTitle: 'a' })))[0]);
    const before = rig.traces.length;
    const second = recordIn((await send(update(first, { jobTitle: 'b' })))[0]);
    expect([second.units['jobTitle'], rig.traces.length - before]).toEqual(['b', 1]);
    rig.control.editContact('ana', record.id, { jobTitle: 'person' });
    await expect(send(update(second, { jobTitle: 'c' }))).resolves.toMatchObject([
      { result: 'precondition-failed' },
    ]);
    expect(inOutlook(record)).toMatchObject({ jobTitle: 'person' });
  });

  it('compares before each update where the service ignores If-Match', async () => {
    rig.control.setSwitches({ ifMatchOnContactPatch: false });
    const record = await contact({ surname: 'Ruiz' });
    const first = recordIn((await send(update(record, { jobTitle: 'a' })))[0]);
    rig.control.editContact('ana', record.id, { department: 'person' });
    await expect(send(update(first, { department: 'b' }))).resolves.toMatchObject([
      { result: 'precondition-failed' },
    ]);
    expect(inOutlook(record)).toMatchObject({ jobTitle: 'a', department: 'person' });
  });

  it('stamps an item without touching its fields', async () => {
    const record = await contact({ surname: 'Ruiz', categories: [CATEGORY] });
    const marker = { key: 'k1' as LinkKey, instance: INSTANCE };
    const [outcome] = await send(update(record, {}, { marker }));
    expect(recordIn(outcome)).toMatchObject({ marker, isShared: true, units: record.units });
    await expect(rig.remote.read('contact', [record], never)).resolves.toMatchObject([
      { record: { marker } },
    ]);
  });

  it('[D11] takes only our category away', async () => {
    const record = await contact({ surname: 'Ruiz', categories: ['Red', CATEGORY.toLowerCase(), 'Blue'] });
    const [outcome] = await send(update(record, {}, { unshare: true }));
    expect(recordIn(outcome).isShared).toBe(false);
    expect(inOutlook(record)).toMatchObject({ categories: ['Red', 'Blue'] });
  });

  it('says `gone` for an item that was deleted meanwhile', async () => {
    const record = await contact({ surname: 'Ruiz' });
    rig.control.deleteContact('ana', record.id);
    await expect(send(update(record, { jobTitle: 'a' }))).resolves.toMatchObject([{ result: 'gone' }]);
  });

  it('gives each item of a batch its own outcome', async () => {
    const records = await Promise.all(['a', 'b', 'c', 'd'].map((surname) => contact({ surname })));
    const [a, b, c, d] = records;
    if (a === undefined || b === undefined || c === undefined || d === undefined)
      throw new Error('four wanted');
    await send(update(a, { jobTitle: 'probe' }));
    rig.faults.add({
      method: 'PATCH',
      path: `*/contacts/${b.id}`,
      status: 429,
      retryAfter: 9,
    });
    rig.faults.add({ method: 'PATCH', path: `*/contacts/${c.id}`, status: 503 });
    const outcomes = await send(
      update(a, { jobTitle: 'stale' }),
      update(b, { jobTitle: 'x' }),
      update(c, { jobTitle: 'x' }),
      update(d, { 'phone.fax': '1', jobTitle: 'x' }),
    );
    expect(outcomes).toMatchObject([
      { result: 'precondition-failed' },
      { result: 'throttled', retryAfterMs: 9000 },
      { result: 'unknown' },
      { result: 'written', record: { units: { jobTitle: 'x' } } },
    ]);
    // Nothing is sent to the mailbox before its Retry-After is over.
    await rig.remote.sentinel('contact', never);
    expect(rig.clock.slept).toEqual([9000]);
  });

  it('writes nothing where Outlook can hold none of it', async () => {
    const record = await contact({ surname: 'Ruiz' });
    const [outcome] = await send(update(record, { 'phone.fax': '+34 1', email: 'no address' }));
    expect(recordIn(outcome)).toMatchObject({ etag: record.etag, units: record.units });
  });
});

describe('deleting', () => {
  it('deletes with If-Match, and only what was meant', async () => {
    const [record, edited] = [await contact({ surname: 'Ruiz' }), await contact({ surname: 'Gil' })];
    rig.control.editContact('ana', edited.id, { jobTitle: 'edit beats delete' });
    expect(resultsOf(await send(remove(record), remove(edited)))).toEqual(['deleted', 'precondition-failed']);
    expect(rig.control.contacts('ana')).toMatchObject([{ surname: 'Gil' }]);
  });

  it.each([404, 403] as const)(
    'says `gone` for a second delete that is answered with %i',
    async (secondDelete) => {
      const record = await contact({ surname: 'Ruiz' });
      await send(remove(record));
      rig.control.setSwitches({ secondDelete });
      expect(resultsOf(await send(remove(record)))).toEqual(['gone']);
    },
  );
});
