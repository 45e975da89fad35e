import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { company } from '../../../src/sandbox/company/company.ts';
import { ANA, ANA_PARTY_ID, INSTANCE, startSalesRig } from './sales-rig.ts';
import { never } from '../scripted-fetch.ts';
import { recordIn, writesTo } from '../writes.ts';
import type { RemoteRecord } from '../../../src/sync/model/record.ts';
import type { Write, WriteOutcome } from '../../../src/sync/model/write.ts';
import type { SalesRig } from './sales-rig.ts';

let rig: SalesRig;
beforeEach(async () => {
  rig = await startSalesRig();
});
afterEach(() => rig.end());

const { create, update, remove } = writesTo('sales', INSTANCE);

async function send(...writes: Write[]): Promise<readonly WriteOutcome[]> {
  const outcomes = await rig.remote.write(writes, never);
  return writes.map(({ intentId }) => {
    const [outcome, ...more] = outcomes.filter((one) => one.intentId === intentId);
    if (outcome === undefined || more.length > 0) throw new Error('exactly one outcome per write wanted');
    return outcome;
  });
}

async function ownContacts(count: number): Promise<RemoteRecord[]> {
  const ids = new Set(rig.ownIds(count));
  return (await rig.contacts(500)).filter(({ id }) => ids.has(id));
}

const inSales = (record: RemoteRecord): unknown =>
  rig.control.contacts(ANA).find(({ partyId }) => partyId === record.id);
const requestsFrom = (start: number): unknown[] =>
  rig.traces.slice(start).map(({ method, status }) => `${method} ${String(status)}`);
const resultsOf = (outcomes: readonly WriteOutcome[]): unknown[] => outcomes.map(({ result }) => result);

describe('creating', () => {
  it('creates with our marker, its account by an exact id, and finds it by the marker', async () => {
    const account =
      company.accountsOf(ANA).find(({ PartyId }) => PartyId.length === 18) ?? company.accountsOf(ANA)[0];
    if (account === undefined) throw new Error('an account wanted');
    const units = {
      firstName: 'Ada',
      lastName: 'Byron',
      email: 'ada@x.example',
      company: account.OrganizationName,
      'phone.work': '+44 (20) 79460018 x7',
      businessAddress: { street: '1 Road\nFlat 2', city: 'London', country: 'GB' },
      birthday: '1980-03-01',
    };
    const write = create(units, { accountId: account.PartyId });
    const record = recordIn((await send(write))[0]);
    expect(record).toMatchObject({ units, marker: write.marker, title: 'Ada Byron' });
    expect(inSales(record)).toMatchObject({
      values: {
        AccountPartyId: account.PartyId,
        WorkPhoneAreaCode: '20',
        AddressLine2: 'Flat 2',
        Type: 'ZCA_CONTACT',
      },
    });
    await expect(rig.remote.findByMarker('contact', [write.key], never)).resolves.toMatchObject([
      { id: record.id, address: record.address, marker: write.marker, etag: record.etag },
    ]);
  });

  it('sends 50 creates as one batch', async () => {
    const writes = Array.from({ length: 50 }, (_unused, number) =>
      create({ lastName: `New${String(number)}` }),
    );
    const before = rig.traces.length;
    expect(new Set(resultsOf(await send(...writes)))).toEqual(new Set(['written']));
    expect(rig.traces.slice(before)).toMatchObject([{ method: 'POST', items: 50, status: 200 }]);
  });

  it('[I26] sends one by one when the batch was refused, and blames the attribute of the one to blame', async () => {
    const refused = create({ firstName: 'X', lastName: company.refusedSurname });
    const outcomes = await send(create({ lastName: 'One' }), refused, create({ lastName: 'Two' }));
    expect(outcomes).toMatchObject([
      { result: 'written' },
      { result: 'rejected', refusal: { cause: 'field-rejected', attribute: 'lastName', status: 400 } },
      { result: 'written' },
    ]);
    const names = rig.control.contacts(ANA).map(({ values }) => values['LastName']);
    expect(names.filter((name) => name === 'One' || name === 'Two')).toHaveLength(2);
  });

  it('does not send a contact without a name, which would fail its whole batch', async () => {
    const before = rig.traces.length;
    await expect(send(create({ email: 'a@x.example' }))).resolves.toMatchObject([
      { result: 'rejected', refusal: { cause: 'required-field-missing', attribute: 'lastName' } },
    ]);
    expect(rig.traces.length).toBe(before);
  });

  it('cuts what is too long and leaves out an address whose country nobody knows', async () => {
    const write = create({
      lastName: 'L'.repeat(149) + '👩‍🚀',
      jobTitle: 'J'.repeat(300),
      businessAddress: { city: 'Cair Paravel', country: 'Narnia' },
    });
    const { units } = recordIn((await send(write))[0]);
    expect(units).toMatchObject({
      lastName: 'L'.repeat(149),
      jobTitle: 'J'.repeat(100),
      businessAddress: null,
    });
    const { fit } = rig.remote.mapping('contact');
    for (const unit of ['lastName', 'jobTitle', 'businessAddress'])
      expect(units[unit]).toEqual(fit(unit, write.units[unit] ?? null));
  });

  it.each([
    [
      'a 204',
      () => {
        rig.control.setSwitches({ nextBatchNoContent: 1 });
      },
    ],
    ['a lost answer', () => rig.faults.add({ method: 'POST', path: '*/11.13.18.05/', drop: 'after' })],
  ] as const)(
    'does not know what became of a batch after %s, and finds all of it by its markers',
    async (_name, fault) => {
      fault();
      const writes = [create({ lastName: 'One' }), create({ lastName: 'Two' })];
      expect(resultsOf(await send(...writes))).toEqual(['unknown', 'unknown']);
      await expect(
        rig.remote.findByMarker(
          'contact',
          writes.map(({ key }) => key),
          never,
        ),
      ).resolves.toHaveLength(2);
    },
  );

  it.each([
    [503, undefined, { result: 'unknown' }],
    [429, 7, { result: 'throttled', retryAfterMs: 7000 }],
    [403, undefined, { result: 'rejected', refusal: { cause: 'sales-role-missing', status: 403 } }],
  ] as const)('translates %i for a single create', async (status, retryAfter, outcome) => {
    rig.faults.add({
      method: 'POST',
      path: '*/contacts',
      status,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
    await expect(send(create({ lastName: 'One' }))).resolves.toMatchObject([outcome]);
  });
});

describe('updating', () => {
  it('writes only what changed and returns the new etag', async () => {
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    const written = recordIn(
      (await send(update(record, { jobTitle: 'CFO', 'phone.mobile': '+34 612345678' })))[0],
    );
    expect(written.units).toEqual({ ...record.units, jobTitle: 'CFO', 'phone.mobile': '+34 612345678' });
    expect([written.etag === record.etag, written.address]).toEqual([false, record.address]);
  });

  it('finds out that If-Match is honoured, and then reads no more before a single update', async () => {
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    const start = rig.traces.length;
    const first = recordIn((await send(update(record, { jobTitle: 'a' })))[0]);
    expect(requestsFrom(start)).toEqual(['GET 200', 'PATCH 200', 'PATCH 412']);
    const next = rig.traces.length;
    const second = recordIn((await send(update(first, { jobTitle: 'b' })))[0]);
    expect(requestsFrom(next)).toEqual(['PATCH 200']);
    rig.control.edit(ANA, record.id, { JobTitle: 'person' });
    expect(resultsOf(await send(update(second, { jobTitle: 'c' })))).toEqual(['precondition-failed']);
    expect(inSales(record)).toMatchObject({ values: { JobTitle: 'person' } });
  });

  it('compares before each update where Sales ignores If-Match, and answers the etag of the last write', async () => {
    rig.control.setSwitches({ ifMatchOnUpdate: false });
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    const start = rig.traces.length;
    const first = recordIn((await send(update(record, { jobTitle: 'a' })))[0]);
    expect(requestsFrom(start)).toEqual(['GET 200', 'PATCH 200', 'PATCH 200']);
    const next = rig.traces.length;
    const second = recordIn((await send(update(first, { jobTitle: 'b' })))[0]);
    expect(requestsFrom(next)).toEqual(['GET 200', 'PATCH 200']);
    rig.control.edit(ANA, record.id, { Department: 'person' });
    expect(resultsOf(await send(update(second, { department: 'c' })))).toEqual(['precondition-failed']);
    expect(inSales(record)).toMatchObject({ values: { JobTitle: 'b', Department: 'person' } });
  });

  it('clears what became blank', async () => {
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    const blank = { jobTitle: null, 'phone.work': null, businessAddress: null, company: null, notes: null };
    expect(recordIn((await send(update(record, blank)))[0]).units).toMatchObject(blank);
  });

  it('stops at what a person changed since, alone and in a batch, with and without ETags', async () => {
    for (const etagDisabled of [false, true]) {
      rig.control.setSwitches({ etagDisabled });
      const [one, two, three] = await ownContacts(3);
      if (one === undefined || two === undefined || three === undefined) throw new Error('three wanted');
      rig.control.edit(ANA, one.id, { Department: 'Person' });
      expect(resultsOf(await send(update(one, { department: 'Engine' })))).toEqual(['precondition-failed']);
      expect(
        resultsOf(
          await send(
            update(one, { department: 'Engine' }),
            update(two, { department: 'Engine' }),
            remove(three),
          ),
        ),
      ).toEqual(['precondition-failed', 'written', 'deleted']);
      expect(inSales(one)).toMatchObject({ values: { Department: 'Person' } });
    }
  });

  it('says `gone` for a record that is inactive or not visible any more', async () => {
    const [one, two] = await ownContacts(2);
    if (one === undefined || two === undefined) throw new Error('two wanted');
    rig.control.remove(ANA, one.id);
    const nowhere = { ...two, id: '999' as RemoteRecord['id'], address: 'NOWHERE' };
    expect(resultsOf(await send(update(one, { jobTitle: 'x' }), update(nowhere, { jobTitle: 'x' })))).toEqual(
      ['gone', 'gone'],
    );
    expect(resultsOf(await send(update(nowhere, { jobTitle: 'x' })))).toEqual(['gone']);
  });

  it('stamps a record that was adopted', async () => {
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    const marker = { key: 'k1' as Write['key'], instance: INSTANCE };
    expect(recordIn((await send(update(record, {}, { marker })))[0])).toMatchObject({
      marker,
      units: record.units,
    });
  });

  it('writes nothing where Sales can hold none of it', async () => {
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    const homeless = update(
      { ...record, address: null },
      { homeAddress: { city: 'x' }, email: 'no address' },
    );
    expect(recordIn((await send(homeless))[0])).toEqual(record);
  });
});

describe('deleting', () => {
  it('makes a record inactive', async () => {
    const [record] = await ownContacts(1);
    if (record === undefined) throw new Error('a contact wanted');
    expect(resultsOf(await send(remove(record)))).toEqual(['deleted']);
    expect(inSales(record)).toMatchObject({ active: false });
  });

  it('compares before, because nothing is known of If-Match on a DELETE', async () => {
    rig.control.setSwitches({ ifMatchOnDelete: false });
    const [one, two] = await ownContacts(2);
    if (one === undefined || two === undefined) throw new Error('two wanted');
    recordIn((await send(update(one, { jobTitle: 'a' })))[0]);
    rig.control.edit(ANA, two.id, { Department: 'person' });
    expect(resultsOf(await send(remove(two)))).toEqual(['precondition-failed']);
    expect(inSales(two)).toMatchObject({ active: true });
  });

  it('says that it may not delete what belongs to somebody else', async () => {
    const foreign = (await rig.contacts(500)).find(({ id }) =>
      rig.control
        .contacts(ANA)
        .some(({ partyId, values }) => partyId === id && values['OwnerPartyId'] !== ANA_PARTY_ID),
    );
    if (foreign === undefined) throw new Error('a contact of somebody else wanted');
    await expect(send(remove(foreign))).resolves.toMatchObject([
      { result: 'rejected', refusal: { cause: 'record-read-only', status: 403 } },
    ]);
  });
});
