// FNV-1a over what happens in a plan: two plays of one plan must agree in every value, not only in the order of I/Os.

const offset = 0x811c9dc5;
const prime = 0x01000193;

export class TraceHash {
  #hash = offset;

  /** Takes in plain data: texts, numbers, booleans, null, and arrays and objects of them, in the order of their keys. */
  add(value: unknown): void {
    if (typeof value === 'string') this.#mix(hashOf(value));
    else if (typeof value === 'number') this.#addNumber(value);
    else if (typeof value !== 'object') this.#mix(value === undefined ? 2 : value === true ? 3 : 4);
    else if (value === null) this.#mix(5);
    else this.#addParts(value);
  }

  #addParts(value: object): void {
    if (Array.isArray(value)) {
      this.#mix(value.length);
      for (const part of value) this.add(part);
      return;
    }
    for (const name in value) {
      this.#mix(hashOf(name));
      this.add((value as Readonly<Record<string, unknown>>)[name]);
    }
    this.#mix(6);
  }

  #addNumber(value: number): void {
    this.#mix(value | 0);
    this.#mix(value / 0x1_0000_0000);
  }

  #mix(value: number): void {
    this.#hash = Math.imul(this.#hash ^ value, prime);
  }

  toString(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0');
  }
}

function hashOf(text: string): number {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), prime);
  }
  return hash;
}
