// $filter as a tree: or, and, not, comparisons, startswith/endswith/contains, and any() over a collection.
// Only the form is checked here; which property may stand where is the business of the rows it is run over.
import { badFilter } from './failure.ts';

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];
const textTests = ['startswith', 'endswith', 'contains'] as const;
export type TextTest = (typeof textTests)[number];

/** a date is held as epoch milliseconds */
export type Literal = string | number | boolean | null;

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | {
      readonly kind: 'compare';
      readonly path: string;
      readonly test: Comparison | TextTest;
      readonly value: Literal;
    }
  | {
      readonly kind: 'any';
      readonly collection: string;
      readonly variable: string;
      readonly inner: Condition | null;
    };

interface Token {
  readonly kind: 'word' | 'text' | 'date' | 'sign' | 'end';
  readonly text: string;
}

const tokenPattern =
  /\s*(?:'((?:[^']|'')*)'|(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))|([(),:])|([^\s(),:']+))/y;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (text.slice(tokenPattern.lastIndex).trim() !== '') {
    const match = tokenPattern.exec(text);
    if (match === null) throw syntaxError();
    const [, quoted, date, sign, word] = match;
    if (quoted !== undefined) found.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    else if (date !== undefined) found.push({ kind: 'date', text: date });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
    else found.push({ kind: 'word', text: word ?? '' });
  }
  return found;
}

function syntaxError(): Error {
  return badFilter('Invalid filter clause: there is a syntax error in the $filter query option.');
}

const deepest = 30;

export function parseFilter(text: string): Condition {
  const parser = new Parser(tokens(text));
  return parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  whole(): Condition {
    const condition = this.#or();
    if (this.#peek().kind !== 'end') throw syntaxError();
    return condition;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '' };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #isSign(sign: string): boolean {
    const token = this.#peek();
    return token.kind === 'sign' && token.text === sign;
  }

  #sign(sign: string): void {
    if (!this.#isSign(sign)) throw syntaxError();
    this.#next += 1;
  }

  #or(): Condition {
    let left = this.#and();
    while (this.#isWord('or')) {
      this.#next += 1;
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Condition {
    let left = this.#one();
    while (this.#isWord('and')) {
      this.#next += 1;
      left = { kind: 'and', left, right: this.#one() };
    }
    return left;
  }

  #one(): Condition {
    this.#depth += 1;
    if (this.#depth > deepest) throw badFilter('The filter is nested too deeply.');
    const condition = this.#inner();
    this.#depth -= 1;
    return condition;
  }

  #inner(): Condition {
    if (this.#isWord('not')) {
      this.#next += 1;
      return { kind: 'not', inner: this.#one() };
    }
    if (this.#isSign('(')) {
      this.#next += 1;
      const inner = this.#or();
      this.#sign(')');
      return inner;
    }
    const token = this.#take();
    if (token.kind !== 'word') throw syntaxError();
    if (this.#isSign('(')) return this.#call(token.text);
    const test = comparisons.find((one) => this.#isWord(one));
    if (test === undefined) throw syntaxError();
    this.#next += 1;
    return { kind: 'compare', path: token.text, test, value: this.#literal() };
  }

  #call(name: string): Condition {
    this.#sign('(');
    const any = /^(.+)\/any$/i.exec(name);
    if (any?.[1] !== undefined) return this.#any(any[1]);
    const test = textTests.find((one) => one === name.toLowerCase());
    const path = this.#take();
    if (test === undefined || path.kind !== 'word')
      throw badFilter(`The function '${name}' is not supported.`);
    this.#sign(',');
    const value = this.#literal();
    this.#sign(')');
    if (this.#isWord('eq')) {
      this.#next += 1;
      if (this.#literal() !== true) throw syntaxError();
    }
    return { kind: 'compare', path: path.text, test, value };
  }

  #any(collection: string): Condition {
    if (this.#isSign(')')) {
      this.#next += 1;
      return { kind: 'any', collection, variable: '', inner: null };
    }
    const variable = this.#take();
    if (variable.kind !== 'word') throw syntaxError();
    this.#sign(':');
    const inner = this.#or();
    this.#sign(')');
    return { kind: 'any', collection, variable: variable.text, inner };
  }

  #literal(): Literal {
    const { kind, text } = this.#take();
    if (kind === 'text') return text;
    if (kind === 'date') return Date.parse(text);
    if (kind !== 'word') throw syntaxError();
    if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Date.parse(text);
    const named = new Map<string, Literal>([
      ['true', true],
      ['false', false],
      ['null', null],
    ]).get(text.toLowerCase());
    if (named === undefined) throw syntaxError();
    return named;
  }
}
