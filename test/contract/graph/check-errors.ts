// Graph's error envelope (graph-contract.md 2): a date without a zone and both request ids. A 410 says where to begin
// again, a 429 for how long to wait.
import { isObject, jsonOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';

export function faultsOfError(exchange: Exchange): readonly string[] {
  const body = jsonOf(exchange.text);
  const error = isObject(body) ? body['error'] : undefined;
  if (!isObject(body) || !isObject(error)) return ['an error without an error object'];
  const others = Object.keys(body).filter((name) => name !== 'error');
  return [
    ...others.map((name) => `'${name}' beside error`),
    ...['code', 'message'].filter((name) => !isFilled(error[name])).map((name) => `error.${name} is missing`),
    // What the error of an item behind a failed one holds is not proven (section 7.1).
    ...(exchange.status === 424 ? [] : faultsOfInner(error['innerError'])),
    ...faultsOfStatus(exchange),
  ];
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function faultsOfInner(inner: unknown): readonly string[] {
  if (!isObject(inner)) return ['error.innerError is missing'];
  const facts: Json = inner;
  return [
    ...(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(String(facts['date']))
      ? []
      : ['innerError.date is not a time without a zone']),
    ...['request-id', 'client-request-id']
      .filter((name) => !isFilled(facts[name]))
      .map((name) => `innerError.${name} is missing`),
  ];
}

function faultsOfStatus({ status, headers }: Exchange): readonly string[] {
  if (status === 410 && headers['location']?.endsWith('$deltatoken=') !== true)
    return ['a 410 without a Location to begin again'];
  if (status === 429 && !/^\d+$/.test(headers['retry-after'] ?? '')) return ['a 429 without Retry-After'];
  return [];
}
