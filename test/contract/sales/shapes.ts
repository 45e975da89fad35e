// The frames around the records of Sales: envelopes, links, batches, errors, metadata, searches
// (sales-contract.md sections 1, 3, 8, 9, 11.1 and 13). Strict: a member that the contract does not name is a finding.
import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';

const digits = z.instanceof(LosslessNumber).transform((number) => Number(number.toString()));
const count = digits.pipe(z.int().nonnegative());
const record = z.record(z.string(), z.unknown());
const filled = z.string().min(1);

export const links = z.array(
  z.strictObject({
    rel: z.enum(['self', 'canonical', 'parent', 'child', 'lov', 'action', 'enclosure', 'next']),
    href: z.url(),
    name: filled,
    kind: z.enum(['item', 'collection', 'describe', 'other']),
    properties: z.strictObject({ changeIndicator: z.string().regex(/^[0-9A-F]{16,}$/) }).optional(),
  }),
);

/** Section 3: `items` may be absent only when nothing was found. */
export const collection = z
  .strictObject({
    items: z.array(record).optional(),
    totalResults: count.optional(),
    count,
    hasMore: z.boolean(),
    limit: count.refine((limit) => limit > 0, 'limit is 0'),
    offset: count,
    links: links.optional(),
  })
  .refine(({ items = [], count: said }) => items.length === said, 'count is not the number of items')
  .refine(({ count: said, hasMore }) => !(hasMore && said === 0), 'hasMore on an empty page')
  .refine(
    ({ totalResults, offset, count: said }) => totalResults === undefined || totalResults >= offset + said,
    'totalResults is too small',
  );

const part = z.strictObject({
  id: filled,
  path: z.url(),
  operation: z.enum(['get', 'create', 'update', 'replace', 'delete', 'upsert']),
  payload: record.optional(),
});
export const batchAnswer = z.strictObject({ parts: z.array(part).min(1) });

export const batchRequest = z.strictObject({
  parts: z
    .array(
      z.strictObject({
        id: filled,
        path: z.string().startsWith('/'),
        operation: z.enum(['get', 'create', 'update', 'replace', 'delete', 'upsert']),
        payload: record.optional(),
        preconditions: z.strictObject({ ifMatch: z.string().regex(/^".+"$/) }).optional(),
      }),
    )
    .min(1)
    .max(50, 'more than 50 parts'),
});

const statusText = z.string().regex(/^\d{3}$/);
const detail = z.strictObject({
  detail: filled,
  'o:errorCode': filled,
  'o:errorPath': z.string().optional(),
});
/** Section 9, version 4 and above: either one detail or a list of them. */
export const errorBody = z.union([
  z.strictObject({ title: filled, status: statusText, 'o:errorDetails': z.array(detail).min(1) }),
  z.strictObject({ title: filled, status: statusText, detail: filled }),
]);

export const versions = z.strictObject({
  items: z.array(
    z.strictObject({
      version: filled,
      isLatest: z.boolean(),
      'adf:extension': z.strictObject({
        defaultFrameworkVersion: z.string(),
        allowedFrameworkVersions: z.array(z.string()),
      }),
      links,
    }),
  ),
});

export const describedAttribute = z.strictObject({
  name: filled,
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date', 'datetime']),
  title: z.string(),
  mandatory: z.boolean(),
  updatable: z.boolean(),
  queryable: z.boolean(),
  maxLength: z.string().regex(/^\d+$/).optional(),
});
const describedResource = z.strictObject({
  title: filled,
  titlePlural: filled,
  attributes: z.array(describedAttribute).optional(),
  finders: z.array(z.strictObject({ name: filled })).optional(),
  children: record.optional(),
  links,
});
export const description = z.strictObject({ Resources: z.record(z.string(), describedResource) });

const match = z.record(z.string(), z.string().nullable());
/** Section 11.1: all values are strings. */
export const duplicates = z.strictObject({ result: z.array(match) });

/** Section 13. */
const savedSearch = z.strictObject({
  _entity: filled,
  name: filled,
  description: z.string().nullable(),
  queryUuid: z.uuid(),
  savedSearchNumber: z.string().regex(/^\d+$/),
  access: filled,
  enabled: z.enum(['Y', 'N']),
  isDefault: z.boolean(),
  isUpdatable: z.boolean(),
  user: z.string().nullable(),
  userName: z.string().nullable(),
  keywords: z.string().nullable(),
  sort: z.array(z.strictObject({ attribute: filled, direction: z.enum(['ascending', 'descending']) })),
  q: z.unknown(),
  keywordsFields: z.array(z.string()),
  aggregations: record,
});
const results = z.object({
  items: z.array(record),
  count,
  hasMore: z.boolean(),
  limit: count.optional(),
  offset: count.optional(),
  links: links.optional(),
});
export const savedSearches = z.strictObject({
  items: z.array(savedSearch),
  count: count.optional(),
  hasMore: z.boolean().optional(),
});
export const searchResults = results.strict();
/** A search that was run or stored shows itself as well. */
export const searchWithResults = savedSearch.extend(results.partial().shape);
