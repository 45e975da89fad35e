// The engine's digests, remembered: plans repeat the same short values, and hashing them again is most of a plan's time.

import { createDigests } from '../../../src/store/digest/keyed-digests.ts';
import type { Digests } from '../../../src/sync/ports/digest.ts';

const most = 200_000;

function remembered<Answer>(compute: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const answer = compute(text);
    known.set(text, answer);
    return answer;
  };
}

const real = createDigests('00112233445566778899aabbccddeeff');
export const digests: Digests = {
  keyed: remembered((text) => real.keyed(text)),
  identity: remembered((text) => real.identity(text)),
};
