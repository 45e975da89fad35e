// Keeps what a page, its frames and its workers exchange with Graph or Sales, in a browser of Playwright.
import type { Page, Response } from 'playwright-core';
import { kept } from './exchange.ts';
import type { Exchange } from './exchange.ts';

export interface PageRecording {
  /** Exchanges so far, once all their bodies are here. An answer whose page went away before it was read is left out. */
  exchanges(): Promise<readonly Exchange[]>;
}

export type ListeningPage = Pick<Page, 'on'>;

/** Begin before the page goes anywhere. */
export function recordGraph(page: ListeningPage): PageRecording {
  return record(page, /^(?:\/graph)?\/v1\.0\//);
}

export function recordSales(page: ListeningPage): PageRecording {
  return record(page, /^(?:\/sales)?\/crmRestApi\//);
}

function record(page: ListeningPage, path: RegExp): PageRecording {
  const pending: Promise<Exchange | null>[] = [];
  page.on('response', (response) => {
    const isAsked = response.request().method() !== 'OPTIONS';
    if (isAsked && path.test(new URL(response.url()).pathname))
      pending.push(exchangeOf(response).catch(() => null));
  });
  return {
    exchanges: async () => (await Promise.all(pending)).filter((one) => one !== null),
  };
}

async function exchangeOf(response: Response): Promise<Exchange> {
  const request = response.request();
  const [requestHeaders, headers, text] = await Promise.all([
    request.allHeaders(),
    response.allHeaders(),
    textOf(response),
  ]);
  return {
    method: request.method(),
    url: response.url(),
    requestHeaders: kept(requestHeaders),
    requestText: request.postData() ?? '',
    status: response.status(),
    headers,
    text,
  };
}

/** The browser keeps no body for these. */
function textOf(response: Response): Promise<string> {
  return [204, 304].includes(response.status()) ? Promise.resolve('') : response.text();
}
