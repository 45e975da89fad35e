// The filter of framework version 1: `Attr=value;Other>=10 and <=30`, `;` is AND, one attribute per clause,
// values with or without quotes, `*` as wildcard. Rowmatch syntax is refused.
import type { Attribute, Attributes } from '../resource/attribute.ts';
import { badRequest, unknownAttribute } from '../wire/sales-error.ts';
import { all, any, compares, isLike, not } from './condition.ts';
import type { Comparison, Condition, Operand } from './condition.ts';
import { literalOf } from './literal.ts';

const clause = /^\s*([A-Za-z_][\w$]*)\s*((?:<=|>=|<>|!=|[=<>]).*)$/s;
const test =
  /\s*(<=|>=|<>|!=|[=<>])\s*('(?:[^']|'')*'|[^;<>=!'()]*?)\s*(?:\b(and|or)\b(?=\s*(?:<|>|=|!))|$)/iy;

/** Throws a 400 for syntax of the later dialect, an unknown attribute, or a literal of the wrong type. */
export function parseQueryByExample(expression: string, attributes: Attributes): Condition {
  const clauses = expression.match(/(?:'(?:[^']|'')*'|[^;'])+/g) ?? [];
  return all(clauses.map((text) => parseClause(text, attributes)));
}

function parseClause(text: string, attributes: Attributes): Condition {
  const match = clause.exec(text);
  if (match === null)
    throw badRequest(`The query-by-example filter is wrong near: ${text.trim().slice(0, 40)}`);
  const [, name = '', tests = ''] = match;
  const attribute = attributes.get(name);
  if (attribute === undefined) throw unknownAttribute(name, 'q');
  if (!attribute.queryable) throw badRequest(`Attribute ${name} is not queryable.`);
  return parseTests(tests, attribute);
}

function parseTests(text: string, attribute: Attribute): Condition {
  const alternatives: Condition[][] = [[]];
  test.lastIndex = 0;
  while (test.lastIndex < text.length) {
    const at = test.lastIndex;
    const match = test.exec(text);
    if (match === null)
      throw badRequest(`The query-by-example filter is wrong near: ${text.slice(at).trim().slice(0, 40)}`);
    const [, symbol = '=', value = '', word] = match;
    alternatives.at(-1)?.push(condition(attribute, symbol, value));
    if (word?.toLowerCase() === 'or') alternatives.push([]);
  }
  return any(alternatives.map((conditions) => all(conditions)));
}

function condition(attribute: Attribute, symbol: string, value: string): Condition {
  const operand: Operand = { attribute, letterCase: 'as-is' };
  const quoted = value.startsWith("'");
  const text = quoted ? value.slice(1, -1).replaceAll("''", "'") : value;
  if (text === '') throw badRequest(`The query-by-example filter lacks a value for ${attribute.name}.`);
  const comparison = (symbol === '<>' ? '!=' : symbol) as Comparison;
  const wildcard = attribute.type === 'string' && text.includes('*');
  if (wildcard && comparison === '=') return isLike(operand, text);
  if (wildcard && comparison === '!=') return not(isLike(operand, text));
  return compares(operand, comparison, literalOf(attribute, text));
}
