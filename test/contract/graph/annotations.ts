// OData annotations belong to no type: neither Microsoft's types nor its description name them (graph-contract.md 1.2, 1.3).
import { isObject } from '../exchange.ts';

/** A copy without `@odata.…`, `@removed` and `name@odata.…`, at any depth. */
export function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (!isObject(value)) return value;
  const own = Object.entries(value).filter(([name]) => !isAnnotation(name));
  return Object.fromEntries(own.map(([name, inner]) => [name, withoutAnnotations(inner)]));
}

function isAnnotation(name: string): boolean {
  return name === '@removed' || /(?:^|.)@(?:odata|microsoft\.graph|event)\./.test(name);
}
