// Every single setting by its dotted path: the unit of the form, of a difference and of what the engine uses.

import { z } from 'zod';
import { organisationSettings } from './document.ts';
import type { OrganisationSettings } from './document.ts';

type Leaf = string | number | boolean | null | readonly unknown[];
type PathsOf<T> = {
  [Key in keyof T & string]: T[Key] extends Leaf ? Key : `${Key}.${PathsOf<T[Key]>}`;
}[keyof T & string];

export type SettingPath = PathsOf<OrganisationSettings>;
export type SettingSection = keyof OrganisationSettings;
export type SettingValue = string | number | boolean | null | string[];

function leavesOf(schema: z.core.$ZodType, prefix: string): [string, z.core.$ZodType][] {
  if (!(schema instanceof z.ZodObject)) return [[prefix, schema]];
  return Object.entries(schema.shape as z.core.$ZodShape).flatMap(([key, inner]) =>
    leavesOf(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
}

const leaves = leavesOf(organisationSettings, '') as [SettingPath, z.core.$ZodType][];

/** In the order of the document. */
export const settingPaths: readonly SettingPath[] = leaves.map(([path]) => path);
export const settingSections = Object.keys(organisationSettings.shape) as readonly SettingSection[];

const schemas = new Map<string, z.core.$ZodType>(leaves);

/** What one setting may hold. */
export function schemaOf(path: SettingPath): z.core.$ZodType {
  const schema = schemas.get(path);
  if (schema === undefined) throw new Error(`no setting is called ${path}`);
  return schema;
}

export function valueAt(settings: OrganisationSettings, path: SettingPath): SettingValue {
  let value: unknown = settings;
  for (const key of path.split('.')) value = (value as Record<string, unknown>)[key];
  return value as SettingValue;
}

/** A copy with one other value. */
export function withValue(
  settings: OrganisationSettings,
  path: SettingPath,
  value: SettingValue,
): OrganisationSettings {
  const copy = structuredClone(settings);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let inner: Record<string, unknown> = copy;
  for (const key of keys) inner = inner[key] as Record<string, unknown>;
  inner[last] = value;
  return copy;
}
