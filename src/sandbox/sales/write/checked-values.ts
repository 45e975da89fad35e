// Checks each attribute of a payload by itself: known, writable, of its type, short enough, one of its codes.
// Everything that is wrong is reported at once. An empty string is null, as the database under Sales has it.
import { isLosslessNumber } from 'lossless-json';
import { dateOf, instantOf } from '../query/literal.ts';
import type { Attribute, Attributes } from '../resource/attribute.ts';
import type { Value } from '../store/row.ts';
import type { Switches } from '../switches.ts';
import type { ErrorDetail } from '../wire/sales-error.ts';

export type Payload = Readonly<Record<string, unknown>>;
export type Changes = Record<string, Value | null>;

export interface CheckRequest {
  readonly payload: Payload;
  readonly attributes: Attributes;
  readonly mode: 'create' | 'update';
  readonly switches: Switches;
  /** names that are allowed without being attributes: child accessors */
  readonly children: readonly string[];
}

export interface Checked {
  readonly changes: Changes;
  readonly details: readonly ErrorDetail[];
}

const wrong = Symbol('wrong');

export function checkedValues(request: CheckRequest): Checked {
  const changes: Changes = {};
  const details: ErrorDetail[] = [];
  for (const [name, raw] of Object.entries(request.payload)) {
    if (request.children.includes(name) || name === 'links') continue;
    const attribute = request.attributes.get(name);
    const path = `/${name}`;
    if (attribute === undefined) {
      details.push({ detail: `Attribute ${name} is not defined.`, code: '27023', path });
      continue;
    }
    if (attribute.write === 'never' || (attribute.write === 'create' && request.mode === 'update')) {
      if (request.switches.readOnlyAttributes === 'reject') {
        details.push({ detail: `Attribute ${name} cannot be set.`, code: '27024', path });
      }
      continue;
    }
    const outcome = valueOf(attribute, raw, request.switches);
    if (typeof outcome === 'object' && outcome !== null) details.push({ ...outcome, path });
    else changes[name] = outcome;
  }
  return { changes, details };
}

type Problem = Pick<ErrorDetail, 'detail' | 'code'>;

function valueOf(attribute: Attribute, raw: unknown, switches: Switches): Value | null | Problem {
  const { name } = attribute;
  if (raw === null || raw === '') {
    if (!attribute.mandatory) return null;
    return { detail: `You must provide a value for the ${name} attribute.`, code: '27014' };
  }
  const value = converted(attribute, raw);
  if (value === wrong)
    return { detail: `The value of attribute ${name} is not a valid ${attribute.type}.`, code: '27010' };
  if (typeof value !== 'string') return value;
  if (attribute.maxLength !== undefined && Array.from(value).length > attribute.maxLength) {
    const limit = String(attribute.maxLength);
    return {
      detail: `The value of attribute ${name} exceeds the maximum length of ${limit}.`,
      code: '27040',
    };
  }
  if (switches.checkLookupCodes && attribute.codes !== undefined && !attribute.codes.includes(value)) {
    return { detail: `The value ${value.slice(0, 40)} for attribute ${name} is not valid.`, code: '27042' };
  }
  return value;
}

function converted(attribute: Attribute, raw: unknown): Value | typeof wrong {
  const number = isLosslessNumber(raw) ? raw.toString() : null;
  switch (attribute.type) {
    case 'string':
      return typeof raw === 'string' ? raw : wrong;
    case 'boolean':
      return typeof raw === 'boolean' ? raw : wrong;
    case 'integer': {
      const digits = number ?? raw;
      return typeof digits === 'string' && /^\d{1,18}$/.test(digits) ? digits : wrong;
    }
    case 'number': {
      const text = number ?? raw;
      return typeof text === 'string' && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : wrong;
    }
    case 'date':
      return typeof raw === 'string' ? (dateOf(raw) ?? wrong) : wrong;
    case 'datetime':
      return typeof raw === 'string' && /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(raw)
        ? (instantOf(raw) ?? wrong)
        : wrong;
  }
}
