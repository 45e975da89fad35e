// Conditions on one entry with the three truth values of SQL: a comparison with null is unknown, and so is its negation.
import type { Attribute } from '../resource/attribute.ts';
import type { Entry } from '../resource/entry.ts';
import type { Value } from '../store/row.ts';
import { compareValues, likePattern } from './literal.ts';

export type Condition = (entry: Entry) => boolean | null;

export interface Operand {
  readonly attribute: Attribute;
  readonly letterCase: 'as-is' | 'upper' | 'lower';
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

const holds: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function valueOf(operand: Operand, entry: Entry): Value | null {
  const value = entry.value(operand.attribute.name);
  if (typeof value !== 'string' || operand.letterCase === 'as-is') return value;
  return operand.letterCase === 'upper' ? value.toUpperCase() : value.toLowerCase();
}

export function compares(operand: Operand, comparison: Comparison, literal: Value): Condition {
  const test = holds[comparison];
  return (entry) => {
    const value = valueOf(operand, entry);
    return value === null ? null : test(compareValues(operand.attribute.type, value, literal));
  };
}

export function isLike(operand: Operand, pattern: string): Condition {
  const expression = likePattern(pattern);
  return (entry) => {
    const value = valueOf(operand, entry);
    return value === null ? null : expression.test(String(value));
  };
}

export const isNull =
  (operand: Operand): Condition =>
  (entry) =>
    valueOf(operand, entry) === null;

export const not =
  (condition: Condition): Condition =>
  (entry) => {
    const result = condition(entry);
    return result === null ? null : !result;
  };

export const all =
  (conditions: readonly Condition[]): Condition =>
  (entry) => {
    let result: boolean | null = true;
    for (const condition of conditions) {
      const one = condition(entry);
      if (one === false) return false;
      if (one === null) result = null;
    }
    return result;
  };

export const any =
  (conditions: readonly Condition[]): Condition =>
  (entry) => {
    let result: boolean | null = false;
    for (const condition of conditions) {
      const one = condition(entry);
      if (one === true) return true;
      if (one === null) result = null;
    }
    return result;
  };
