// I35: reading what was written gives the same canonical value, and writing what was read changes nothing.
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCountries } from '../../src/remote/values/country.ts';
import {
  contactBody,
  createGraphContactMapping,
  unitsOfContact as readGraph,
} from '../../src/remote/graph/contact/map-contact.ts';
import { contactRow } from '../../src/remote/graph/wire.ts';
import {
  contactPayload,
  createSalesContactMapping,
  unitsOfContact as readSales,
} from '../../src/remote/sales/contact/map-contact.ts';
import { parseSales, salesJson } from '../../src/remote/sales/sales-client.ts';
import { contactItem } from '../../src/remote/sales/wire.ts';
import type { Units } from '../../src/sync/model/record.ts';
import type { SideMapping } from '../../src/sync/ports/remote.ts';
import { unitAndValue } from './mapping-laws-values.ts';

beforeAll(loadCountries);

interface SideUnderTest {
  readonly mapping: SideMapping;
  /** the units that the service holds after a write of these to an empty item */
  written(units: Units): Units;
}

const microsoft: SideUnderTest = {
  mapping: createGraphContactMapping('ES'),
  written(units) {
    const body = contactBody(units, { held: null, whole: units, language: 'de' });
    return readGraph(contactRow.parse({ id: 'c1', ...(JSON.parse(JSON.stringify(body)) as object) }));
  },
};

const sales: SideUnderTest = {
  mapping: createSalesContactMapping('ES'),
  written(units) {
    const payload = contactPayload(units, '900719925474099312');
    const wire = parseSales(salesJson(payload)) as Record<string, unknown>;
    // The service shows the name of the account whose id it was given.
    const company = wire['AccountPartyId'] === '900719925474099312' ? units['company'] : null;
    const keys = { PartyId: '1', PartyNumber: 'P', LastUpdateDate: '2026-01-01T00:00:00Z' };
    return readSales(contactItem.parse({ ...wire, AccountName: company, ...keys }));
  },
};

describe.each([
  ['microsoft', microsoft],
  ['sales', sales],
])('the contact mapping of %s', (_name, { mapping, written }) => {
  const { fit, compare } = mapping;
  const held = unitAndValue.filter(([unit]) => mapping.units.includes(unit));

  it('[I35] reads back what was written, in the form that fits the side', () => {
    fc.assert(
      fc.property(held, ([unit, value]) => {
        expect(compare(unit, written({ [unit]: value })[unit] ?? null)).toEqual(
          compare(unit, fit(unit, value)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('[I35] changes nothing by writing what was read', () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 6 }), (pairs) => {
        const once = written(Object.fromEntries(pairs));
        expect(written(once)).toEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('[D19] fits a fitted value without a further loss', () => {
    fc.assert(
      fc.property(unitAndValue, ([unit, value]) => {
        expect(fit(unit, fit(unit, value))).toEqual(fit(unit, value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('compares compared values as the same', () => {
    fc.assert(
      fc.property(unitAndValue, ([unit, value]) => {
        expect(compare(unit, compare(unit, value))).toEqual(compare(unit, value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds exactly the units it names', () => {
    expect(Object.keys(written({})).sort()).toEqual([...mapping.units].sort());
  });
});

it('[I35] carries a contact from Outlook to Sales and back without a change', () => {
  const units: Units = {
    firstName: 'José',
    lastName: 'Núñez 👩‍🚀',
    jobTitle: 'CTO',
    email: 'Jose@Contoso.Example',
    'phone.work': '+34 91 412 34 56',
    'phone.mobile': '+34 612345678',
    businessAddress: { street: 'Gran Vía 1\n3º B', city: 'Madrid', postalCode: '28013', country: 'ES' },
    birthday: '1980-03-01',
    notes: 'met at the fair\nlikes tea',
  };
  const there = sales.written(units);
  const back = microsoft.written(there);
  for (const unit of Object.keys(units))
    expect([unit, microsoft.mapping.compare(unit, back[unit] ?? null)]).toEqual([
      unit,
      microsoft.mapping.compare(unit, units[unit] ?? null),
    ]);
});
