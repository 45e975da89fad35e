// How a setting is edited, read from its schema in the contract: whatever is added there appears in the form.

import { z } from 'zod';
import { schemaOf } from '../../../contract/organisation/paths.ts';
import type { SettingPath } from '../../../contract/organisation/paths.ts';

export type FieldKind =
  | { readonly is: 'switch' }
  | { readonly is: 'number'; readonly least: number; readonly most: number }
  | { readonly is: 'choice'; readonly options: readonly string[] }
  | { readonly is: 'choices'; readonly options: readonly string[] }
  | { readonly is: 'lines' }
  | { readonly is: 'text'; readonly isOptional: boolean; readonly most: number };

export function fieldKind(path: SettingPath): FieldKind {
  return kindOf(schemaOf(path));
}

function kindOf(schema: z.core.$ZodType): FieldKind {
  if (schema instanceof z.ZodNullable) return { ...textOf(schema.unwrap()), isOptional: true };
  if (schema instanceof z.ZodBoolean) return { is: 'switch' };
  if (schema instanceof z.ZodNumber)
    return { is: 'number', least: schema.minValue ?? 0, most: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
  if (schema instanceof z.ZodEnum) return { is: 'choice', options: schema.options.map(String) };
  if (schema instanceof z.ZodArray) {
    const { element } = schema;
    return element instanceof z.ZodEnum
      ? { is: 'choices', options: element.options.map(String) }
      : { is: 'lines' };
  }
  return textOf(schema);
}

function textOf(schema: z.core.$ZodType): FieldKind & { readonly is: 'text' } {
  const most = schema instanceof z.ZodString ? schema.maxLength : null;
  return { is: 'text', isOptional: false, most: most ?? 2_000 };
}
