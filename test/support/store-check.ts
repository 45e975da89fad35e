// Assertions for scenarios that also run inside a page, where Jest is not. They throw; the message shows both values.

/** Deep equality of plain data; a field that is undefined equals a field that is absent. */
export function checkEqual(actual: unknown, expected: unknown, what = 'value'): void {
  if (!isSame(actual, expected)) {
    throw new Error(`${what}: expected ${shown(expected)}, got ${shown(actual)}`);
  }
}

/** Expects a SyncError with this code. */
export async function checkRejects(attempt: Promise<unknown>, code: string): Promise<void> {
  const outcome: unknown = await attempt.then(
    () => 'no rejection',
    (error: unknown) => error,
  );
  const isExpected =
    outcome instanceof Error && outcome.name === 'SyncError' && 'code' in outcome && outcome.code === code;
  if (!isExpected) throw new Error(`expected SyncError ${code}, got ${String(outcome)}`);
}

function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  if (Array.isArray(left) && Array.isArray(right) && left.length !== right.length) return false;
  const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
    isSame(one[name], other[name]),
  );
}

function shown(value: unknown): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
