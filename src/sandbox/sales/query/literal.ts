// Literals of a filter, read by the type of the attribute they are compared with; and the order of values.
import type { Attribute, AttributeType } from '../resource/attribute.ts';
import type { Value } from '../store/row.ts';
import { badRequest } from '../wire/sales-error.ts';

// `2026-03-01`, `2026-03-01 16:26:30`, and ISO 8601 with or without an offset. Without one it means UTC.
const instant = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Canonical ISO 8601 UTC with milliseconds, or null when the text is no instant. */
export function instantOf(text: string): string | null {
  const match = instant.exec(text.trim());
  if (match === null) return null;
  const [, day = '', time = '00:00', offset = 'Z'] = match;
  const date = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export function dateOf(text: string): string | null {
  const day = text.trim().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['y', true],
  ['false', false],
  ['n', false],
]);

function read(type: AttributeType, text: string): Value | null {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return /^\d{1,18}$/.test(text) ? text : null;
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
    case 'boolean':
      return booleans.get(text.toLowerCase()) ?? null;
    case 'date':
      return dateOf(text);
    case 'datetime':
      return instantOf(text);
  }
}

/** Throws a 400 when the text is no value of the attribute's type. */
export function literalOf(attribute: Attribute, text: string): Value {
  const value = read(attribute.type, text);
  if (value === null)
    throw badRequest(`The value ${text} cannot be compared with attribute ${attribute.name}.`);
  return value;
}

/** Negative, zero or positive. Ids are compared as numbers of any length, all else by code unit. */
export function compareValues(type: AttributeType, left: Value, right: Value): number {
  if (type === 'integer') {
    const a = String(left);
    const b = String(right);
    if (a.length !== b.length) return a.length - b.length;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A `like` pattern: `%` and `*` stand for any text, everything else for itself. */
export function likePattern(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[\\^$.|+?()[\]{}]/g, String.raw`\$&`).replaceAll(/[%*]+/g, '.*');
  return new RegExp(`^${escaped}$`, 's');
}
