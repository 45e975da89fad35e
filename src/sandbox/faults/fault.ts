// One fault an operator ordered: which requests it hits, what happens to them, how many more of them.
import { z } from 'zod';

const method = z
  .string()
  .regex(/^(?:\*|[A-Za-z]+)$/, 'must be an HTTP method or *')
  .transform((name) => name.toUpperCase());

export const faultSchema = z
  .strictObject({
    method: method.default('*'),
    /** glob over the path without query; `*` stands for anything, slashes too; with or without the server's prefix */
    path: z.string().min(1).max(2_000),
    status: z.int().min(400).max(599).optional(),
    /** seconds, or an HTTP date as text; needs `status` */
    retryAfter: z.union([z.int().min(0).max(86_400), z.string().min(1).max(60)]).optional(),
    delayMs: z.int().min(0).max(600_000).optional(),
    /** `before`: the socket dies before anything is done; `after`: the request is carried out, its answer is lost */
    drop: z.enum(['before', 'after']).optional(),
    count: z.int().min(1).max(1_000_000).default(1),
  })
  .superRefine((fault, context) => {
    const problem = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    if (fault.status === undefined && fault.delayMs === undefined && fault.drop === undefined)
      problem('status', 'one of status, delayMs, drop is needed');
    if (fault.retryAfter !== undefined && fault.status === undefined) problem('retryAfter', 'needs status');
    if (fault.drop !== undefined && fault.status !== undefined)
      problem('drop', 'a dropped answer has no status');
  });

export type FaultOrder = z.input<typeof faultSchema>;

export interface Fault extends z.output<typeof faultSchema> {
  readonly id: number;
  /** requests it has hit so far; `count` is what is left */
  readonly hits: number;
}

/** True when `glob` covers the whole of `path`: `*` is any text, `?` one character, all else literal. */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's').test(path);
}
