// Faults of single items inside a Graph batch whose envelope says 200 (graph-contract.md section 7): every second item is
// hit, from the first on, so that a batch of one is hit too.

import type { WireFaultName } from '../connector-plan.ts';
import type { DirectAnswer } from './direct-fetch.ts';
import { itemAnswersOf, itemsOf } from './exchange.ts';
import type { Forward, GraphItem, GraphItemAnswer, WireRequest } from './exchange.ts';

interface Way {
  readonly forward: Forward;
  /** Retry-After where the fault has one */
  readonly headers: Readonly<Record<string, string>>;
}

/** Items that the service never sees, with the answer they get instead. */
const refusals: Partial<Record<WireFaultName, readonly [status: number, code: string]>> = {
  'items-throttled': [429, 'ApplicationThrottled'],
  'items-over-concurrency': [429, 'ApplicationThrottled'],
  'items-dependent': [424, 'FailedDependency'],
  'items-unavailable': [503, 'ServiceUnavailable'],
  'items-unauthorized': [401, 'InvalidAuthenticationToken'],
  'items-precondition': [412, 'ErrorIrresolvableConflict'],
};

export async function bendItems(fault: WireFaultName, request: WireRequest, way: Way): Promise<DirectAnswer> {
  const items = itemsOf(request);
  const refusal = refusals[fault];
  const hit = new Set(items.filter((item, index) => isHit(fault, item, index)).map(({ id }) => id));
  if (refusal !== undefined) {
    const open = items.filter(({ id }) => !hit.has(id));
    const answer = await forwarded(request, open, way.forward);
    const refused = [...hit].map((id) => refusedItem(id, refusal, way.headers));
    return withItems(answer, [...refused, ...itemAnswersOf(answer)]);
  }
  const answer = await way.forward(request);
  const answers = itemAnswersOf(answer);
  if (answer.status !== 200) return answer;
  if (fault === 'items-missing')
    return withItems(
      answer,
      answers.filter(({ id }) => !hit.has(id)),
    );
  if (fault === 'items-reordered') return withItems(answer, answers.toReversed());
  const late = answers.map((one) => (hit.has(one.id) ? refusedItem(one.id, [504, 'UnknownError'], {}) : one));
  return withItems(answer, late);
}

function isHit(fault: WireFaultName, { method }: GraphItem, index: number): boolean {
  // A create has no precondition that could fail.
  if (fault === 'items-precondition') return method === 'PATCH' || method === 'DELETE';
  return index % 2 === 0;
}

async function forwarded(
  request: WireRequest,
  items: readonly GraphItem[],
  forward: Forward,
): Promise<DirectAnswer> {
  const nothing = { status: 200, headers: { 'content-type': 'application/json' }, text: '{"responses":[]}' };
  return items.length === 0 ? nothing : forward({ ...request, text: JSON.stringify({ requests: items }) });
}

function withItems(answer: DirectAnswer, responses: readonly GraphItemAnswer[]): DirectAnswer {
  return answer.status === 200 ? { ...answer, text: JSON.stringify({ responses }) } : answer;
}

function refusedItem(
  id: string,
  [status, code]: readonly [number, string],
  headers: Readonly<Record<string, string>>,
): GraphItemAnswer {
  const error = { code, message: 'Something is wrong on the way.' };
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name === 'retry-after' ? 'Retry-After' : name, value]),
  );
  return { id, status, headers: { ...named, 'Content-Type': 'application/json' }, body: { error } };
}
