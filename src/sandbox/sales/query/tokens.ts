// Tokens of a rowmatch expression. A string is in single quotes, `''` inside it is one quote.
import { badRequest } from '../wire/sales-error.ts';

export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

const token =
  /\s*(?:(?<string>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?)(?![\w-])|(?<word>[A-Za-z_][\w$]*)|(?<symbol><=|>=|<>|!=|[=<>(),]))/y;

/** Throws a 400 at the first character that belongs to no token, e.g. the `;` and `*` of query-by-example. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.trimEnd().length) {
    const at = token.lastIndex;
    const groups = token.exec(expression)?.groups;
    if (groups === undefined)
      throw badRequest(`The filter cannot be read at: ${expression.slice(at).trim().slice(0, 40)}`);
    tokens.push(tokenOf(groups));
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { string, number, word, symbol } = groups;
  if (string !== undefined) return { kind: 'string', text: string.slice(1, -1).replaceAll("''", "'") };
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word };
  return { kind: 'symbol', text: symbol ?? '' };
}
