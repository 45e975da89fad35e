import { describe, expect, it } from '@jest/globals';
import { parseQueryByExample } from '../../../src/sandbox/sales/query/query-by-example.ts';
import { parseRowMatch } from '../../../src/sandbox/sales/query/row-match.ts';
import { contactAttributes } from '../../../src/sandbox/sales/resource/contact-attributes.ts';
import type { Entry } from '../../../src/sandbox/sales/resource/entry.ts';
import type { Value } from '../../../src/sandbox/sales/store/row.ts';

const values: Readonly<Record<string, Value>> = {
  PartyId: '900719925476008001',
  FirstName: "Siobhán O'Neil",
  LastName: 'SMITH',
  City: 'BOSTON',
  Type: 'ZCA_PROSPECT',
  LastUpdateDate: '2026-03-04T09:15:27.482Z',
  DateOfBirth: '1980-02-29',
  DoNotCallFlag: false,
};
const entry: Entry = { key: 'k', id: 'i', etag: null, points: [], value: (name) => values[name] ?? null };
const rowMatch = (expression: string): boolean | null => parseRowMatch(expression, contactAttributes)(entry);
const byExample = (expression: string): boolean | null =>
  parseQueryByExample(expression, contactAttributes)(entry);

describe('rowmatch filters (framework version 2 and above)', () => {
  it.each([
    ["LastName = 'SMITH'", true],
    ["LastName='smith'", false],
    ["lower(LastName)='smith' AND upper(City)='BOSTON'", true],
    ["FirstName='Siobhán O''Neil'", true],
    ["City like 'BO*' and City like 'B%N' and not City like 'X%'", true],
    ["City not like 'BOS%'", false],
    ["City in ('PARIS','BOSTON')", true],
    ["City not in ('PARIS')", true],
    ["Type<>'ZCA_PROSPECT' or Type != 'x'", true],
    ["(LastUpdateDate>'2026-03-04T09:15:27Z' and LastUpdateDate<='2026-03-04T09:15:27.482Z')", true],
    ["LastUpdateDate>='2026-03-04'", true],
    ["LastUpdateDate > '2026-03-04 09:15:28'", false],
    ["LastUpdateDate = '2026-03-04T10:15:27.482+01:00'", true],
    ["LastUpdateDate between '2026-03-01' and '2026-03-05'", true],
    ["LastUpdateDate not between '2026-03-01' and '2026-03-05'", false],
    ['PartyId=900719925476008001', true],
    ['PartyId = 900719925476008002', false],
    ["PartyId > '900719925476008000' and PartyId < 900719925476008002", true],
    ['DoNotCallFlag = false', true],
    ["DoNotCallFlag='true'", false],
    ["DateOfBirth='1980-02-29'", true],
    ['Department is null and LastName is not null', true],
    ["Department = 'x'", null],
    ["not (Department = 'x')", null],
    ["Department = 'x' or LastName = 'SMITH'", true],
    ["not LastName = 'x' and (City = 'PARIS' or City = 'BOSTON')", true],
  ])('%s is %s', (expression, expected) => {
    expect(rowMatch(expression)).toBe(expected);
  });

  it.each([
    "LastName='x';City='y'",
    'LastName=SA*',
    'LastName=Smith',
    "LastName=='x'",
    "LastName='x",
    "LastName='x' City='y'",
    "(LastName='x'",
    'LastName',
    '=',
    "and LastName='x'",
    "LastUpdateDate>'yesterday'",
    "LastUpdateDate>'2026-13-01'",
    "PartyId='abc'",
    "DoNotCallFlag='maybe'",
    "LastName is 'x'",
    'City in ()',
    "Unknown='x'",
    "lastname='x'",
    `${'('.repeat(200)}LastName='x'${')'.repeat(200)}`,
  ])('refuses %s', (expression) => {
    expect(() => rowMatch(expression)).toThrow();
  });
});

describe('query by example (framework version 1)', () => {
  it.each([
    ['LastName=SMITH', true],
    ["LastName='SMITH'", true],
    ['LastName=SM*;City=BOSTON', true],
    ['City!=NY', true],
    ['City!=BO*', false],
    ['LastUpdateDate>=2026-03-01 and <2026-03-05', true],
    ['LastUpdateDate<2026-03-01 or >2026-03-04', true],
    ['PartyId=900719925476008001', true],
    ['FirstName=Somebody Else', false],
  ])('%s is %s', (expression, expected) => {
    expect(byExample(expression)).toBe(expected);
  });

  it.each([
    "LastName='SMITH' and City='BOSTON'",
    "City like 'BO%'",
    "(City='BOSTON')",
    "City in ('BOSTON')",
    'City is null',
    'City=',
    'Unknown=x',
  ])('refuses %s', (expression) => {
    expect(() => byExample(expression)).toThrow();
  });
});
