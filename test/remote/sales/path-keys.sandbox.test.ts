// A contact whose key holds reserved characters: how often they are encoded differs by framework version, so nothing but
// the service's own link tells its address.
import { afterEach, describe, expect, it } from '@jest/globals';
import { ANA, ANA_PARTY_ID, INSTANCE, startSalesRig } from './sales-rig.ts';
import { never } from '../scripted-fetch.ts';
import { refTo, writesTo } from '../writes.ts';
import type { SalesRig } from './sales-rig.ts';

const { update, remove } = writesTo('sales', INSTANCE);

let rig: SalesRig;
afterEach(() => rig.end());

describe.each([4, 9] as const)('a key with reserved characters, framework version %i', (frameworkVersion) => {
  it('is no address before the record was read, and then the record is changed and deleted', async () => {
    rig = await startSalesRig({ frameworkVersion });
    const { partyId } = rig.control.create(ANA, {
      LastName: 'Key',
      PartyNumber: 'M365 7/Q%2',
      OwnerPartyId: ANA_PARTY_ID,
    });
    const [standard] = await rig.remote.savedSearches('contact', never);
    if (standard === undefined) throw new Error('a search wanted');
    const members = await rig.remote.members('contact', standard.id, never);
    expect(members.find(({ id }) => id === partyId)).toEqual({ id: partyId, address: null });

    const [answer] = await rig.remote.read('contact', [refTo(partyId)], never);
    if (answer?.result !== 'found') throw new Error('a record wanted');
    const unread = { ...answer.record, address: null };
    const [changed] = await rig.remote.write([update(unread, { jobTitle: 'CFO' })], never);
    if (changed?.result !== 'written') throw new Error('a written record wanted');
    expect(changed.record.units).toMatchObject({ jobTitle: 'CFO' });
    expect(await rig.remote.write([remove(changed.record)], never)).toMatchObject([{ result: 'deleted' }]);
  });
});
