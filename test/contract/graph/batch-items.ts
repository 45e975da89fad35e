// A $batch taken apart into exchanges of its own, so that what stands inside one is checked like what stands alone.
import { isObject, jsonOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';

export function isBatch({ url }: Exchange): boolean {
  return new URL(url).pathname.endsWith('/$batch');
}

export function listIn(text: string, member: 'requests' | 'responses'): readonly Json[] {
  const json = jsonOf(text);
  const list = isObject(json) ? json[member] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The exchange itself and, after a batch, one for each of its items that was answered. */
export function withItems(exchange: Exchange): readonly Exchange[] {
  if (!isBatch(exchange)) return [exchange];
  const root = exchange.url.slice(0, exchange.url.indexOf('/$batch'));
  const answers = listIn(exchange.text, 'responses');
  const items = listIn(exchange.requestText, 'requests').flatMap((request) => {
    const answer = answers.find(({ id }) => id === request['id']);
    return answer === undefined ? [] : [itemOf(root, request, answer)];
  });
  return [exchange, ...items];
}

function itemOf(root: string, request: Json, answer: Json): Exchange {
  const url = String(request['url']);
  return {
    method: String(request['method']),
    url: `${root}${url.startsWith('/') ? '' : '/'}${url}`,
    requestHeaders: headersIn(request),
    requestText: textIn(request),
    status: Number(answer['status']),
    headers: headersIn(answer),
    text: textIn(answer),
  };
}

function headersIn({ headers }: Json): Record<string, string> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** A body that is text, e.g. a count, stands as it is. */
function textIn({ body }: Json): string {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
