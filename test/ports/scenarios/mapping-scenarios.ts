// The pure half of a side: what it would hold of a value, and when two values are the same.

import { beforeEach, describe, expect, it } from '@jest/globals';
import { never } from '../../remote/scripted-fetch.ts';
import { contactUnits, type UnitValue } from '../../../src/sync/model/record.ts';
import type { RemoteBench } from '../benches/remote-bench.ts';

const values: readonly UnitValue[] = [
  null,
  '',
  '   ',
  'Captain',
  '  Captain ',
  'long text '.repeat(300),
  'ADA@Contoso.example',
  '+34 (91) 412 34 56',
  '1980-03-01',
  { street: ' Gran Vía 1 ', city: 'Madrid', country: 'ES' },
  { street: '', city: '' },
];

export function mappingScenarios(bench: () => RemoteBench): void {
  describe('the mapping', () => {
    // Some adapters learn names of countries with the first call.
    beforeEach(() => bench().remote.read('contact', [], never));

    it('[D19] fits what is fitted to itself', () => {
      const { fit } = bench().remote.mapping('contact');
      for (const unit of contactUnits)
        for (const value of values) expect(fit(unit, fit(unit, value))).toEqual(fit(unit, value));
    });

    it('compares what is compared as itself', () => {
      const { compare } = bench().remote.mapping('contact');
      for (const unit of contactUnits)
        for (const value of values) expect(compare(unit, compare(unit, value))).toEqual(compare(unit, value));
    });

    it('[D14] takes blank for null', () => {
      const { fit, compare, units } = bench().remote.mapping('contact');
      for (const unit of units)
        for (const value of [null, '', '   '])
          expect([fit(unit, value), compare(unit, value)]).toEqual([null, null]);
    });

    it('holds nothing of a unit that its side does not have', () => {
      const { fit, units } = bench().remote.mapping('contact');
      const others = contactUnits.filter((unit) => !units.includes(unit));
      expect(others.length).toBeGreaterThan(0);
      for (const unit of others) expect(fit(unit, 'Captain')).toBeNull();
    });

    it('compares e-mail addresses without case', () => {
      const { compare } = bench().remote.mapping('contact');
      expect(compare('email', 'ADA@Contoso.example')).toBe(compare('email', 'ada@contoso.example'));
    });
  });
}
