// Results of Adaptive Search: a service of its own beside ADF, with its own attribute names, operators and envelope.
// Ids are exact integer tokens here, whatever framework version the caller speaks.
import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { contactAttributes } from '../resource/contact-attributes.ts';
import type { Entry } from '../resource/entry.ts';
import type { Value } from '../store/row.ts';
import { frameworkOf } from '../wire/framework-version.ts';
import { wireValue } from '../wire/item-body.ts';
import { badRequest } from '../wire/sales-error.ts';
import { compareValues, likePattern } from '../query/literal.ts';

type Read = (entry: Entry) => Value | null;

const joinedAddress: Read = (entry) => {
  const parts = ['AddressLine1', 'PostalCode', 'City', 'Country'].map((name) => entry.value(name));
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? null : present.join(', ');
};

const ownNames: Readonly<Record<string, Read>> = {
  PartyUniqueName: (entry) => entry.value('ContactName'),
  PrimaryAddress: joinedAddress,
  Owner: (entry) => entry.value('OwnerName'),
};

const defaultFields = ['PartyId', 'PartyNumber', 'PartyUniqueName', 'PrimaryAddress', 'Owner'];

function reader(name: string): Read {
  const own = Object.hasOwn(ownNames, name) ? ownNames[name] : undefined;
  if (own !== undefined) return own;
  if (!contactAttributes.has(name))
    throw badRequest(`The attribute ${name} is not part of the search index.`);
  return (entry) => entry.value(name);
}

function typeOf(name: string): 'integer' | 'string' {
  return contactAttributes.get(name)?.type === 'integer' ? 'integer' : 'string';
}

interface Criterion {
  readonly op: string;
  readonly attribute?: string | undefined;
  readonly value?: unknown;
  readonly criteria?: readonly Criterion[] | undefined;
}

const criterionSchema: z.ZodType<Criterion> = z.object({
  op: z.string(),
  attribute: z.string().optional(),
  value: z.unknown().optional(),
  get criteria() {
    return z.array(criterionSchema).optional();
  },
});

const wholeNumber = z.coerce.number().int().min(0);

export const searchBodySchema = z.object({
  entity: z.string(),
  copiedFrom: z.string().optional(),
  name: z.string().optional(),
  q: criterionSchema.nullish(),
  keywords: z.string().nullish(),
  fields: z.array(z.string()).optional(),
  sort: z
    .array(z.object({ attribute: z.string(), direction: z.enum(['ascending', 'descending']).optional() }))
    .optional(),
  limit: wholeNumber.optional(),
  offset: wholeNumber.optional(),
});

/** The narrowing part of a search: criteria, keywords, order, page. */
export type SearchRequest = Omit<z.output<typeof searchBodySchema>, 'entity' | 'copiedFrom' | 'name'>;

const words = (value: unknown): string[] => String(value).toLowerCase().split(/\s+/).filter(Boolean);

function holds(entry: Entry, criterion: Criterion): boolean {
  const { op, criteria = [], attribute = '', value } = criterion;
  if (op === '$and') return criteria.every((one) => holds(entry, one));
  if (op === '$or') return criteria.some((one) => holds(entry, one));
  const text = String(reader(attribute)(entry) ?? '').toLowerCase();
  const sought = String(value).toLowerCase();
  if (op === '$eq') return text === sought;
  if (op === '$startsWith') return text.startsWith(sought);
  if (op === '$like') return likePattern(sought).test(text);
  if (op === '$all') return words(value).every((word) => text.includes(word));
  throw badRequest(`The search operator ${op} is not supported.`);
}

function hasKeywords(entry: Entry, keywords: string): boolean {
  const text = [entry.value('ContactName'), entry.value('EmailAddress'), joinedAddress(entry)]
    .join(' ')
    .toLowerCase();
  return words(keywords).every((word) => text.includes(word.replaceAll('*', '')));
}

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

/** The result envelope for the entries of a search. */
export function searchResult(entries: readonly Entry[], request: SearchRequest): Record<string, unknown> {
  const { q, keywords, sort = [], fields = defaultFields } = request;
  const limit = Math.min(request.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const offset = request.offset ?? 0;
  const found = entries.filter(
    (entry) =>
      (q == null || holds(entry, q)) && (keywords == null || keywords === '' || hasKeywords(entry, keywords)),
  );
  const order = sort.filter(({ attribute }) => attribute !== '_score');
  if (order.length > 0) found.sort((a, b) => compareBy(order, a, b));
  const page = found.slice(offset, offset + limit);
  const columns = fields.map((name) => ({ name, read: reader(name) }));
  return {
    items: page.map((entry) =>
      Object.fromEntries(columns.map(({ name, read }) => [name, indexed(name, read(entry))])),
    ),
    count: page.length,
    hasMore: offset + page.length < found.length,
    limit,
    offset,
  };
}

type Order = NonNullable<SearchRequest['sort']>;

function compareBy(order: Order, a: Entry, b: Entry): number {
  for (const { attribute, direction } of order) {
    const [left, right] = [reader(attribute)(a) ?? '', reader(attribute)(b) ?? ''];
    const result = compareValues(typeOf(attribute), left, right);
    if (result !== 0) return direction === 'descending' ? -result : result;
  }
  return 0;
}

function indexed(name: string, value: Value | null): unknown {
  if (value === null) return null;
  const attribute = contactAttributes.get(name);
  if (attribute === undefined) return value;
  return attribute.type === 'integer'
    ? new LosslessNumber(String(value))
    : wireValue(attribute, value, frameworkOf(1));
}
