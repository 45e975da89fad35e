// Whether a service honours If-Match where an item is changed: nobody promises it for every resource. Found out once per
// service and resource by a deliberately outdated etag on a record of ours that was compared a moment before; until it is
// proven, every update reads and compares first.

export type IfMatchOnUpdate = 'unknown' | 'honoured' | 'ignored';

export interface IfMatchProbe {
  state(): IfMatchOnUpdate;
  /** status of an update that carried an outdated etag */
  sawStatus(status: number): void;
}

const states = new Map<string, IfMatchOnUpdate>();

/** One verdict per URL of a resource, shared by every user of this process. */
export function ifMatchProbeOf(resourceUrl: string): IfMatchProbe {
  return {
    state: () => states.get(resourceUrl) ?? 'unknown',
    sawStatus(status) {
      if (status === 412) states.set(resourceUrl, 'honoured');
      // Applied, or refused as nonsense: either way it is not the check we could rely on.
      else if (status === 400 || (status >= 200 && status < 300)) states.set(resourceUrl, 'ignored');
    },
  };
}
