// The reference merge against the table of the policy text itself: one line per sentence.
import { describe, expect, it } from '@jest/globals';
import { referenceMerge, type FieldState, type MergeCase, type Verdict } from './reference-merge.ts';
import type { UnitValue } from '../../../src/sync/model/record.ts';

type Values = readonly [microsoft: UnitValue, sales: UnitValue];
const never = Symbol('never agreed');
type Base = UnitValue | typeof never;
type Options = Partial<Omit<MergeCase, 'fields'>>;

function field([microsoft, sales]: Values, base: Base): FieldState {
  return {
    now: { microsoft, sales },
    base: base === never ? null : { microsoft: base, sales: base },
  };
}

function merge(fields: MergeCase['fields'], options: Options = {}): Readonly<Record<string, Verdict>> {
  return referenceMerge({
    policy: 'sales-wins',
    mergeUnit: 'field',
    stamps: { microsoft: { modifiedAtMs: 10_000 }, sales: { modifiedAtMs: 10_000 } },
    errorBarMs: 2_000,
    ...options,
    fields,
  });
}

const settled: Verdict = { is: 'settled' };
const cases: readonly (readonly [title: string, values: Values, base: Base, verdict: Verdict])[] = [
  ['[D1] keeps what nobody changed', ['a', 'a'], 'a', settled],
  ['[D2] takes the value Sales changed', ['a', 'b'], 'a', { is: 'flows', from: 'sales', value: 'b' }],
  ['[D4] takes the value Outlook changed', ['b', 'a'], 'a', { is: 'flows', from: 'microsoft', value: 'b' }],
  ['[D14] takes a cleared field', [null, 'a'], 'a', { is: 'flows', from: 'microsoft', value: null }],
  ['[D10] settles the same change on both sides', ['b', 'b'], 'a', settled],
  ['[D13] lets the policy decide', ['b', 'c'], 'a', { is: 'won', by: 'sales', value: 'c', lost: 'b' }],
  ['[A3] agrees on equal values', ['a', 'a'], never, settled],
  ['[A3] fills a blank', ['a', null], never, { is: 'flows', from: 'microsoft', value: 'a' }],
  ['[A3] contests two values', ['a', 'b'], never, { is: 'won', by: 'sales', value: 'b', lost: 'a' }],
];

describe('the reference merge', () => {
  it.each(cases)('%s', (_title, values, base, verdict) => {
    expect(merge({ jobTitle: field(values, base) })).toEqual({ jobTitle: verdict });
  });

  it('[D13] follows each policy', () => {
    const fields = { jobTitle: field(['b', 'c'], 'a') };
    expect(merge(fields, { policy: 'outlook-wins' })['jobTitle']).toMatchObject({ by: 'microsoft' });
    expect(merge(fields, { policy: 'ask-user' })['jobTitle']).toEqual({ is: 'ask' });
  });

  it.each([
    ['the later edit', 12_001, undefined, 'microsoft'],
    ['Sales in a tie', 12_000, undefined, 'sales'],
    ['the edit behind the stamp of our own write', 99_000, 5_000, 'sales'],
  ] as const)('[D13] latest-wins takes %s', (_what, modifiedAtMs, editBeforeOwnWriteAtMs, by) => {
    const own = editBeforeOwnWriteAtMs === undefined ? {} : { editBeforeOwnWriteAtMs };
    const stamps = { microsoft: { modifiedAtMs, ...own }, sales: { modifiedAtMs: 10_000 } };
    expect(
      merge({ jobTitle: field(['b', 'c'], 'a') }, { policy: 'latest-wins', stamps })['jobTitle'],
    ).toMatchObject({ by });
  });

  it('[D12] contests every moved field where records are the unit and both moved', () => {
    const fields = { jobTitle: field(['b', 'a'], 'a'), department: field(['a', 'c'], 'a') };
    expect(merge(fields)).toMatchObject({ jobTitle: { is: 'flows' }, department: { is: 'flows' } });
    expect(merge(fields, { mergeUnit: 'record' })).toEqual({
      jobTitle: { is: 'won', by: 'sales', value: 'a', lost: 'b' },
      department: { is: 'won', by: 'sales', value: 'c', lost: 'a' },
    });
    const alone = { jobTitle: field(['b', 'a'], 'a'), department: field(['a', 'a'], 'a') };
    expect(merge(alone, { mergeUnit: 'record' })['jobTitle']).toMatchObject({ is: 'flows' });
  });

  it('[D19] agrees on a cut value and contests a change behind it', () => {
    const fit: NonNullable<MergeCase['fit']> = (side, _field, value) =>
      side === 'sales' && typeof value === 'string' ? value.slice(0, 3) : value;
    expect(merge({ jobTitle: field(['long text', 'lon'], 'a') }, { fit })['jobTitle']).toEqual(settled);
    const base = { microsoft: 'long text', sales: 'lon' };
    const short = (now: FieldState['now']): FieldState => ({ now, base, shortened: 'sales' });
    expect(
      merge({ jobTitle: short({ microsoft: 'long text', sales: 'new' }) }, { fit })['jobTitle'],
    ).toMatchObject({ is: 'won', lost: 'long text' });
    expect(merge({ jobTitle: short({ microsoft: 'new', sales: 'lon' }) }, { fit })['jobTitle']).toMatchObject(
      {
        is: 'flows',
        from: 'microsoft',
      },
    );
  });
});
