import { describe, expect, it } from '@jest/globals';
import { frozenCopy } from '../../src/store/memory/frozen-copy.ts';

describe('what the memory store takes', () => {
  it('is a deep copy that nobody can change', () => {
    const row = { key: 'k', units: { jobTitle: 'a' }, list: [{ id: 1 }] };
    const copy = frozenCopy(row);
    row.units.jobTitle = 'b';
    expect(copy).toEqual({ key: 'k', units: { jobTitle: 'a' }, list: [{ id: 1 }] });
    expect([copy, copy.units, copy.list, copy.list[0]].every(Object.isFrozen)).toBe(true);
    expect(Object.keys(copy)).toEqual(['key', 'units', 'list']);
  });

  it('shares parts that it took before', () => {
    const before = frozenCopy({ units: { jobTitle: 'a' } });
    expect(frozenCopy({ ...before, status: 'active' }).units).toBe(before.units);
  });

  it('keeps a part named __proto__ a part', () => {
    const copy = frozenCopy(JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>);
    expect(Object.keys(copy)).toEqual(['__proto__']);
    expect(copy['polluted']).toBeUndefined();
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true}}');
  });

  it.each([
    ['an instance of a class', new Map()],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
  ])('is never %s', (_what, value) => {
    expect(() => frozenCopy({ value })).toThrow(TypeError);
  });
});
