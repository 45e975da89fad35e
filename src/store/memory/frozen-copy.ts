// Takes plain data into a store by value: what the caller does to its object afterwards must not reach the store.
// Parts that are already copies of ours are shared, so `{ ...row, status }` costs one level, not the whole row.

const taken = new WeakSet<object>();
const open = { configurable: true, enumerable: true, writable: true };

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
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    // Assigning to `__proto__` would not make a part of that name.
    if (name === '__proto__') Object.defineProperty(copy, name, { ...open, value: copyPart(part) });
    else copy[name] = copyPart(part);
  }
  return copy;
}
