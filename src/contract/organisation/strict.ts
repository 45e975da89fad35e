// The same schema, refusing keys it does not know at every depth.

import { z } from 'zod';

export function strict<Schema extends z.ZodObject>(schema: Schema): Schema {
  const shape = Object.fromEntries(
    Object.entries(schema.shape).map(([key, inner]) => [
      key,
      inner instanceof z.ZodObject ? strict(inner) : inner,
    ]),
  );
  // the shape is the same, only stricter about what is not in it
  return z.strictObject(shape) as unknown as Schema;
}
