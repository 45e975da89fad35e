import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSales } from './sales-client.ts';
import type { Client } from './sales-client.ts';

describe('control of the Sales sandbox', () => {
  let sales: Client;
  beforeAll(async () => {
    sales = await startSales();
  });
  afterAll(() => sales.sandbox.close());

  it('lists what the person sees, newest change first', () => {
    const { control } = sales.sandbox;
    const made = control.create('ana.ruiz', { LastName: 'Newest' });
    expect(control.contacts('ana.ruiz')[0]).toEqual(made);
    expect(control.accounts('ana.ruiz')).toHaveLength(7);
  });

  it('edits under the same rules as HTTP', () => {
    const { control } = sales.sandbox;
    const { partyId } = control.create('ana.ruiz', { LastName: 'Edit' });
    expect(control.edit('ana.ruiz', partyId, { JobTitle: 'CEO' }).values).toMatchObject({ JobTitle: 'CEO' });
    expect(() => control.edit('ana.ruiz', partyId, { JobTitle: 'x'.repeat(101) })).toThrow(
      'maximum length of 100',
    );
    expect(() => control.edit('grace.sullivan', partyId, { JobTitle: 'x' })).toThrow('not found');
    expect(() => control.contacts('nobody')).toThrow('no person named nobody');
  });

  it('merges: the victim becomes inactive, the survivor takes over what it lacks', () => {
    const { control } = sales.sandbox;
    const victim = control.create('ana.ruiz', {
      LastName: 'Victim',
      JobTitle: 'CTO',
      EmailAddress: 'v@x.example',
    });
    const survivor = control.create('ana.ruiz', { LastName: 'Survivor', EmailAddress: 's@x.example' });
    const merged = control.merge('ana.ruiz', { victimId: victim.partyId, survivorId: survivor.partyId });
    expect(merged.values).toMatchObject({
      LastName: 'Survivor',
      JobTitle: 'CTO',
      EmailAddress: 's@x.example',
    });
    expect(control.contacts('ana.ruiz').find((one) => one.partyId === victim.partyId)?.active).toBe(false);
  });
});
