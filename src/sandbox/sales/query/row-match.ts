// The filter of framework version 2 and above, by recursive descent:
// expr := and ('or' and)*; and := not ('and' not)*; not := 'not'? prim. Keywords in any case, attribute names exactly.
import type { Attributes } from '../resource/attribute.ts';
import { badRequest, unknownAttribute } from '../wire/sales-error.ts';
import { all, any, compares, isLike, isNull, not } from './condition.ts';
import type { Comparison, Condition, Operand } from './condition.ts';
import { literalOf } from './literal.ts';
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

const MAX_DEPTH = 100;

/** Throws a 400 for a syntax error, an unknown or unqueryable attribute, or a literal of the wrong type. */
export function parseRowMatch(expression: string, attributes: Attributes): Condition {
  return new Parser(tokenize(expression), attributes).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #attributes: Attributes;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], attributes: Attributes) {
    this.#tokens = tokens;
    this.#attributes = attributes;
  }

  whole(): Condition {
    const condition = this.#or();
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return condition;
  }

  #or(): Condition {
    const parts = [this.#and()];
    while (this.#word('or')) parts.push(this.#and());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : any(parts);
  }

  #and(): Condition {
    const parts = [this.#not()];
    while (this.#word('and')) parts.push(this.#not());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : all(parts);
  }

  #not(): Condition {
    return this.#word('not') ? not(this.#primary()) : this.#primary();
  }

  #primary(): Condition {
    if (!this.#symbol('(')) return this.#predicate();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw badRequest('The filter has too many parentheses.');
    const inner = this.#or();
    this.#expect(')');
    this.#depth -= 1;
    return inner;
  }

  #predicate(): Condition {
    const operand = this.#operand();
    if (this.#word('is')) {
      const negated = this.#word('not');
      if (!this.#word('null')) throw this.#unexpected();
      return negated ? not(isNull(operand)) : isNull(operand);
    }
    const negated = this.#word('not');
    const condition = this.#named(operand);
    if (condition !== null) return negated ? not(condition) : condition;
    if (negated) throw this.#unexpected();
    const token = this.#next();
    const comparison = token.kind === 'symbol' ? comparisons.get(token.text) : undefined;
    if (comparison === undefined) throw this.#unexpected(token);
    return compares(operand, comparison, literalOf(operand.attribute, this.#literal()));
  }

  #named(operand: Operand): Condition | null {
    const value = (): ReturnType<typeof literalOf> => literalOf(operand.attribute, this.#literal());
    if (this.#word('like')) return isLike(operand, this.#literal());
    if (this.#word('between')) {
      const low = compares(operand, '>=', value());
      if (!this.#word('and')) throw this.#unexpected();
      return all([low, compares(operand, '<=', value())]);
    }
    if (!this.#word('in')) return null;
    this.#expect('(');
    const options = [compares(operand, '=', value())];
    while (this.#symbol(',')) options.push(compares(operand, '=', value()));
    this.#expect(')');
    return any(options);
  }

  #operand(): Operand {
    const token = this.#next();
    if (token.kind !== 'word') throw this.#unexpected(token);
    const name = token.text.toLowerCase();
    if ((name !== 'upper' && name !== 'lower') || !this.#symbol('('))
      return this.#attribute(token.text, 'as-is');
    const inner = this.#next();
    const operand = this.#attribute(inner.text, name);
    this.#expect(')');
    return operand;
  }

  #attribute(name: string, letterCase: Operand['letterCase']): Operand {
    const attribute = this.#attributes.get(name);
    if (attribute === undefined) throw unknownAttribute(name, 'q');
    if (!attribute.queryable) throw badRequest(`Attribute ${name} is not queryable.`);
    return { attribute, letterCase };
  }

  #literal(): string {
    const token = this.#next();
    if (token.kind === 'string' || token.kind === 'number') return token.text;
    if (token.kind === 'word' && /^(?:true|false)$/i.test(token.text)) return token.text;
    throw this.#unexpected(token);
  }

  #word(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  #symbol(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'symbol' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#symbol(text)) throw this.#unexpected();
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw badRequest('The filter ends too early.');
    this.#at += 1;
    return token;
  }

  #unexpected(token: Token | undefined = this.#tokens[this.#at]): Error {
    return badRequest(`The filter is wrong near: ${token?.text ?? 'its end'}`);
  }
}
