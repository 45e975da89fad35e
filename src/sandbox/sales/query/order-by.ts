// `orderBy=LastUpdateDate:asc,upper(LastName):desc`. Nulls come last going up; equal rows keep the order of their ids.
import type { Attribute, Attributes } from '../resource/attribute.ts';
import type { Entry } from '../resource/entry.ts';
import type { Value } from '../store/row.ts';
import { badRequest, unknownAttribute } from '../wire/sales-error.ts';
import { compareValues } from './literal.ts';

interface SortKey {
  readonly attribute: Attribute;
  readonly letterCase: 'as-is' | 'upper' | 'lower';
  readonly descending: boolean;
}

const item = /^(?:(upper|lower)\(\s*([A-Za-z_][\w$]*)\s*\)|([A-Za-z_][\w$]*))(?::(asc|desc))?$/i;

export function parseOrderBy(text: string, attributes: Attributes): SortKey[] {
  return text.split(',').map((part) => {
    const match = item.exec(part.trim());
    if (match === null) throw badRequest(`URL request parameter orderBy cannot be used: ${part.trim()}.`);
    const name = match[2] ?? match[3] ?? '';
    const attribute = attributes.get(name);
    if (attribute === undefined) throw unknownAttribute(name, 'orderBy');
    if (!attribute.queryable) throw badRequest(`Attribute ${name} cannot be sorted.`);
    const letterCase =
      match[1]?.toLowerCase() === 'upper' ? 'upper' : match[1] === undefined ? 'as-is' : 'lower';
    return { attribute, letterCase, descending: match[4]?.toLowerCase() === 'desc' };
  });
}

function keyOf(entry: Entry, { attribute, letterCase }: SortKey): Value | null {
  const value = entry.value(attribute.name);
  if (typeof value !== 'string' || letterCase === 'as-is') return value;
  return letterCase === 'upper' ? value.toUpperCase() : value.toLowerCase();
}

/** A sorted copy. */
export function sortEntries(entries: readonly Entry[], sortKeys: readonly SortKey[]): Entry[] {
  const keyed = entries.map((entry) => ({ entry, keys: sortKeys.map((sortKey) => keyOf(entry, sortKey)) }));
  keyed.sort((left, right) => {
    for (const [index, { attribute, descending }] of sortKeys.entries()) {
      const a = left.keys[index] ?? null;
      const b = right.keys[index] ?? null;
      if (a === null && b === null) continue;
      const order = a === null ? 1 : b === null ? -1 : compareValues(attribute.type, a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return compareValues('integer', left.entry.id, right.entry.id);
  });
  return keyed.map(({ entry }) => entry);
}
