// Where a request breaks the contract, as JSON pointers (RFC 6901) into its body, query or path.

interface ValidationIssue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params: unknown;
}

interface PointedError {
  readonly pointer: string;
  readonly detail: string;
}

const most = 50;

export function validationErrors({
  validation,
}: {
  readonly validation: readonly ValidationIssue[];
}): PointedError[] {
  return validation.flatMap(pointed).slice(0, most);
}

/** zod reports unknown keys at their parent: point at each. */
function pointed(issue: ValidationIssue): PointedError[] {
  const base = issue.instancePath === '/' ? '' : issue.instancePath;
  if (issue.keyword === 'unrecognized_keys')
    return unknownKeys(issue.params).map((key) => ({
      pointer: `${base}/${escapePointer(key.slice(0, 100))}`,
      detail: 'is not part of the contract',
    }));
  return [{ pointer: base, detail: issue.message ?? issue.keyword }];
}

function unknownKeys(params: unknown): string[] {
  if (typeof params !== 'object' || params === null || !('keys' in params)) return [];
  return Array.isArray(params.keys) ? params.keys.map(String) : [];
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
