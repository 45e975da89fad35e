// Turns a filter tree into a test over rows. Text is compared without regard to case, as Exchange does.
import { badFilter } from './failure.ts';
import type { Comparison, Condition, Literal, TextTest } from './filter-syntax.ts';

export type Scalar = string | number | boolean | null;
export type Test<Row> = (row: Row) => boolean;

/** A collection that any() may run over. */
export interface FilterCollection<Row> {
  readonly items: (row: Row) => readonly unknown[];
  /** reads one member; `''` is the item itself; undefined when there is no such member */
  readonly member: (name: string) => ((item: unknown) => Scalar) | undefined;
  readonly tests: readonly (Comparison | TextTest)[];
  /** brings a literal into the form in which the member is stored */
  readonly literal?: (member: string, value: Literal) => Literal;
  /** a member whose case matters */
  readonly exactMember?: string;
}

export interface FilterRows<Row> {
  /** undefined when rows have no such property or it cannot be filtered by */
  readonly value: (path: string) => ((row: Row) => Scalar) | undefined;
  readonly collection: (name: string) => FilterCollection<Row> | undefined;
}

export function compileFilter<Row>(condition: Condition, rows: FilterRows<Row>): Test<Row> {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return joined(
        condition.kind,
        compileFilter(condition.left, rows),
        compileFilter(condition.right, rows),
      );
    case 'not': {
      const inner = compileFilter(condition.inner, rows);
      return (row) => !inner(row);
    }
    case 'compare': {
      const read = rows.value(condition.path);
      if (read === undefined) throw badFilter(`The property '${condition.path}' cannot be used in $filter.`);
      const holds = comparison(condition.test, condition.value);
      return (row) => holds(read(row));
    }
    case 'any':
      return anyTest(condition, rows);
  }
}

function anyTest<Row>(condition: Extract<Condition, { kind: 'any' }>, rows: FilterRows<Row>): Test<Row> {
  const collection = rows.collection(condition.collection);
  if (collection === undefined)
    throw badFilter(`The collection '${condition.collection}' cannot be used in $filter.`);
  if (condition.inner === null) return (row) => collection.items(row).length > 0;
  const inner = itemTest(condition.inner, condition.variable, collection);
  return (row) => collection.items(row).some(inner);
}

function itemTest<Row>(
  condition: Condition,
  variable: string,
  collection: FilterCollection<Row>,
): Test<unknown> {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return joined(
        condition.kind,
        itemTest(condition.left, variable, collection),
        itemTest(condition.right, variable, collection),
      );
    case 'not': {
      const inner = itemTest(condition.inner, variable, collection);
      return (item) => !inner(item);
    }
    case 'any':
      throw badFilter('any() inside any() is not supported.');
    case 'compare': {
      if (!collection.tests.includes(condition.test))
        throw badFilter(`The function '${condition.test}' is not supported inside any() here.`);
      const name = condition.path === variable ? '' : condition.path.replace(`${variable}/`, '');
      const read = collection.member(name);
      if (read === undefined) throw badFilter(`The property '${condition.path}' cannot be used in $filter.`);
      const literal = collection.literal?.(name, condition.value) ?? condition.value;
      const holds = comparison(
        condition.test,
        literal,
        name === collection.exactMember ? (value) => value : folded,
      );
      return (item) => holds(read(item));
    }
  }
}

function joined<Row>(kind: 'and' | 'or', left: Test<Row>, right: Test<Row>): Test<Row> {
  return kind === 'and' ? (row) => left(row) && right(row) : (row) => left(row) || right(row);
}

type Fold = (value: Scalar) => Scalar;

function comparison(
  test: Comparison | TextTest,
  literal: Literal,
  fold: Fold = folded,
): (value: Scalar) => boolean {
  const wanted = fold(literal);
  if (test === 'eq') return (value) => fold(value) === wanted;
  if (test === 'ne') return (value) => fold(value) !== wanted;
  if (wanted === null) throw badFilter(`'${test}' needs a value.`);
  if (test === 'startswith' || test === 'endswith' || test === 'contains') {
    const text = String(wanted);
    const check = { startswith: 'startsWith', endswith: 'endsWith', contains: 'includes' } as const;
    return (value) => value !== null && String(fold(value))[check[test]](text);
  }
  return (value) => {
    const own = fold(value);
    if (own === null || typeof own !== typeof wanted) return false;
    return { gt: own > wanted, ge: own >= wanted, lt: own < wanted, le: own <= wanted }[test];
  };
}

function folded(value: Scalar): Scalar {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
