// The engine's two digests. `keyed` depends on the key of this database, so a copied database tells nothing about short
// values such as a phone number; `identity` has no key, because every device must derive the same link key.

import { sha256 } from '@noble/hashes/sha2.js';
import siphash from 'siphash';

import type { Digest } from '../../sync/model/ids.ts';
import type { Digests } from '../../sync/ports/digest.ts';
import { base32 } from './base32.ts';

const keyBytes = 16;
/** 26 digits of base32 = 130 bits: no collision in any company */
const identityLength = 26;

/** `keyHex`: 32 hex digits as made by `newDigestKey`. Throws RangeError for anything else. */
export function createDigests(keyHex: string): Digests {
  const key = keyWords(keyHex);
  const encoder = new TextEncoder();
  return {
    keyed: (text) => siphash.hash_hex(key, encoder.encode(text)) as Digest,
    identity: (text) => base32(sha256(encoder.encode(text))).slice(0, identityLength),
  };
}

/** 32 lower-case hex digits from the platform's random source. */
export function newDigestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(keyBytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function keyWords(keyHex: string): Uint32Array {
  if (!/^[0-9a-f]{32}$/i.test(keyHex)) throw new RangeError('a digest key has 32 hex digits');
  const bytes = Uint8Array.from({ length: keyBytes }, (_, index) =>
    Number.parseInt(keyHex.slice(index * 2, index * 2 + 2), 16),
  );
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: keyBytes / 4 }, (_, index) => view.getUint32(index * 4, true));
}
