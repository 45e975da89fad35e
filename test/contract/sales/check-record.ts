// One record of Sales against its table, as it is read and as it is written: names, wire types, lengths
// (sales-contract.md sections 6 and 11).
import { isLosslessNumber } from 'lossless-json';
import type { Json } from '../exchange.ts';
import { childrenOf, tables } from './attributes.ts';
import type { Attribute, Attributes } from './attributes.ts';

/** Extension attributes of a customer (section 11.1). */
const custom = /_c$/;

export function tableOf(name: string): Attributes {
  const table = tables.get(name);
  if (table === undefined) throw new Error(`no table for ${name}`);
  return table;
}

export interface Reading {
  readonly name: string;
  /** framework version */
  readonly version: number;
  /** attributes that were asked for; null: all */
  readonly fields: readonly string[] | null;
}

/** Findings about a record of an answer, its links apart. */
export function faultsOfRecord(record: Json, { name, version, fields }: Reading): readonly string[] {
  const table = tableOf(name);
  const wanted = fields ?? [...table].flatMap(([one, { isCertain }]) => (isCertain ? [one] : []));
  const missing = wanted.filter((one) => !(one in record)).map((one) => `${one} is missing`);
  const isShown = (one: string): boolean => fields === null || fields.includes(one);
  const others = Object.entries(record).flatMap(([one, value]): string[] => {
    if (one === 'links' || childrenOf[name]?.includes(one) === true || custom.test(one)) return [];
    const attribute = table.get(one);
    if (attribute === undefined) return [`${one} is no attribute of ${name}`];
    if (!isShown(one)) return [`nobody asked for ${one}`];
    return value === null ? [] : faultsOfValue(one, value, { attribute, version });
  });
  return [...missing, ...others];
}

interface Wanted {
  readonly attribute: Attribute;
  readonly version: number;
}

const times = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?[+-]\d\d:\d\d$/;

function faultsOfValue(name: string, value: unknown, { attribute, version }: Wanted): string[] {
  switch (attribute.type) {
    case 'id':
      return faultsOfId(name, value, version);
    case 'flag':
      return typeof value === 'boolean' ? [] : [`${name} is not true or false`];
    case 'yes-no':
      return value === 'Y' || value === 'N' ? [] : [`${name} is not Y or N`];
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? [] : [`${name} is no date`];
    case 'time':
      return typeof value === 'string' && times.test(value) ? [] : [`${name} is no time with an offset`];
    case 'text':
      return faultsOfText(name, value, attribute.most);
  }
}

/** 15 to 18 digits (section 16); a number token before version 9, from then on perhaps a string. */
function faultsOfId(name: string, value: unknown, version: number): string[] {
  const isNumber = isLosslessNumber(value);
  if (!isNumber && typeof value !== 'string') return [`${name} is neither number nor digits`];
  if (!isNumber && version < 9) return [`${name} is a string before version 9`];
  return /^\d{15,18}$/.test(value.toString()) ? [] : [`${name} has not 15 to 18 digits`];
}

function faultsOfText(name: string, value: unknown, most: number | null): string[] {
  if (typeof value !== 'string') return [`${name} is no text`];
  return most !== null && Array.from(value).length > most ? [`${name} has more than ${most} characters`] : [];
}

/** Findings about a record that is sent. */
export function faultsOfWrite(record: Json, name: string, mode: 'create' | 'update'): readonly string[] {
  const table = tableOf(name);
  const faults = Object.entries(record).flatMap(([one, value]): string[] => {
    if (childrenOf[name]?.includes(one) === true || custom.test(one)) return [];
    const attribute = table.get(one);
    if (attribute === undefined) return [`${one} is no attribute of ${name}`];
    if (attribute.write === 'never') return [`${one} cannot be written`];
    if (attribute.write === 'create' && mode === 'update') return [`${one} cannot be changed`];
    if (value === null || value === '') return [];
    // An exact integer token, whatever the version (section 6).
    return faultsOfValue(one, value, { attribute, version: 4 });
  });
  return mode === 'create' ? [...faults, ...requiredIn(record, name)] : faults;
}

/** Sections 11.1 and 11.2: a contact has a first or a last name, an account its name, a contact point its type. */
const required: Readonly<Record<string, readonly string[]>> = {
  contacts: ['FirstName', 'LastName'],
  accounts: ['OrganizationName'],
  ContactPoint: ['ContactPointType'],
};

/** The attribute that a record of this name must have; undefined where it needs none, or one of several. */
export function requiredAlone(name: string): string | undefined {
  const [one, ...others] = required[name] ?? [];
  return others.length === 0 ? one : undefined;
}

function requiredIn(record: Json, name: string): readonly string[] {
  const one = required[name] ?? [];
  return one.length === 0 || one.some((attribute) => isFilled(record[attribute]))
    ? []
    : [`${one.join(' or ')} is missing`];
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
