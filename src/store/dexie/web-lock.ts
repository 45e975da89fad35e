// One run per person and browser. Keeps two panes of one browser apart and nothing more: the relay's lease is what
// makes runs safe, so where a browser has no Web Locks the run goes ahead.

/** What is used of `navigator.locks`. */
export interface LockSource {
  request<Result>(
    name: string,
    options: { readonly ifAvailable: boolean },
    held: (lock: unknown) => Promise<Result>,
  ): Promise<Result>;
}

export type LockedRun<Result> = { readonly ran: true; readonly result: Result } | { readonly ran: false };

export interface RunLockOptions {
  /** `navigator.locks`; undefined where the browser has none */
  readonly locks: LockSource | undefined;
  /** do not wait: `{ ran: false }` when another pane is running */
  readonly ifAvailable: boolean;
}

/** `run` holds the lock until it settles; its failure is the caller's. The browser frees the lock of a closed pane. */
export async function withRunLock<Result>(
  name: string,
  run: () => Promise<Result>,
  { locks, ifAvailable }: RunLockOptions,
): Promise<LockedRun<Result>> {
  if (locks === undefined) return { ran: true, result: await run() };
  return locks.request<LockedRun<Result>>(name, { ifAvailable }, async (lock) =>
    lock === null ? { ran: false } : { ran: true, result: await run() },
  );
}
