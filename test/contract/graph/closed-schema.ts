// The schemas of Microsoft's description let unknown members pass and build entities with `allOf`. For a check that finds a
// misspelt member each of them becomes one closed object with the members of all its parts.
import { isObject } from '../exchange.ts';
import type { Json } from '../exchange.ts';

export function closedSchemas(schemas: Json): Json {
  return Object.fromEntries(Object.keys(schemas).map((name) => [name, closedSchema(schemas[name], schemas)]));
}

/** Made to hold what an application puts into them. */
const free = new Set(['extension', 'openTypeExtension', 'customSecurityAttributeValue', 'resourceData']);
/** Contacts, events, messages and users are open as well, but only for schema extensions, whose names look like this. */
const schemaExtension = '^[A-Za-z0-9]+_\\w+$';

/** One schema; references in it stay references. */
export function closedSchema(schema: unknown, schemas: Json): Json {
  const node = isObject(schema) ? schema : {};
  if (node['allOf'] === undefined && !isObject(node['properties'])) return inner(node, schemas);
  const parts = partsOf(node, schemas);
  const properties = parts.flatMap(({ properties: members }) =>
    isObject(members) ? Object.entries(members) : [],
  );
  const required = parts.flatMap((part) =>
    Array.isArray(part['required']) ? (part['required'] as unknown[]) : [],
  );
  const isOpen = parts.some((part) => part['x-open-type'] === true);
  const isFree = parts.some(({ title }) => typeof title === 'string' && free.has(title));
  return {
    type: 'object',
    ...(node['nullable'] === true ? { nullable: true } : {}),
    properties: Object.fromEntries(properties.map(([name, value]) => [name, closedSchema(value, schemas)])),
    // Real answers usually leave @odata.type out, whatever the description says (graph-contract.md 1.3).
    required: required.filter((name) => name !== '@odata.type'),
    ...(isOpen ? { patternProperties: { [schemaExtension]: {} } } : {}),
    additionalProperties: isFree,
  };
}

/** The schema and everything it is made of. */
function partsOf(node: Json, schemas: Json): readonly Json[] {
  const all = Array.isArray(node['allOf']) ? (node['allOf'] as unknown[]) : [];
  const parts = all.flatMap((part) => {
    const named = isObject(part) ? nameIn(part) : null;
    const found = named === null ? part : schemas[named];
    return isObject(found) ? partsOf(found, schemas) : [];
  });
  return [...parts, node];
}

function nameIn({ $ref }: Json): string | null {
  return typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '') : null;
}

const lists = ['anyOf', 'oneOf'] as const;

function inner(node: Json, schemas: Json): Json {
  const copy: Record<string, unknown> = { ...node };
  if (node['items'] !== undefined) copy['items'] = closedSchema(node['items'], schemas);
  for (const name of lists) {
    const list = node[name];
    if (Array.isArray(list)) copy[name] = list.map((one) => closedSchema(one, schemas));
  }
  return copy;
}
