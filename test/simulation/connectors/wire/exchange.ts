// One request between a connector and its service, as the wire sees it.

import type { Side } from '../../../../src/sync/model/side.ts';
import type { RequestKind } from '../connector-plan.ts';
import type { DirectAnswer, DirectRequest } from './direct-fetch.ts';

export interface WireRequest extends DirectRequest {
  readonly side: Side;
  readonly kind: RequestKind;
  /** requests of a batch, or the one */
  readonly items: number;
  /** it changes something on the other side */
  readonly isWrite: boolean;
  /** it creates something, so it must not arrive twice */
  readonly isCreate: boolean;
}

/** The answer of a service; null where none arrived. */
export type WireAnswer = DirectAnswer | null;

/** Brings a request to the service and its answer back. */
export type Forward = (request: DirectRequest) => Promise<DirectAnswer>;

export interface GraphItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

export interface GraphItemAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function describe(side: Side, request: DirectRequest): WireRequest {
  const { method, url, text } = request;
  const base = { ...request, side };
  const isBatch =
    method === 'POST' && url.pathname.endsWith(side === 'sales' ? '/resources/11.13.18.05/' : '/$batch');
  if (!isBatch) {
    const isWrite = method !== 'GET' && !url.pathname.includes('searchResources');
    const kind = side === 'microsoft' ? 'graph.read' : isWrite ? 'sales.write' : 'sales.read';
    return { ...base, kind, items: 1, isWrite, isCreate: isWrite && method === 'POST' };
  }
  if (side === 'sales') {
    const { parts } = JSON.parse(text ?? '{}') as { parts: readonly { readonly operation: string }[] };
    const isCreate = parts.some(({ operation }) => operation === 'create');
    return { ...base, kind: 'sales.batch', items: parts.length, isWrite: true, isCreate };
  }
  const items = itemsOf(request);
  const isWrite = items.some((item) => item.method !== 'GET');
  const kind = isWrite ? 'graph.batch-write' : 'graph.batch-read';
  const isCreate = items.some((item) => item.method === 'POST');
  return { ...base, kind, items: items.length, isWrite, isCreate };
}

export function itemsOf({ text }: Pick<DirectRequest, 'text'>): readonly GraphItem[] {
  return (JSON.parse(text ?? '{"requests":[]}') as { requests: readonly GraphItem[] }).requests;
}

/** Answers of the items; none where the answer is no batch. */
export function itemAnswersOf({ status, text }: DirectAnswer): readonly GraphItemAnswer[] {
  if (status !== 200) return [];
  try {
    return (JSON.parse(text) as { responses?: readonly GraphItemAnswer[] }).responses ?? [];
  } catch {
    return [];
  }
}
