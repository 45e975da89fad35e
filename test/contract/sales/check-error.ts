// Errors of Sales (sales-contract.md section 9): JSON from framework version 4 on, plain text before; 401 and 404 may have
// no body at all, or an HTML page.
import { isObject } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { exactJson, faultsOfShape, versionOf } from './reading.ts';
import { placeOf } from './place.ts';
import { batchRequest, errorBody } from './shapes.ts';

const types = ['application/json', 'application/vnd.oracle.adf.error+json'];

export function faultsOfError(exchange: Exchange): readonly string[] {
  const { status, text, headers } = exchange;
  // The current ETag comes along (section 7).
  if (status === 412 && headers['etag'] === undefined) return ['a 412 without ETag'];
  if (text === '') return status === 401 || status === 404 ? [] : [`a ${status} without a body`];
  const type = (headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  if (type === 'text/html' && status === 401) return [];
  if (isBefore4(exchange))
    return type === 'text/plain' ? [] : [`an error of type '${type}' before version 4`];
  if (!types.includes(type)) return [`an error of type '${type}'`];
  const body = exactJson(text);
  const faults = [...faultsOfShape(errorBody, body)];
  if (isObject(body) && body['status'] !== String(status))
    faults.push('the status in the body is another one');
  return [...faults, ...faultsOfParts(exchange, body)];
}

/** A version that does not exist is refused in JSON. */
function isBefore4(exchange: Exchange): boolean {
  return versionOf(exchange) < 4;
}

/** A refused batch names the parts that failed (section 8). */
function faultsOfParts({ url, requestText, status }: Exchange, body: unknown): readonly string[] {
  if (status !== 400 || placeOf(url).kind !== 'batch') return [];
  const asked = batchRequest.safeParse(exactJson(requestText)).data?.parts.map(({ id }) => id);
  // Whatever is no batch at all has no parts to name.
  if (asked === undefined) return [];
  const details = errorBody.safeParse(body).data;
  const named = details !== undefined && 'o:errorDetails' in details ? details['o:errorDetails'] : [];
  return named.every(({ 'o:errorPath': path = '' }) => asked.includes(path))
    ? []
    : ['o:errorPath names no part'];
}
