// Batch: parts in order on one unit of work, all or none. A failure answers 400 with the failing parts only.
import { z } from 'zod';
import { queryText } from '../query/query-text.ts';
import { resources } from '../resource/resource.ts';
import type { Resource } from '../resource/resource.ts';
import { badRequest, notFound, SalesError } from '../wire/sales-error.ts';
import { keyOfSegment } from '../wire/path-key.ts';
import type { Framework } from '../wire/framework-version.ts';
import type { ErrorDetail } from '../wire/sales-error.ts';
import type { Answer, Call } from './call.ts';
import { createItem, deleteItem, replaceItem, updateItem, upsertItem } from './change.ts';
import { readCollection, readItem } from './read.ts';

const partSchema = z.object({
  id: z.string().min(1),
  path: z.string().startsWith('/'),
  operation: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  preconditions: z.object({ ifMatch: z.string().optional(), ifNoneMatch: z.string().optional() }).optional(),
});
const batchSchema = z.object({ parts: z.array(partSchema).min(1) });
type Part = z.output<typeof partSchema>;

interface Target {
  readonly resource: Resource;
  readonly key: string | null;
  readonly search: string;
}

/** The caller commits the unit; a thrown SalesError means that it must be dropped. */
export function runBatch(call: Call, body: unknown): Answer {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw badRequest(
      `The batch request is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    );
  }
  const results: object[] = [];
  const failures: ErrorDetail[] = [];
  for (const part of parsed.data.parts) {
    try {
      results.push(answered(call, part));
    } catch (error) {
      if (!(error instanceof SalesError)) throw error;
      failures.push(...error.details.map((detail) => ({ ...detail, path: part.id })));
    }
  }
  if (failures.length > 0) throw new SalesError(400, failures);
  return { status: 200, headers: {}, body: { parts: results } };
}

function answered(call: Call, part: Part): object {
  const answer = carriedOut(call, part, targetOf(part.path, call.wire.framework));
  const { id, path, operation } = part;
  const payload = answer.body === undefined ? {} : { payload: answer.body };
  return { id, path: `${call.wire.base}${path}`, operation, ...payload };
}

function targetOf(path: string, framework: Framework): Target {
  const [pathname = '', search = ''] = path.split('?', 2);
  const [, name = '', key, ...rest] = pathname.split('/');
  const resource = resources.get(name);
  if (resource === undefined || rest.length > 0) throw notFound(`The path ${path} was not found.`);
  return { resource, key: key === undefined || key === '' ? null : keyOfSegment(key, framework), search };
}

function carriedOut(call: Call, part: Part, target: Target): Answer {
  const { resource, key, search } = target;
  const payload = part.payload ?? {};
  const ifMatch = part.preconditions?.ifMatch;
  const onItem = (): { resource: Resource; key: string; ifMatch: string | undefined } => {
    if (key === null) throw badRequest(`Operation ${part.operation} needs the path of an item.`);
    return { resource, key, ifMatch };
  };
  switch (part.operation) {
    case 'get':
      if (key === null) return readCollection(call, resource, queryText(search));
      return readItem(call, {
        resource,
        key,
        query: queryText(search),
        ifNoneMatch: part.preconditions?.ifNoneMatch,
      });
    case 'create':
      return createItem(call, resource, payload);
    case 'upsert':
      return upsertItem(call, resource, payload);
    case 'update':
      return updateItem(call, onItem(), payload);
    case 'replace':
      return replaceItem(call, onItem(), payload);
    case 'delete':
      return deleteItem(call, onItem());
    default:
      throw badRequest(`Operation ${part.operation} is not enabled for batch execution.`);
  }
}
