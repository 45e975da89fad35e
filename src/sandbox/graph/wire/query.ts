// System query options. Names are case-insensitive and may lack the dollar sign; in values a bare `+` is a space.
import { badRequest } from './failure.ts';

const options = [
  'select',
  'filter',
  'expand',
  'orderby',
  'search',
  'top',
  'skip',
  'count',
  'deltatoken',
  'skiptoken',
] as const;
export type QueryOption = (typeof options)[number];

export type Query = Readonly<Partial<Record<QueryOption, string>>>;

const ignored = new Set(['$format', '$levels', '$compute']);

function isOption(name: string): name is QueryOption {
  return options.some((option) => option === name);
}

export function parseQuery(search: string): Query {
  const query: Partial<Record<QueryOption, string>> = {};
  for (const [rawName, value] of new URLSearchParams(search)) {
    const name = rawName.toLowerCase();
    const bare = name.replace(/^\$/, '');
    if (isOption(bare)) query[bare] = value;
    else if (name.startsWith('$') && !ignored.has(name))
      throw badRequest(`The query parameter '${rawName}' is not supported.`);
  }
  return query;
}

/** A whole number of at least `least`; 400 for anything else. */
export function wholeNumber(query: Query, option: QueryOption, least: number): number | null {
  const text = query[option];
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw badRequest(`Invalid value '${text}' for $${option} query option found.`);
  return Number(text);
}

const largestTop = 1_000;

export function pageSize(query: Query, preferred: number | null, usual: number): number {
  const top = wholeNumber(query, 'top', 1);
  if (top !== null && top > largestTop)
    throw badRequest(
      `The limit of '1000' for Top query has been exceeded. The value from the incoming request is '${String(top)}'.`,
    );
  return top ?? preferred ?? usual;
}

/** Query text for a link: the options given, later ones replaced by `changed`. */
export function queryText(query: Query, changed: Query = {}): string {
  const merged = { ...query, ...changed };
  return options
    .flatMap((option) => {
      const value = merged[option];
      return value === undefined ? [] : [`$${option}=${encodeURIComponent(value)}`];
    })
    .join('&');
}

/** Splits at commas that stand in no parentheses and in no quoted text. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const sign of text) {
    if (sign === "'") quoted = !quoted;
    else if (!quoted && sign === '(') depth += 1;
    else if (!quoted && sign === ')') depth -= 1;
    if (sign === ',' && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += sign;
  }
  parts.push(part.trim());
  return parts.filter((one) => one !== '');
}
