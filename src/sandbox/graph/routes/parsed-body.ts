// Bodies of small resources: checked by a schema, refused in the words of the service.
import type { z } from 'zod';
import { badBody } from '../wire/failure.ts';

export function parsedBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') ?? '';
  throw badBody(`Cannot convert the value of property '${where}' to its expected type.`);
}
