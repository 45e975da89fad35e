// The query string as the routes use it: one text per name; a name given twice counts once, the first time.
import { badRequest } from '../wire/sales-error.ts';

export type QueryText = ReadonlyMap<string, string>;

export function queryText(search: string): QueryText {
  const texts = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) if (!texts.has(name)) texts.set(name, value);
  return texts;
}

/** A whole number from `least` on, or `fallback` when the parameter is absent. Throws a 400 otherwise. */
export function wholeNumber(
  query: QueryText,
  name: string,
  bounds: { least: number; fallback: number },
): number {
  const text = query.get(name);
  if (text === undefined) return bounds.fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= bounds.least))
    throw badRequest(`URL request parameter ${name} with value ${text} is not valid.`);
  return value;
}
