// Bodies of the sandbox's controls: checked by a schema, answered with 400 and the names of the fields that are wrong.
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

/** The checked body, or undefined after answering 400 `{error, fields: [{field, problem}]}`. */
export function controlBody<T extends z.ZodType>(
  schema: T,
  body: unknown,
  reply: FastifyReply,
): z.output<T> | undefined {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: [...issue.path, key].join('.'),
          problem: 'is not a field of this control',
        }))
      : [{ field: issue.path.join('.') || 'body', problem: issue.message }],
  );
  void reply.code(400).send({ error: `Wrong: ${fields.map(({ field }) => field).join(', ')}`, fields });
  return undefined;
}
