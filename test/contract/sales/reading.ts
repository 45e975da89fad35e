// How a body of Sales is read: numbers exactly, because ids are longer than a double can hold.
import { parse } from 'lossless-json';
import type { z } from 'zod';
import type { Exchange } from '../exchange.ts';

export function versionOf({ requestHeaders }: Exchange): number {
  return Number(requestHeaders['rest-framework-version'] ?? 1);
}

export function exactJson(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

export function faultsOfShape(schema: z.ZodType, value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map((issue) => {
    const names = issue.code === 'unrecognized_keys' ? ` '${issue.keys.join("', '")}'` : '';
    return `${issue.path.join('.')} ${issue.message}${names}`;
  });
}
