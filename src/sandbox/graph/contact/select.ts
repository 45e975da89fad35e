// $select, $expand and $orderby of contacts, checked against the names a contact has.
import { badRequest } from '../wire/failure.ts';
import { splitList } from '../wire/query.ts';
import { parseFilter } from '../wire/filter-syntax.ts';
import type { Condition } from '../wire/filter-syntax.ts';
import { extensionNameOf } from './extension.ts';
import { numberedAddresses, textFields, wireOrder } from './fields.ts';
import { canonicalPropertyId } from './property-id.ts';
import type { StoredContact } from './stored-contact.ts';

const known = new Map<string, string>(
  [...wireOrder, ...numberedAddresses].map((name) => [name.toLowerCase(), name]),
);
const navigation = new Set([
  'extensions',
  'singlevalueextendedproperties',
  'photo',
  'multivalueextendedproperties',
]);

/** Names to show; null means all. The id is always there. */
export function parseSelect(text: string | undefined): readonly string[] | null {
  if (text === undefined || text.trim() === '' || text.trim() === '*') return null;
  const names = splitList(text).flatMap((name) => {
    const found = known.get(name.toLowerCase());
    if (found !== undefined) return found;
    // A navigation property in $select shows nothing by itself; $expand does.
    if (navigation.has(name.toLowerCase())) return [];
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.contact'.`,
    );
  });
  return ['id', ...names.filter((name) => name !== 'id')];
}

export interface Expand {
  /** canonical ids of extended properties to show */
  readonly properties: readonly string[];
  /** names of open extensions to show, or all of them */
  readonly extensions: readonly string[] | 'all';
}

export const nothingExpanded: Expand = { properties: [], extensions: [] };

/** `singleValueExtendedProperties($filter=id eq '…' or id eq '…')` and `extensions[($filter=id eq '…')]`. */
export function parseExpand(text: string | undefined): Expand {
  if (text === undefined) return nothingExpanded;
  let expand = nothingExpanded;
  for (const part of splitList(text)) {
    const match = /^(\w+)\s*(?:\((.*)\))?$/s.exec(part);
    const name = match?.[1]?.toLowerCase();
    const ids = idsOf(match?.[2]);
    if (name === 'extensions') expand = { ...expand, extensions: ids?.map(extensionNameOf) ?? 'all' };
    else if (name === 'singlevalueextendedproperties' && ids !== null)
      expand = { ...expand, properties: ids.map(canonicalPropertyId) };
    else throw badRequest(`Parsing OData Select and Expand failed: '${part}' cannot be expanded.`);
  }
  return expand;
}

function idsOf(options: string | undefined): readonly string[] | null {
  const filter = /\$?filter\s*=(.*)$/is.exec(options ?? '')?.[1];
  return filter === undefined ? null : idsIn(parseFilter(filter));
}

function idsIn(condition: Condition): string[] {
  if (condition.kind === 'or') return [...idsIn(condition.left), ...idsIn(condition.right)];
  if (condition.kind === 'compare' && condition.test === 'eq' && condition.path.toLowerCase() === 'id')
    return [String(condition.value)];
  throw badRequest("In $expand only 'id eq' is supported, with 'or' between several.");
}

type Order = (left: StoredContact, right: StoredContact) => number;

/** Simple orders: texts and the two dates, `asc` or `desc`, commas between them. */
export function parseOrder(text: string | undefined): Order | null {
  if (text === undefined) return null;
  const orders = splitList(text).map((part) => {
    const [path = '', direction = 'asc', ...rest] = part.split(/\s+/);
    const key = sortKey(path);
    if (key === undefined || rest.length > 0 || !/^(?:asc|desc)$/i.test(direction))
      throw badRequest(`The $orderby clause '${part}' is not supported.`);
    const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
    return (left: StoredContact, right: StoredContact) => sign * compareKeys(key(left), key(right));
  });
  return (left, right) => orders.map((order) => order(left, right)).find((result) => result !== 0) ?? 0;
}

function sortKey(path: string): ((contact: StoredContact) => string | number) | undefined {
  if (path === 'lastModifiedDateTime') return (contact) => contact.modifiedAt;
  if (path === 'createdDateTime') return (contact) => contact.createdAt;
  const field = textFields.find((name) => name === path);
  return field === undefined ? undefined : (contact) => (contact.fields[field] ?? '').toLowerCase();
}

function compareKeys(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
