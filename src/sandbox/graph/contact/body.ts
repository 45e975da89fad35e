// Checks the body of a create or an update and takes it apart: fields, extended properties, open extensions.
// An annotation (`@odata.…`) and what only the server sets are ignored; anything unknown is 400 unless switched off.
import { z } from 'zod';
import type { Switches } from '../switches.ts';
import { badBody, badRequest } from '../wire/failure.ts';
import {
  addressFields,
  addressParts,
  listFields,
  numberedAddresses,
  serverFields,
  textFields,
} from './fields.ts';
import type { ContactChange } from './fields.ts';
import { parseExtension } from './extension.ts';
import type { OpenExtension } from './extension.ts';
import { canonicalPropertyId } from './property-id.ts';

export interface ContactBody {
  readonly change: ContactChange;
  /** canonical id to value; null takes the property away */
  readonly properties: Readonly<Record<string, string | null>>;
  readonly extensions: readonly OpenExtension[];
}

type BodySwitches = Pick<Switches, 'unknownProperty' | 'birthdayTime' | 'homePhonesLimit'>;

const text = z.string().nullable();
const list = z.array(z.string());
const addressShape = z
  .record(z.string(), z.unknown())
  .transform((given) => Object.fromEntries(Object.entries(given).filter(([name]) => !isAnnotation(name))))
  .pipe(z.strictObject(Object.fromEntries(addressParts.map((part) => [part, text.optional()]))))
  .nullable();
const dateTime = z
  .string()
  .regex(/^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d)$/)
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .nullable();
const email = z
  .looseObject({ name: text.optional(), address: text.optional() })
  .transform(({ name, address }) => ({
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof address === 'string' && isMailAddress(address) ? { address } : {}),
  }));

const shapes = new Map<string, z.ZodType>([
  ...textFields.map((name) => [name, text] as const),
  ...listFields.map((name) => [name, list] as const),
  ...addressFields.map((name) => [name, addressShape] as const),
  ['emailAddresses', z.array(email)],
  ['birthday', dateTime],
]);
const propertiesShape = z.array(z.looseObject({ id: z.string(), value: text }));

const object = z.record(z.string(), z.unknown());

/** Exchange keeps a text without `@` as a name without an address. */
function isMailAddress(address: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(address);
}

function isAnnotation(name: string): boolean {
  return name.includes('@');
}

export function parseContactBody(body: unknown, switches: BodySwitches): ContactBody {
  const given = object.safeParse(body);
  if (!given.success) throw badRequest('Empty Payload. JSON content expected.', 'BadRequest');
  const change: Record<string, unknown> = {};
  let properties: ContactBody['properties'] = {};
  let extensions: ContactBody['extensions'] = [];
  for (const [name, value] of Object.entries(given.data)) {
    const shape = shapes.get(name);
    if (shape !== undefined) change[name] = checked(name, shape, value);
    else if (name === 'singleValueExtendedProperties') properties = parseProperties(value);
    else if (name === 'extensions') extensions = checkedExtensions(value);
    else if (!isKnownReadOnly(name, switches)) throw unknownProperty(name);
  }
  return { change: bounded(change, switches), properties, extensions };
}

function isKnownReadOnly(name: string, { unknownProperty }: BodySwitches): boolean {
  const readOnly: readonly string[] = [...serverFields, ...numberedAddresses];
  return unknownProperty === 'ignore' || isAnnotation(name) || readOnly.includes(name);
}

function unknownProperty(name: string): Error {
  return badBody(
    `The property '${name}' does not exist on type 'microsoft.graph.contact'. Make sure to only use property names that are defined by the type.`,
  );
}

function checked(name: string, shape: z.ZodType, value: unknown): unknown {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badBody(`Cannot convert the value of property '${name}' to its expected type.`);
}

function parseProperties(value: unknown): Record<string, string | null> {
  const parsed = propertiesShape.safeParse(value);
  if (!parsed.success) throw badBody(`Cannot convert the value of property 'singleValueExtendedProperties'.`);
  return Object.fromEntries(parsed.data.map((one) => [canonicalPropertyId(one.id), one.value]));
}

function checkedExtensions(value: unknown): OpenExtension[] {
  const parsed = z.array(object).safeParse(value);
  if (!parsed.success) throw badBody(`Cannot convert the value of property 'extensions'.`);
  return parsed.data.map((one) => parseExtension(one));
}

const limits = { emailAddresses: ['EmailAddresses', 3], businessPhones: ['BusinessPhones', 2] } as const;

function bounded(change: ContactChange, switches: BodySwitches): ContactChange {
  for (const field of ['emailAddresses', 'businessPhones'] as const)
    withinLimit(limits[field][0], change[field]?.length ?? 0, limits[field][1]);
  if (switches.homePhonesLimit !== null)
    withinLimit('HomePhones', change.homePhones?.length ?? 0, switches.homePhonesLimit);
  if (typeof change.birthday !== 'string') return change;
  const iso = new Date(change.birthday).toISOString();
  const birthday =
    switches.birthdayTime === 'noon' ? `${iso.slice(0, 10)}T11:59:00Z` : `${iso.slice(0, 19)}Z`;
  return { ...change, birthday };
}

function withinLimit(name: string, entries: number, most: number): void {
  if (entries <= most) return;
  const message = `multi value property ${name} has ${String(entries)} entries, that exceeds the max allowed value of ${String(most)}`;
  throw badRequest(message, 'ErrorInvalidProperty');
}
