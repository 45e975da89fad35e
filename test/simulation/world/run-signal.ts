// Cancels a run the way AbortController does, without a global of the platform.

import type { CancelSignal } from '../../../src/sync/ports/cancel-signal.ts';

export class RunSignal implements CancelSignal {
  readonly #listeners = new Set<() => void>();
  aborted = false;

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  abort(): void {
    this.aborted = true;
    for (const listener of this.#listeners) listener();
  }
}
