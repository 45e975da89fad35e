// What goes wrong on the way to a service and back. A fault decides whether the request arrives, how often, and what the
// connector hears; the service itself never knows.

import type { WireFault, WireFaultName } from '../connector-plan.ts';
import type { DirectAnswer } from './direct-fetch.ts';
import type { Forward, WireAnswer, WireRequest } from './exchange.ts';
import { bendItems } from './item-faults.ts';

const json = { 'content-type': 'application/json' };

export async function withFault(
  fault: WireFault,
  request: WireRequest,
  { forward, nowMs }: { readonly forward: Forward; readonly nowMs: () => number },
): Promise<WireAnswer> {
  const headers = { ...json, ...retryAfterHeader(fault, nowMs()) };
  switch (fault.do) {
    case 'throttled':
      return { status: 429, headers, text: errorText('ApplicationThrottled') };
    case 'unavailable':
      return { status: 503, headers, text: errorText('ServiceUnavailable') };
    case 'timeout':
      return { status: 504, headers: json, text: errorText('UnknownError') };
    case 'proxy-page':
      return { status: 502, headers: { 'content-type': 'text/html' }, text: '<html>Bad gateway</html>' };
    case 'unauthorized':
      return { status: 401, headers: json, text: errorText('InvalidAuthenticationToken') };
    case 'lost-request':
      return null;
    default:
      return bendAnswer(fault, request, { forward, nowMs });
  }
}

/** Faults of requests that arrive. */
async function bendAnswer(
  fault: WireFault,
  request: WireRequest,
  way: { readonly forward: Forward; readonly nowMs: () => number },
): Promise<WireAnswer> {
  if (fault.do.startsWith('items-')) {
    const headers = retryAfterHeader(fault, way.nowMs());
    return bendItems(fault.do, request, { forward: way.forward, headers });
  }
  if (fault.do === 'batch-refused') return refusedBatch(request);
  if (fault.do === 'twice' && !request.isCreate) await way.forward(request);
  const answer = await way.forward(request);
  return afterwards(fault.do, answer);
}

function afterwards(fault: WireFaultName, answer: DirectAnswer): WireAnswer {
  switch (fault) {
    case 'timeout-applied':
      return { status: 504, headers: json, text: errorText('UnknownError') };
    case 'lost-answer':
      return null;
    case 'truncated':
      return { ...answer, text: answer.text.slice(0, Math.floor(answer.text.length / 2)) };
    case 'batch-empty-400':
    case 'empty-400':
      return { status: 400, headers: {}, text: '' };
    case 'batch-no-content':
      return { status: 204, headers: {}, text: '' };
    case 'parts-missing':
      return withoutParts(answer);
    default:
      return answer;
  }
}

/** Names the first part, as the service does for a failed batch (sales-contract.md section 8). */
function refusedBatch({ text }: WireRequest): DirectAnswer {
  const [first] = (JSON.parse(text ?? '{}') as { parts: readonly { readonly id: string }[] }).parts;
  const detail = { detail: 'Not now.', 'o:errorCode': '27024', 'o:errorPath': first?.id ?? '' };
  const body = { title: 'Bad Request', status: '400', 'o:errorDetails': [detail] };
  return {
    status: 400,
    headers: { 'content-type': 'application/vnd.oracle.adf.error+json' },
    text: JSON.stringify(body),
  };
}

function withoutParts(answer: DirectAnswer): DirectAnswer {
  if (answer.status !== 200) return answer;
  // Ids have more digits than a number holds: the parts that stay are copied as text.
  const starts = [...answer.text.matchAll(/\{"id":"/g)].map(({ index }) => index);
  const ends = [...starts.slice(1), answer.text.lastIndexOf(']') + 1];
  const kept = starts.flatMap((start, at) =>
    at % 2 === 1 ? [answer.text.slice(start, (ends[at] ?? 0) - 1)] : [],
  );
  return { ...answer, text: `{"parts":[${kept.join(',')}]}` };
}

function retryAfterHeader({ retryAfter }: WireFault, nowMs: number): Record<string, string> {
  if (retryAfter === null) return {};
  const { seconds, form } = retryAfter;
  return { 'retry-after': form === 'seconds' ? String(seconds) : dateAfter(seconds, nowMs) };
}

/** Dates have whole seconds; Date of the same answer is cut, so this one is too. */
function dateAfter(seconds: number, nowMs: number): string {
  return new Date(Math.floor(nowMs / 1_000) * 1_000 + seconds * 1_000).toUTCString();
}

export function errorText(code: string): string {
  return JSON.stringify({ error: { code, message: 'Something is wrong on the way.' } });
}
