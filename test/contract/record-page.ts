// Keeps what a page, its frames and its workers exchange with Graph or Sales, in a browser of Playwright; or all pages of a
// context.
import type { BrowserContext, Page, Response } from 'playwright-core';
import { kept } from './exchange.ts';
import type { Exchange } from './exchange.ts';

export interface PageRecording {
  /** Exchanges so far, once all their bodies are here. Of an answer whose page went away first, the request is left. */
  exchanges(): Promise<readonly Exchange[]>;
}

export type ListeningPage = Pick<Page, 'on'> | Pick<BrowserContext, 'on'>;

/** Says that a test itself made the answer up, so that no contract binds it. */
export const madeUp = 'x-made-up-by-the-test';

/** Begin before the page goes anywhere. */
export function recordGraph(page: ListeningPage): PageRecording {
  return record(page, /^(?:\/graph)?\/v1\.0\//);
}

export function recordSales(page: ListeningPage): PageRecording {
  return record(page, /^(?:\/sales)?\/crmRestApi\//);
}

function record(page: ListeningPage, path: RegExp): PageRecording {
  const pending: Promise<Exchange>[] = [];
  const hear = (response: Response): void => {
    const isAsked = response.request().method() !== 'OPTIONS';
    if (isAsked && path.test(new URL(response.url()).pathname)) pending.push(exchangeOf(response));
  };
  // The overloads of the two cannot be called as one.
  (page as Pick<Page, 'on'>).on('response', hear);
  return { exchanges: () => Promise.all(pending) };
}

async function exchangeOf(response: Response): Promise<Exchange> {
  const request = response.request();
  const [requestHeaders, headers, text] = await Promise.all([
    request.allHeaders().catch(() => request.headers()),
    response.allHeaders().catch(() => response.headers()),
    textOf(response).catch(() => null),
  ]);
  const isCut = text === null || madeUp in headers;
  return {
    method: request.method(),
    url: response.url(),
    requestHeaders: kept(requestHeaders),
    requestText: request.postData() ?? '',
    status: response.status(),
    headers,
    text: isCut ? '' : text,
    ...(isCut ? { isCut } : {}),
  };
}

/** The browser keeps no body for these. */
function textOf(response: Response): Promise<string> {
  return [204, 304].includes(response.status()) ? Promise.resolve('') : response.text();
}
