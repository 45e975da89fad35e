// Every answer of the sandbox against JSON Schema from Microsoft's types (graph-contract.md 1.2 B). Annotations are taken
// off first; after that a member that Microsoft does not know fails.
import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { isObject, jsonOf, titleOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';
import { withoutAnnotations } from './annotations.ts';
import { withItems } from './batch-items.ts';
import { answerOf, entityNames } from './resource-of.ts';
import type { Resource } from './resource-of.ts';
import { typeSchemas } from './type-schemas.ts';

/** What Microsoft's types lack, and where that is known from. Nothing else is let pass. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  // In the service's metadata of August 2026 and in its answers, not yet in the types (graph-contract.md 1.2, 9).
  Contact: ['primaryEmailAddress', 'secondaryEmailAddress', 'tertiaryEmailAddress'],
};
/** Open in the service's metadata: they hold what an application puts into them, and the types cannot say so. */
const open = new Set(['Extension', 'OpenTypeExtension']);
/** Answers whose shape is no entity: the description and the protocol check them. */
const withoutType = new Set<Resource['shape']>(['batch', 'count']);

/** Checks one exchange and, in a batch, each of its items; empty where all is well. */
export type CheckExchange = (exchange: Exchange) => readonly string[];

export function createTypeCheck(): CheckExchange {
  const schemas = typeSchemas(entityNames);
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.addSchema(opened(schemas), 'types');
  const check = (entity: string): ValidateFunction => {
    const known = ajv.getSchema(`types#/definitions/${entity}`);
    if (known === undefined) throw new Error(`no type ${entity}`);
    return known;
  };
  return (exchange) => withItems(exchange).flatMap((one) => checkOne(one, check));
}

function opened(schemas: Json): Json {
  const definitions = schemas['definitions'];
  if (!isObject(definitions)) throw new Error('definitions wanted');
  const changed = Object.entries(definitions).map(([name, schema]): [string, unknown] => {
    if (!isObject(schema)) return [name, schema];
    if (open.has(name)) return [name, { ...schema, additionalProperties: true }];
    const more = Object.fromEntries((lacking[name] ?? []).map((member) => [member, {}]));
    return [name, { ...schema, properties: { ...asObject(schema['properties']), ...more } }];
  });
  return { ...schemas, definitions: Object.fromEntries(changed) };
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function checkOne(exchange: Exchange, check: (entity: string) => ValidateFunction): readonly string[] {
  const { status, text, url, method } = exchange;
  // Errors have a type of their own in no package; the protocol check knows them.
  if (status >= 300 || status === 204) return [];
  const { shape, entity } = answerOf(method, url);
  if (withoutType.has(shape)) return [];
  const json = jsonOf(text);
  if (shape === 'entity') return faults(exchange, { at: '', value: json, validate: check(entity) });
  const rows = isObject(json) ? json['value'] : undefined;
  if (!Array.isArray(rows)) return [`${titleOf(exchange)}: value must be array`];
  const others = Object.keys(asObject(withoutAnnotations(json))).filter((name) => name !== 'value');
  return [
    ...others.map((name) => `${titleOf(exchange)}: must not have '${name}' beside value`),
    ...rows.flatMap((value: unknown, row) =>
      faults(exchange, { at: `/value/${row}`, value, validate: check(entity) }),
    ),
  ];
}

interface Checked {
  readonly at: string;
  readonly value: unknown;
  readonly validate: ValidateFunction;
}

function faults(exchange: Exchange, { at, value, validate }: Checked): readonly string[] {
  validate(withoutAnnotations(value));
  return (validate.errors ?? []).map((error) => `${titleOf(exchange)}: ${at}${faultOf(error)}`);
}

/** `/emailAddresses/0 must NOT have additional properties 'adress'` */
export function faultOf({ instancePath, message = '', params }: ErrorObject): string {
  const { additionalProperty, missingProperty } = params;
  const name = [additionalProperty, missingProperty].find((one) => typeof one === 'string');
  return `${instancePath} ${message}${name === undefined ? '' : ` '${name}'`}`;
}
