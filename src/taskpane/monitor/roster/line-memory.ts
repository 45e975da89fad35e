// Which line had a name first, for millions of names. A Map would keep every name and stop the page whenever it grows; here a
// name is 64 bits of hash, in shards of which one at a time grows, within a millisecond.

export interface LineMemory {
  firstOf(name: string): number | undefined;
  /** `line` counts from 1; a name that is kept already stays with its line */
  keep(name: string, line: number): void;
}

const shardBits = 8;
const slotWords = 3;
const firstSlots = 64;
const mostShare = 0.6;

interface Shard {
  /** high half of the hash, low half, line; line 0 is an empty slot */
  words: Uint32Array;
  used: number;
}

export function createLineMemory(): LineMemory {
  const shards: Shard[] = Array.from({ length: 2 ** shardBits }, () => ({
    words: new Uint32Array(firstSlots * slotWords),
    used: 0,
  }));
  const shardOf = (high: number): Shard => {
    const shard = shards[high >>> (32 - shardBits)];
    if (!shard) throw new RangeError('a hash has 32 bits');
    return shard;
  };
  return {
    firstOf: (name) => {
      const [high, low] = hashOf(name);
      const { words } = shardOf(high);
      return words[slotOf(words, high, low) + 2] || undefined;
    },
    keep: (name, line) => {
      const [high, low] = hashOf(name);
      const shard = shardOf(high);
      const at = slotOf(shard.words, high, low);
      if (shard.words[at + 2] !== 0) return;
      shard.words.set([high, low, line], at);
      shard.used += 1;
      if ((shard.used * slotWords) / shard.words.length > mostShare) grow(shard);
    },
  };
}

/** Offset of this hash's slot, or of the empty one where it belongs. */
function slotOf(words: Uint32Array, high: number, low: number): number {
  const slots = words.length / slotWords;
  let slot = low % slots;
  for (;;) {
    const at = slot * slotWords;
    if (words[at + 2] === 0 || (words[at] === high && words[at + 1] === low)) return at;
    slot = (slot + 1) % slots;
  }
}

function grow(shard: Shard): void {
  const old = shard.words;
  const words = new Uint32Array(old.length * 2);
  for (let at = 0; at < old.length; at += slotWords) {
    if (old[at + 2] === 0) continue;
    const to = slotOf(words, old[at] ?? 0, old[at + 1] ?? 0);
    words.set(old.subarray(at, at + slotWords), to);
  }
  shard.words = words;
}

/** Two halves that are mixed differently: two names of a million share all 64 bits once in thirty million imports. */
function hashOf(name: string): readonly [number, number] {
  let high = 0x9e3779b1;
  let low = 0x85ebca77;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x27d4eb2f) ^ (low >>> 15);
  }
  return [mixed(high ^ (low >>> 16)), mixed(low ^ (high << 7))];
}

function mixed(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}
