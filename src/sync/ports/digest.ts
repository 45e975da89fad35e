// Two digests, both synchronous. `keyed` hides content in the store; `identity` must be the same everywhere.

import type { Digest } from '../model/ids.ts';

export interface Digests {
  /** SipHash-2-4 of `text` under this database's key, 16 lower-case hex digits */
  keyed(text: string): Digest;
  /** base32 (RFC 4648, lower case, no padding) of SHA-256 of `text`, first 26 characters: the same on every device */
  identity(text: string): string;
}
