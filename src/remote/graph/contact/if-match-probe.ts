// Whether the service honours If-Match on a contact PATCH: documented for DELETE only (graph-contract.md section 6). Found
// out once per service by a deliberately outdated etag on an item of ours that was read a moment before; until it is
// proven, every update reads and compares first.

export type IfMatchOnPatch = 'unknown' | 'honoured' | 'ignored';

export interface IfMatchProbe {
  state(): IfMatchOnPatch;
  /** status of a PATCH that carried an outdated etag */
  sawStatus(status: number): void;
}

const states = new Map<string, IfMatchOnPatch>();

/** One verdict per service, shared by every mailbox of this process. */
export function ifMatchProbeOf(baseUrl: string): IfMatchProbe {
  return {
    state: () => states.get(baseUrl) ?? 'unknown',
    sawStatus(status) {
      if (status === 412) states.set(baseUrl, 'honoured');
      // Applied, or refused as nonsense: either way it is not the check we could rely on.
      else if (status === 400 || (status >= 200 && status < 300)) states.set(baseUrl, 'ignored');
    },
  };
}

/** An etag of the same form that is not the item's: its letters and digits in reverse, or in front of one more. */
export function outdated(etag: string): string {
  const reversed = etag.replace(/[A-Za-z0-9+/]{2,}(?==*"?$)/, (key) =>
    Array.from(key, (_, at) => key[key.length - 1 - at]).join(''),
  );
  return reversed === etag ? etag.replace(/"?$/, 'A"') : reversed;
}
