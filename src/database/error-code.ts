// Reads an error by its shape, not by its class: what Node throws belongs to another realm in some test runners.

/** `code` of a system or driver error, e.g. `ENOENT` or `23505`; null when it has none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

export function errorMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  return String(error.message);
}
