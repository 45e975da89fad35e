import { describe, expect, it } from '@jest/globals';

import { createDigests, newDigestKey } from '../../src/store/digest/keyed-digests.ts';

const key = '000102030405060708090a0b0c0d0e0f';
const digests = createDigests(key);
const keyed = (text: string): string => digests.keyed(text);
const identity = (text: string): string => digests.identity(text);

describe('keyed digest', () => {
  it('is SipHash-2-4, as the paper of Aumasson and Bernstein computes it for 15 bytes', () => {
    const message = String.fromCharCode(...Array.from({ length: 15 }, (_, at) => at));
    expect(keyed(message)).toBe('a129ca6149be45e5');
  });

  it('has 16 digits for the empty text too', () => {
    expect(keyed('')).toBe('726fdb47dd0e0e31');
  });

  it('sees every byte of a text beyond Latin', () => {
    expect(new Set(['é', 'e\u0301', '日本', '日木', '\u{1f600}', '\u{1f601}'].map(keyed)).size).toBe(6);
  });

  it('differs under another key', () => {
    expect(createDigests(newDigestKey()).keyed('Ada')).not.toBe(keyed('Ada'));
  });

  it('leads with zeros rather than shorten', () => {
    const made = Array.from({ length: 2000 }, (_, at) => keyed(String(at)));
    expect(made.filter((digest) => !/^[0-9a-f]{16}$/.test(digest))).toEqual([]);
    expect(made.some((digest) => digest.startsWith('0'))).toBe(true);
  });
});

describe('identity digest', () => {
  it('is the beginning of SHA-256 in lower-case base32', () => {
    // ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 … (FIPS 180-4, "abc"), by RFC 4648
    expect(identity('abc')).toBe('xj4bnp4pahh6uqkbidpf3lrceo');
  });

  it('is the same under every key', () => {
    expect(createDigests(newDigestKey()).identity('tenant|user|sales|300100')).toBe(
      identity('tenant|user|sales|300100'),
    );
  });
});

describe('digest key', () => {
  it('is 32 hex digits, never twice the same', () => {
    const keys = Array.from({ length: 50 }, newDigestKey);
    expect(keys.every((made) => /^[0-9a-f]{32}$/.test(made))).toBe(true);
    expect(new Set(keys).size).toBe(50);
  });

  it.each(['', '00', `${key}00`, key.replace('0', 'g')])('is refused as %j', (wrong) => {
    expect(() => createDigests(wrong)).toThrow(RangeError);
  });
});
