// Bends one exchange of a good recording, so that a test can see whether the checks notice. Numbers stay as exact as they
// came, ids of 18 digits among them.
import { expect } from '@jest/globals';
import { parse, stringify } from 'lossless-json';
import { isObject } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';

/** A good exchange, what is done to it, and what the check must say. */
export type Case = readonly [name: string, fits: (exchange: Exchange) => boolean, bend: Bend, told: RegExp];
export type Bend = (exchange: Exchange) => Exchange;

export type Loose = Record<string, unknown>;

/** The good exchange passes, the bent one is told. */
export function expectTold(
  {
    exchanges,
    check,
  }: { readonly exchanges: readonly Exchange[]; readonly check: (exchange: Exchange) => readonly string[] },
  [, fits, bend, told]: Case,
): void {
  const good = pick(exchanges, fits);
  expect(check(good)).toEqual([]);
  expect(check(bend(good)).join('\n')).toMatch(told);
}

/** The first exchange that fits. */
function pick(exchanges: readonly Exchange[], fits: (exchange: Exchange) => boolean): Exchange {
  const found = exchanges.find(fits);
  if (found === undefined) throw new Error('the recording holds no such exchange');
  return found;
}

/** By method, status and the end of the path. */
export function asked(method: string, end: string, status = 200): (exchange: Exchange) => boolean {
  return (exchange) =>
    exchange.method === method && exchange.status === status && new URL(exchange.url).pathname.endsWith(end);
}

/** Gives the answer's JSON to `change`, which bends it in place. */
export function answer(change: (body: Loose) => void): Bend {
  return (exchange) => ({ ...exchange, text: bentText(exchange.text, change) });
}

export function request(change: (body: Loose) => void): Bend {
  return (exchange) => ({ ...exchange, requestText: bentText(exchange.requestText, change) });
}

/** The answer without one of its headers. */
export function withoutHeader(name: string): Bend {
  return (exchange) => ({
    ...exchange,
    headers: Object.fromEntries(Object.entries(exchange.headers).filter(([one]) => one !== name)),
  });
}

function bentText(text: string, change: (body: Loose) => void): string {
  const body: unknown = parse(text);
  if (!isObject(body)) throw new Error('an object wanted');
  change(body);
  const bent = stringify(body) ?? '';
  if (bent === text) throw new Error('nothing was bent');
  return bent;
}

export function rename(object: Loose, from: string, to: string): void {
  object[to] = object[from];
  delete object[from];
}

/** An object inside: `inside(body, 'value', 0)`. */
export function inside(object: Loose, ...way: readonly (string | number)[]): Loose {
  const found = way.reduce<unknown>((at, step) => (at as Loose | undefined)?.[step], object);
  if (typeof found !== 'object' || found === null) throw new Error(`nothing at ${way.join('.')}`);
  return found as Loose;
}

/** Another value of a query parameter. */
export function searching(name: string, value: string): Bend {
  return (exchange) => {
    const url = new URL(exchange.url);
    url.searchParams.set(name, value);
    return { ...exchange, url: url.href.replaceAll('+', '%20') };
  };
}
