// Retry-After as seconds or as an HTTP date (RFC 9110 section 10.2.3). A date is read against the server's own Date
// header where it is readable, because the device's clock may be wrong by hours.

/** Milliseconds to wait; null where the header is absent, hidden from the browser, or nonsense. */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  return waitOf(headers.get('retry-after'), serverTimeMs(headers) ?? nowMs);
}

/** The same for the plain header object of a batch item. */
export function retryAfterOfItem(
  headers: Readonly<Record<string, string>> | undefined,
  nowMs: number,
): number | null {
  const found = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after');
  return waitOf(found?.[1] ?? null, nowMs);
}

/** The server's present by its Date header, whole seconds; null where unreadable. */
export function serverTimeMs(headers: Headers): number | null {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? null : date;
}

function waitOf(value: string | null, nowMs: number): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? null : Math.ceil(seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
