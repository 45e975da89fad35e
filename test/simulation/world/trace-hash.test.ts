import { describe, expect, it } from '@jest/globals';
import { World } from './world.ts';
import { TraceHash } from './trace-hash.ts';

function hashOf(value: unknown): string {
  const hash = new TraceHash();
  hash.add(value);
  return String(hash);
}

const row = { key: 'k1', base: { jobTitle: 'digest', phone: null }, deletedAtMs: undefined, count: 3 };

describe('the hash of a trace', () => {
  it('is the same for the same data', () => {
    expect(hashOf(structuredClone(row))).toBe(hashOf(row));
  });

  it.each([
    ['a text', { ...row, key: 'k2' }],
    ['a value deep inside', { ...row, base: { jobTitle: 'another', phone: null } }],
    ['a blank instead of nothing', { ...row, base: { jobTitle: 'digest', phone: undefined } }],
    ['a number', { ...row, count: 4 }],
    ['a time that differs by hours only in its high bits', { ...row, count: 3 + 2 ** 40 }],
    ['the order', Object.fromEntries(Object.entries(row).reverse())],
    ['a part more', { ...row, more: false }],
  ])('tells %s', (_what, other) => {
    expect(hashOf(other)).not.toBe(hashOf(row));
  });

  it('tells an I/O at another time', () => {
    const [one, other] = [new World(1), new World(1)];
    other.nowMs += 1;
    for (const world of [one, other]) world.arrive('sales.write', 'pane');
    expect(one.traceHash).not.toBe(other.traceHash);
  });
});
