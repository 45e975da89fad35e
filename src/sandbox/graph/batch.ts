// $batch: up to 20 requests in one, four of them worked at a time, each throttled and faulted by itself.
import { z } from 'zod';
import type { GraphReply } from './wire/exchange.ts';
import { methods } from './wire/exchange.ts';
import { badRequest } from './wire/failure.ts';

const itemSchema = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  method: z
    .string()
    .transform((name) => name.toUpperCase())
    .pipe(z.enum(methods)),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});
const batchSchema = z.looseObject({ requests: z.array(z.unknown()) });

export type BatchItem = z.output<typeof itemSchema>;

interface BatchAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type RunItem = (item: BatchItem) => Promise<GraphReply>;

const mostItems = 20;
const parallelItems = 4;

/** Checks the whole before anything is done: 400 for too many, for ids that differ in case only, for what is unreadable. */
export function parseBatch(body: unknown): BatchItem[] {
  const batch = batchSchema.safeParse(body);
  if (!batch.success) throw badRequest('Invalid batch payload format.');
  const { requests } = batch.data;
  if (requests.length === 0) throw badRequest('Invalid batch payload: requests must not be empty.');
  if (requests.length > mostItems)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${String(mostItems)}.`);
  const items = requests.map((request) => {
    const item = itemSchema.safeParse(request);
    if (!item.success) throw badRequest('Invalid batch payload format: a request needs id, method and url.');
    return item.data;
  });
  for (const item of items) refuseBadHeaders(item);
  refuseBadIds(items);
  return items;
}

function refuseBadHeaders({ id, body, headers }: BatchItem): void {
  const names = Object.keys(headers ?? {}).map((name) => name.toLowerCase());
  if (body !== undefined && body !== null && !names.includes('content-type'))
    throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
}

function refuseBadIds(items: readonly BatchItem[]): void {
  const ids = new Set<string>();
  for (const { id } of items) {
    if (ids.has(id.toLowerCase())) throw badRequest(`Request Id ${id} has to be unique in a batch.`);
    ids.add(id.toLowerCase());
  }
  // Whatever cannot be put in an order depends on a stranger or, round a circle, on itself.
  let unordered = [...items];
  const ordered = new Set<string>();
  for (
    let ready = unordered.filter(isReady(ordered));
    ready.length > 0;
    ready = unordered.filter(isReady(ordered))
  ) {
    for (const { id } of ready) ordered.add(id.toLowerCase());
    unordered = unordered.filter(({ id }) => !ordered.has(id.toLowerCase()));
  }
  const [stuck] = unordered;
  if (stuck !== undefined) throw badRequest(`Request Id ${stuck.id} has an invalid dependsOn.`);
}

function isReady(ended: { has(id: string): boolean }): (item: BatchItem) => boolean {
  return ({ dependsOn = [] }) => dependsOn.every((other) => ended.has(other.toLowerCase()));
}

/** Runs the items; answers come in the order in which the items ended. */
export async function runBatch(
  items: readonly BatchItem[],
  run: RunItem,
): Promise<{ responses: BatchAnswer[] }> {
  const responses: BatchAnswer[] = [];
  const waiting = [...items];
  const ended = new Map<string, number>();
  const running = new Set<Promise<void>>();

  const begin = async (item: BatchItem): Promise<void> => {
    const answer = hasFailed(item, ended) ? failedDependency(item) : answerOf(item, await run(item));
    ended.set(item.id.toLowerCase(), answer.status);
    responses.push(answer);
  };
  while (waiting.length > 0 || running.size > 0) {
    const ready = waiting.findIndex(isReady(ended));
    if (ready >= 0 && running.size < parallelItems) {
      const [item] = waiting.splice(ready, 1);
      if (item === undefined) continue;
      const work = begin(item).finally(() => running.delete(work));
      running.add(work);
    } else await Promise.race(running);
  }
  return { responses };
}

function hasFailed({ dependsOn = [] }: BatchItem, ended: ReadonlyMap<string, number>): boolean {
  return dependsOn.some((other) => (ended.get(other.toLowerCase()) ?? 0) >= 400);
}

function failedDependency({ id }: BatchItem): BatchAnswer {
  const message = 'A request on which this request depends has failed.';
  return { id, status: 424, headers: jsonHeader, body: { error: { code: 'FailedDependency', message } } };
}

const jsonHeader = { 'Content-Type': 'application/json' };

// Names of item headers are written as the service writes them, not in lower case as HTTP/2 does.
function answerOf({ id }: BatchItem, { status, headers, body }: GraphReply): BatchAnswer {
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll(/(?:^|-)[a-z]/g, (sign) => sign.toUpperCase()),
      value,
    ]),
  );
  if (body === undefined) return { id, status, headers: named };
  return { id, status, headers: { ...named, ...jsonHeader }, body };
}
