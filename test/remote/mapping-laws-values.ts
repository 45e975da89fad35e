// Values as people and services write them: scripts of both directions, emoji, markup, texts longer than any limit, blanks.

import fc from 'fast-check';
import { contactUnits } from '../../src/sync/model/record.ts';
import type { UnitName, UnitValue } from '../../src/sync/model/record.ts';

export const text = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'grapheme', maxLength: 500 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
  fc.constantFrom(
    '',
    '  ',
    '\u200b',
    '\u202eabc\u202c',
    'Ana',
    'José',
    'José',
    'محمد علي',
    'שלום עולם',
    '田中',
    '👩‍👩‍👧‍👦'.repeat(60),
    'a\r\nb\rc\n',
    `${'x'.repeat(149)}👨‍👩‍👧`,
    'line\nline',
    '<p>Ada &amp; <b>Grace</b></p>',
    '<script>alert(1)</script>',
    '&lt;&nbsp;',
    'x'.repeat(500),
    'م'.repeat(500),
    '👍🏽'.repeat(125),
    'e\u0301'.repeat(250),
  ),
);
export const phone = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '+34 (91) 4123456 x12',
    '+34 91 412 34 56',
    '+34914123456',
    '+1 (425) 555-0100',
    '+44 20 7946 0018 ext. 5',
    '+81 3-1234-5678',
    '+971 4 123 4567',
    '+999 1',
    '+3',
    'call me',
    '+34 (91)',
    '+34 () 1',
    '+12 (3) (4) 5',
  ),
  fc.string({ maxLength: 60 }),
  fc.stringMatching(/^\+\d{1,3} \(\d{1,4}\) \d{3,10}( x\d{1,4})?$/),
);
export const country = fc.constantFrom(
  '',
  'ES',
  'es',
  'Deutschland',
  'España',
  'México',
  '日本',
  'فرنسا',
  'USA',
  'Narnia',
);
const address = fc.option(
  fc.record(
    {
      street: fc.string({ unit: 'grapheme', maxLength: 300 }),
      city: fc.string({ maxLength: 80 }),
      state: fc.string(),
      postalCode: fc.string(),
      country,
    },
    { requiredKeys: [] },
  ),
  { nil: null },
);
export const email = fc.oneof(
  fc.constant(null),
  fc.emailAddress(),
  fc.constantFrom('Ana@X.Example ', 'no address', `${'a'.repeat(320)}@x.example`),
);
const date = fc.oneof(
  fc.constant(null),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  fc.constantFrom('1980-02-30x', '0000-00-00'),
);

const values: Readonly<Record<UnitName, fc.Arbitrary<UnitValue>>> = {
  email,
  'phone.work': phone,
  'phone.mobile': phone,
  'phone.home': phone,
  'phone.fax': phone,
  businessAddress: address,
  homeAddress: address,
  otherAddress: address,
  birthday: date,
};
export const unitAndValue = fc
  .constantFrom(...contactUnits)
  .chain((unit) => fc.tuple(fc.constant(unit), values[unit] ?? text));
