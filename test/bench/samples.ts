// Numbers that stand for many. Nearest rank: every figure is one that was measured.

/** NaN for no samples. */
export function median(samples: readonly number[]): number {
  return rank(samples, 0.5);
}

export function p95(samples: readonly number[]): number {
  return rank(samples, 0.95);
}

export function most(samples: readonly number[]): number {
  return Math.max(0, ...samples);
}

function rank(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
