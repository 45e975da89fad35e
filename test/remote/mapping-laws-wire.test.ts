// I35 on whole wire rows, as the services hold them, and across both sides: what one of them cannot hold is said (D19), and
// nothing goes to and fro.
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadCountries } from '../../src/remote/values/country.ts';
import {
  contactBody,
  createGraphContactMapping,
  unitsOfContact as readGraph,
} from '../../src/remote/graph/contact/map-contact.ts';
import { contactRow, type ContactRow } from '../../src/remote/graph/wire.ts';
import {
  contactPayload,
  createSalesContactMapping,
  unitsOfContact as readSales,
} from '../../src/remote/sales/contact/map-contact.ts';
import { contactItem, type ContactItem } from '../../src/remote/sales/wire.ts';
import { formText } from '../../src/sync/plan/merge/unit-forms.ts';
import { createIntent } from '../../src/sync/plan/write/build-intents.ts';
import type { LinkKey } from '../../src/sync/model/ids.ts';
import type { Units } from '../../src/sync/model/record.ts';
import { contextWith, recordOn } from '../support/sync-plan-context.ts';
import { country, email, phone, text, unitAndValue } from './mapping-laws-values.ts';

beforeAll(loadCountries);

const microsoft = createGraphContactMapping('ES');
const sales = createSalesContactMapping('ES');
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof(value, fc.constantFrom(null, undefined));

const wireAddress = fc.record({
  street: text,
  city: text,
  state: text,
  postalCode: text,
  countryOrRegion: country,
});
/** The service keeps no blank element. */
const phones = fc.array(
  phone.map((value) => value?.trim() ?? '').filter((value) => value !== ''),
  { maxLength: 2 },
);
const emails = fc.array(fc.record({ name: text, address: email.filter((value) => value !== null) }), {
  maxLength: 3,
});
const graphRow = fc
  .record({
    givenName: text,
    surname: text,
    generation: text,
    jobTitle: text,
    companyName: text,
    emailAddresses: maybe(emails),
    businessPhones: maybe(phones),
    homePhones: maybe(phones),
    mobilePhone: phone,
    businessAddress: maybe(wireAddress),
    homeAddress: maybe(wireAddress),
    birthday: maybe(fc.constantFrom('1980-03-01T11:59:00Z', '2000-02-29T00:00:00Z')),
    personalNotes: text,
  })
  .map((row): ContactRow => contactRow.parse({ id: 'c1', ...row }));

const salesItem = fc
  .record({
    FirstName: text,
    LastName: text,
    JobTitle: text,
    EmailAddress: email,
    WorkPhoneCountryCode: fc.constantFrom(null, '34', '1', '999'),
    WorkPhoneAreaCode: fc.constantFrom(null, '91', '(425)'),
    WorkPhoneNumber: fc.constantFrom(null, '4123456', '555-0100', 'call me'),
    WorkPhoneExtension: fc.constantFrom(null, '12'),
    AddressLine1: text,
    AddressLine2: text,
    City: text,
    PostalCode: text,
    Country: fc.constantFrom('ES', 'DE', 'JP'),
    DateOfBirth: fc.constantFrom(null, '1980-03-01'),
    Comments: text,
  })
  .map((item) => ({ ...item, PartyId: '1', PartyNumber: 'P', LastUpdateDate: '2026-01-01T00:00:00Z' }))
  .map((item): ContactItem => contactItem.parse(item));

describe('writing what was read', () => {
  it('[I35] changes no unit of an Outlook item, and nothing of its arrays but the first element', () => {
    fc.assert(
      fc.property(graphRow, (row) => {
        const units = readGraph(row);
        const body = contactBody(units, { held: row, whole: units, language: 'en' });
        const after = contactRow.parse({ ...row, ...body });
        expect(readGraph(after)).toEqual(units);
        expect((after.businessPhones ?? []).slice(1)).toEqual((row.businessPhones ?? []).slice(1));
        expect(after.emailAddresses?.length ?? 0).toBeLessThanOrEqual(row.emailAddresses?.length ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  it('[I35] changes no unit of a Sales record', () => {
    fc.assert(
      fc.property(salesItem, (item) => {
        const units = readSales(item);
        const fitted = Object.fromEntries(
          Object.entries(units).map(([unit, value]) => [unit, sales.fit(unit, value)]),
        );
        const after = readSales(contactItem.parse({ ...item, ...contactPayload(fitted, null) }));
        for (const [unit, value] of Object.entries(fitted)) {
          if (value === null) continue;
          expect([unit, sales.compare(unit, after[unit as keyof typeof after])]).toEqual([
            unit,
            sales.compare(unit, value),
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a value that crosses', () => {
  it.each([
    ['Outlook to Sales', microsoft, sales],
    ['Sales to Outlook', sales, microsoft],
  ])('[D19] settles after one way and back: %s', (_title, from, to) => {
    fc.assert(
      fc.property(unitAndValue, ([unit, value]) => {
        const there = to.fit(unit, from.fit(unit, value));
        const back = from.fit(unit, there);
        expect(to.compare(unit, to.fit(unit, back))).toEqual(to.compare(unit, there));
      }),
      { numRuns: 500 },
    );
  });

  it('[D19] names every unit that was cut on its way to Sales, and no other', () => {
    const context = contextWith({}, { mappings: { microsoft, sales } });
    fc.assert(
      fc.property(fc.array(unitAndValue, { maxLength: 6 }), (pairs) => {
        const units: Units = Object.fromEntries(
          pairs.map(([unit, value]) => [unit, microsoft.fit(unit, value)]),
        );
        const intent = createIntent(context, {
          key: 'key-1' as LinkKey,
          side: 'sales',
          rule: 'C1',
          attempts: 0,
          source: recordOn('microsoft', units),
          bornIn: 'microsoft',
          withheld: [],
          accountId: null,
          replaces: null,
        });
        const cut = context.units.filter(
          (unit) =>
            formText(context, unit, sales.fit(unit, units[unit] ?? null)) !==
            formText(context, unit, units[unit] ?? null),
        );
        expect([...intent.shortened].sort()).toEqual([...cut].sort());
        for (const unit of context.units) {
          expect(intent.units[unit] ?? null).toEqual(sales.fit(unit, units[unit] ?? null));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[D19] cuts a long text between characters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    const name = `${'x'.repeat(148)}${family}`;
    expect(sales.fit('firstName', name)).toBe('x'.repeat(148));
    expect(sales.fit('notes', family.repeat(300))).toBe(family.repeat(Math.floor(2_000 / family.length)));
  });
});
