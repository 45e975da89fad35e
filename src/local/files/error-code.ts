// The `code` of a Node error. Not by `instanceof`: errors of another realm (a test's, a worker's) have codes too.

export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
