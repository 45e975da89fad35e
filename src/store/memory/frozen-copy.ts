// Takes plain data into a store by value: what the caller does to its object afterwards must not reach the store.
// Parts that are already copies of ours are shared, so `{ ...row, status }` costs one level, not the whole row.

const taken = new WeakSet<object>();

/** Deep-frozen copy of plain data. Throws TypeError for what IndexedDB would not store as plain data either. */
export function frozenCopy<Value>(value: Value): Value {
  return copyPart(value) as Value;
}

function copyPart(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`a ${typeof value} is not data`);
  if (typeof value !== 'object' || value === null || taken.has(value)) return value;
  const copy = Array.isArray(value) ? value.map(copyPart) : copyObject(value);
  taken.add(copy);
  return Object.freeze(copy);
}

function copyObject(value: object): object {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError('an instance of a class is not plain data');
  }
  // Spreading makes a part named `__proto__` a part of its own, so that assigning to it below replaces that part.
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) {
    const part = copy[name];
    if (isTaken(part)) continue;
    copy[name] = copyPart(part);
  }
  return copy;
}

/** Needs no copy. */
function isTaken(part: unknown): boolean {
  return typeof part === 'string' || typeof part === 'number' || part === null;
}
