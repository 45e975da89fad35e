// What Graph is asked with to find out whether it honours If-Match (http/if-match-probe.ts).

/** An etag of the same form that is not the item's: its letters and digits in reverse, or in front of one more. */
export function outdated(etag: string): string {
  const reversed = etag.replace(/[A-Za-z0-9+/]{2,}(?==*"?$)/, (key) =>
    Array.from(key, (_, at) => key[key.length - 1 - at]).join(''),
  );
  return reversed === etag ? etag.replace(/"?$/, 'A"') : reversed;
}
