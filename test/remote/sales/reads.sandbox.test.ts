import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { company } from '../../../src/sandbox/company/company.ts';
import { ANA, startSalesRig } from './sales-rig.ts';
import { never } from '../scripted-fetch.ts';
import { refTo } from '../writes.ts';
import type { LinkKey, RecordId } from '../../../src/sync/model/ids.ts';
import type { SalesRig } from './sales-rig.ts';

let rig: SalesRig;
beforeEach(async () => {
  rig = await startSalesRig();
});
afterEach(() => rig.end());

describe('reading', () => {
  it('maps a whole contact, its id to the last digit', async () => {
    const seed = rig.control.contacts(ANA).find(({ partyId }) => partyId.length === 18);
    if (seed === undefined) throw new Error('an 18-digit id wanted');
    rig.control.edit(ANA, seed.partyId, {
      FirstName: 'José',
      LastName: 'Núñez',
      WorkPhoneCountryCode: '34',
      WorkPhoneAreaCode: '91',
      WorkPhoneNumber: '4123456',
      WorkPhoneExtension: '12',
      AddressLine1: 'Gran Vía 1',
      AddressLine2: '3º B',
      City: 'Madrid',
      Country: 'ES',
      DateOfBirth: '1980-03-01',
    });
    const [answer] = await rig.remote.read('contact', [refTo(seed.partyId)], never);
    expect(answer).toMatchObject({
      result: 'found',
      record: {
        id: seed.partyId,
        address: seed.partyNumber,
        etag: expect.stringMatching(/^ACED/),
        isDeleted: false,
        isReadOnly: false,
        isShared: false,
        marker: null,
        units: {
          firstName: 'José',
          lastName: 'Núñez',
          'phone.work': '+34 (91) 4123456 x12',
          businessAddress: { street: 'Gran Vía 1\n3º B', city: 'Madrid', country: 'ES' },
          birthday: '1980-03-01',
          company: seed.values['AccountName'],
        },
      },
    });
  });

  it('reads ids in portions of 50, and says what is not there', async () => {
    const ids = [...rig.ownIds(60), '999', 'not a number'];
    const before = rig.traces.length;
    const answers = await rig.remote.read(
      'contact',
      ids.map((id) => refTo(id)),
      never,
    );
    expect(answers.filter(({ result }) => result === 'missing').map(({ id }) => id)).toEqual([
      '999',
      'not a number',
    ]);
    expect(answers.filter(({ result }) => result === 'found')).toHaveLength(ids.length - 2);
    expect(rig.traces.length - before).toBe(2);
  });

  it('lists in a sweep only what is live and visible', async () => {
    const ids = rig.ownIds(5) as RecordId[];
    rig.control.remove(ANA, String(ids[1]));
    const swept = await rig.remote.sweep('contact', [...ids, '999' as RecordId], never);
    expect([...swept].sort()).toEqual(ids.filter((_id, index) => index !== 1).sort());
  });

  it('finds contacts by e-mail in any case, and by name and company', async () => {
    const [one, two] = rig.control.contacts(ANA).filter(({ values }) => values['EmailAddress'] !== undefined);
    if (one === undefined || two === undefined) throw new Error('two contacts wanted');
    const found = await rig.remote.findByNaturalKey(
      'contact',
      [
        { type: 'email', email: String(one.values['EmailAddress']).toLowerCase() },
        {
          type: 'name-company',
          firstName: String(two.values['FirstName']).toLowerCase(),
          lastName: String(two.values['LastName']).toLowerCase(),
          company: String(two.values['AccountName']).toLowerCase(),
        },
        { type: 'email', email: "nobody'@x.example" },
      ],
      never,
    );
    expect(found.map(({ id }) => id).sort()).toEqual([one.partyId, two.partyId].sort());
  });

  it('[A4] names all accounts that have a name', async () => {
    const [account] = company.accountsOf(ANA);
    if (account === undefined) throw new Error('an account wanted');
    const name = account.OrganizationName.toLowerCase();
    await expect(rig.remote.accountsNamed([name, 'Nobody & Sons'], never)).resolves.toContainEqual({
      id: account.PartyId,
      name: account.OrganizationName,
    });
  });

  it('finds nothing by a marker that nobody has', async () => {
    await expect(rig.remote.findByMarker('contact', ['k' as LinkKey], never)).resolves.toEqual([]);
  });
});
