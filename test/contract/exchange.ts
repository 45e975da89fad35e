// One request with its answer as it went over the wire, and a `fetch` that keeps them. Bodies stay text: ids of Sales have
// more digits than a number can hold, and a recording can be written to a file as it is.

export interface Exchange {
  readonly method: string;
  /** whole address */
  readonly url: string;
  /** names in lower case; without the token */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** empty: no body */
  readonly requestText: string;
  readonly status: number;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** the page went away before the answer's body was read: only the request can be judged */
  readonly isCut?: true;
}

/** Asks through `inner` and appends what it asked and heard. A request that got no answer is not kept. */
export function recordingFetch(inner: typeof fetch, exchanges: Exchange[]): typeof fetch {
  return async (input, init = {}) => {
    const response = await inner(input, init);
    const text = await response.clone().text();
    exchanges.push({
      method: init.method ?? 'GET',
      url: input instanceof Request ? input.url : input.toString(),
      requestHeaders: kept(Object.fromEntries(new Headers(init.headers))),
      requestText: textOfBody(init.body),
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
    });
    return response;
  };
}

export function kept(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
}

function textOfBody(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body);
  return '';
}

/** The JSON of a text; undefined where there is none. */
export function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `GET /v1.0/me/contacts 200`, without the query: a finding says where it was found. */
export function titleOf({ method, url, status }: Exchange): string {
  return `${method} ${new URL(url).pathname} ${status}`;
}
