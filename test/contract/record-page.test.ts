import { EventEmitter } from 'node:events';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { findingsInGraph, findingsInSales } from './check-recording.ts';
import { recordEngine } from './engine-run.ts';
import type { Exchange } from './exchange.ts';
import { descriptionFile } from './graph/description.ts';
import { madeUp, recordGraph, recordSales } from './record-page.ts';
import type { ListeningPage } from './record-page.ts';

/** As Playwright hands it over; `text` null: the page went away before its body was read. */
function responseOf({
  text,
  ...exchange
}: Omit<Exchange, 'text'> & { readonly text: string | null }): object {
  return {
    url: () => exchange.url,
    status: () => exchange.status,
    allHeaders: () => Promise.resolve(exchange.headers),
    text: () => (text === null ? Promise.reject(new Error('no resource')) : Promise.resolve(text)),
    request: () => ({
      method: () => exchange.method,
      allHeaders: () => Promise.resolve(exchange.requestHeaders),
      postData: () => (exchange.requestText === '' ? null : exchange.requestText),
    }),
  };
}

describe('what a page exchanges', () => {
  let graph: readonly Exchange[];
  let sales: readonly Exchange[];
  beforeAll(async () => {
    ({ graph, sales } = await recordEngine(9));
  });

  it('is kept as it went over the wire, without preflights', async () => {
    const page = new EventEmitter();
    const listening = page as unknown as ListeningPage;
    const recordings = [recordGraph(listening), recordSales(listening)] as const;
    for (const exchange of [...graph, ...sales]) page.emit('response', responseOf(exchange));
    const [first] = graph;
    if (first === undefined) throw new Error('an exchange wanted');
    page.emit('response', responseOf({ ...first, method: 'OPTIONS' }));
    page.emit('response', responseOf({ ...first, url: 'https://localhost:3000/api/v1/me' }));
    expect(await recordings[0].exchanges()).toEqual(graph);
    expect(await recordings[1].exchanges()).toEqual(sales);
  });

  it('is judged by its request alone where the body never came or the test made the answer up', async () => {
    const page = new EventEmitter();
    const recording = recordGraph(page as unknown as ListeningPage);
    const [first] = graph;
    if (first === undefined) throw new Error('an exchange wanted');
    const wrong = { ...first, url: `${first.url.split('?')[0] ?? ''}?$nonsense=1` };
    page.emit('response', responseOf({ ...first, text: null }));
    page.emit('response', responseOf({ ...first, text: '{"value": 7}', headers: { [madeUp]: '1' } }));
    page.emit('response', responseOf({ ...wrong, text: null }));
    const exchanges = await recording.exchanges();
    expect(exchanges.map(({ isCut }) => isCut)).toEqual([true, true, true]);
    expect(findingsInGraph(exchanges.slice(0, 2))).toEqual([]);
    const found = descriptionFile() === null ? [] : [expect.stringContaining("'nonsense' is not described")];
    expect(findingsInGraph(exchanges)).toEqual(found);
  });

  it('is told once for each finding', () => {
    const bent = graph.map((exchange) => ({
      ...exchange,
      text: exchange.text.replaceAll('"surname"', '"lastName"'),
    }));
    const found = findingsInGraph([...bent, ...bent]);
    expect(found.join('\n')).toContain("must NOT have additional properties 'lastName'");
    expect(new Set(found).size).toBe(found.length);
    expect([findingsInGraph(graph), findingsInSales(sales)]).toEqual([[], []]);
  });
});
